import { OTHER_TOPIC, scriptOf, TOPIC_SCRIPTS } from '../../../lib/sample/catalogue.ts';
import type { ScriptedAnswer, TopicScript } from '../../../lib/sample/topic-script.ts';

/** What the AI agent says, and what it thinks the question was about (`null`: no idea). */
export interface Reply extends ScriptedAnswer {
  topic: TopicScript['topic'] | null;
}

/** What the AI agent says first. */
export const GREETING =
  'Hi, I’m the AI agent of Acme Outdoors. Ask me about orders, returns, your account or our gear. You can talk to a person at any time.';

/** Questions to begin with. */
export const SUGGESTIONS: readonly string[] = [
  'Where is my order?',
  'How long can I return something?',
  'I don’t get the code to log in',
  'How do I wash a down jacket?',
];

const THANKS = /^(thanks?|thank you|thx|great|perfect|super|ok(ay)?|cool)\b.{0,16}$/i;
const SMALL_TALK: readonly [RegExp, string][] = [
  [/^(hi|hello|hey|good (morning|evening|afternoon))\b[\s!.,]*$/i, 'Hello! What can I do for you?'],
  [THANKS, 'You’re welcome! Is there anything else?'],
];

const UNKNOWN =
  'I don’t know the answer to that, and I don’t want to guess. Could you put it another way? Or choose “Talk to a person” below.';

/** How well a topic fits: the letters of its keywords that stand in the text, so that long ones weigh more. */
function fit(script: TopicScript, text: string): number {
  return script.keywords.reduce((sum, word) => sum + (text.includes(word) ? word.length : 0), 0);
}

function sameWords(a: string, b: string): boolean {
  const words = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return words(a) === words(b);
}

/**
 * The scripted AI agent: keyword rules over the demo's topics. `earlier` are the answers it gave
 * already, so that it does not repeat itself while it knows another.
 */
export function replyTo(question: string, earlier: readonly string[]): Reply {
  const text = question.toLowerCase();
  for (const script of TOPIC_SCRIPTS) {
    const followUp = script.followUps.find((candidate) => sameWords(candidate.question, question));
    if (followUp) return { text: followUp.answer, sources: [], topic: script.topic };
  }
  const small = SMALL_TALK.find(([pattern]) => pattern.test(question.trim()));
  if (small) return { text: small[1], sources: [], topic: null };
  for (const script of TOPIC_SCRIPTS) {
    const asked = script.questions.findIndex((known) => sameWords(known, question));
    if (asked < 0) continue;
    const which = (script.answerTo?.[asked] ?? asked) % script.answers.length;
    const answer = script.answers[which];
    if (answer && !earlier.includes(answer.text)) return { ...answer, topic: script.topic };
  }
  const script = TOPIC_SCRIPTS.toSorted((a, b) => fit(b, text) - fit(a, text))[0];
  if (!script || fit(script, text) === 0) return { text: UNKNOWN, sources: [], topic: null };
  const fresh = script.answers.find((answer) => !earlier.includes(answer.text));
  if (fresh) return { ...fresh, topic: script.topic };
  return {
    text: 'That is all I know about this, I’m sorry. A teammate can look into it: choose “Talk to a person” below.',
    sources: [],
    topic: script.topic,
  };
}

/** The topic of a chat in which the AI agent understood nothing. */
export function otherTopic(): TopicScript['topic'] {
  return scriptOf(OTHER_TOPIC).topic;
}
