/** Every text of the widget. The server's settings may replace any of them by key. */
export const TEXTS = {
  helped: '👍 That helped',
  question: 'How did our AI agent do?',
  notNow: 'Not now',
  yourRating: 'Your rating',
  change: 'Change',
  keep: 'Keep it',
  thanks: 'Thank you!',
  commentLabel: 'Anything to add? (optional)',
  send: 'Send',
  saving: 'Saving…',
  waiting: 'No connection. Your choice is kept and will be sent.',
  final: 'can’t be changed any more',
  tooLate: 'This chat can’t be rated any more.',
  off: 'Ratings are not being asked for right now.',
  failed: 'That could not be saved. Please try again.',
  commentSent: 'Thank you, your comment was sent.',
};
export type Texts = typeof TEXTS;

/** The widget's texts with those of the server put over them; unknown keys are left out. */
export function withOverrides(overrides: Record<string, string>): Texts {
  const texts = { ...TEXTS };
  for (const key of Object.keys(TEXTS) as (keyof Texts)[])
    texts[key] = overrides[key] || TEXTS[key];
  return texts;
}
