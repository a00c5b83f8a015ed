import type * as v from 'valibot';
import type { PutMessage } from '../contract/conversation.ts';
import { toInstant } from '../contract/primitives.ts';
import { type Score, sentiment } from '../csat/scale.ts';
import { TEAMMATES } from './people.ts';
import type { Random } from './random.ts';
import { lastWords } from './score-words.ts';
import type { ScriptedAnswer, TopicScript } from './topic-script.ts';

/** A message as the API takes it. */
export type DemoMessage = v.InferOutput<typeof PutMessage>;

/** What a transcript has to tell. */
export interface Plot {
  conversation: string;
  startedAt: number;
  /** The topics in the order in which they come up; at least one. */
  scripts: readonly TopicScript[];
  /** The face that fits how it goes. */
  mood: Score;
  handedOver: boolean;
  /** The customer leaves before the AI agent's answer helped or not: no last words. */
  leavesFirst: boolean;
}

/** How long the next message takes to come, in seconds, by who writes it. */
const PAUSE = {
  customer: [20, 140],
  ai_agent: [3, 9],
  teammate: [60, 280],
  system: [1, 2],
} as const;

const TEAM_WORDS = [
  'I’ve read the whole chat, so no need to repeat anything. Give me a minute, please.',
  'Thanks for waiting. I’m looking at your order now.',
  'I’m taking over from our AI agent.',
];
const TEAM_SOLVED = [
  'I’ve sorted it out by hand, you’ll get an e-mail in a few minutes.',
  'You’re right, that was our mistake. It is corrected now.',
  'Done. Anything else that I can do for you?',
];
const TEAM_UNSOLVED = [
  'I’m afraid I can’t make an exception there, but I have passed it on.',
  'I have to ask a colleague and will write to you by e-mail tomorrow.',
];

function answersOf(script: TopicScript, startedAt: number, now: number): readonly ScriptedAnswer[] {
  const { before } = script;
  return before && now - startedAt > before.daysAgo * 86_400_000 ? before.answers : script.answers;
}

/** Writes a chat of 2 to 12 messages. */
export function writeTranscript(plot: Plot, random: Random, now: number): DemoMessage[] {
  const messages: DemoMessage[] = [];
  let at = plot.startedAt;
  const say = (role: DemoMessage['role'], text: string, sources: DemoMessage['sources'] = []) => {
    if (messages.length > 0) {
      const [low, high] = PAUSE[role];
      at += random.between(low, high) * 1000;
    }
    const id = `${plot.conversation}-m${messages.length + 1}`;
    messages.push({ id, role, text, at: toInstant(at), sources });
  };
  const feeling = sentiment(plot.mood);

  plot.scripts.forEach((script, index) => {
    const asked = random.between(0, script.questions.length - 1);
    const question = script.questions[asked] ?? '';
    say('customer', index === 0 ? question : `One more thing. ${question}`);
    const answers = answersOf(script, plot.startedAt, now);
    const which = (script.answerTo?.[asked] ?? asked) % answers.length;
    const answer = answers[which] ?? random.pick(answers);
    say('ai_agent', answer.text, answer.sources);
    const wishes =
      script.followUps.length > 0 && random.chance(feeling === 'negative' ? 0.75 : 0.45);
    if (!wishes || plot.leavesFirst || (plot.handedOver && index > 0)) return;
    const followUp = script.followUps[which % script.followUps.length];
    if (!followUp) return;
    say('customer', followUp.question);
    say('ai_agent', followUp.answer, answer.sources.slice(0, 1));
  });
  if (plot.leavesFirst) return messages;

  if (plot.handedOver) {
    const teammate = random.pick(TEAMMATES);
    say(
      'customer',
      random.pick(['Can I talk to a person, please?', 'A human, please.', 'Please hand me over.']),
    );
    say('system', `Handed over to a teammate. ${teammate} joined.`);
    say('teammate', random.pick(TEAM_WORDS));
    say('teammate', random.pick(feeling === 'negative' ? TEAM_UNSOLVED : TEAM_SOLVED));
  }
  if (random.chance(0.6)) say('customer', lastWords(plot.mood, random));
  return messages;
}
