/** The widget in English. The other languages have the same texts. */
export const EN = {
  helped: '👍 That helped',
  question: 'How did our AI agent do?',
  notNow: 'Not now',
  yourRating: 'Your rating',
  change: 'Change',
  keep: 'Keep it',
  thanks: 'Thank you!',
  reasonQuestion: 'What went wrong? (optional)',
  commentLabel: 'Anything to add? (optional)',
  send: 'Send',
  saving: 'Saving…',
  waiting: 'No connection. Your choice is kept and will be sent.',
  final: 'can’t be changed any more',
  tooLate: 'This chat can’t be rated any more.',
  off: 'Ratings are not being asked for right now.',
  failed: 'That could not be saved. Please try again.',
  commentSent: 'Thank you, your comment was sent.',
  face1: 'Very unhappy',
  face2: 'Unhappy',
  face3: 'Neutral',
  face4: 'Happy',
  face5: 'Very happy',
  reason_wrong: 'The answer was wrong',
  reason_no_answer: 'My question wasn’t answered',
  reason_misunderstood: 'It didn’t understand me',
  reason_unwelcome: 'I don’t like the answer',
  reason_elsewhere: 'It’s not about the chat',
  reason_other: 'Something else',
};

/** Every text of the widget by its name. */
export type WidgetTexts = typeof EN;
