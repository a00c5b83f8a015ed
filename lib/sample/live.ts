import type { Door, PutConversation } from '../contract/conversation.ts';
import { toInstant } from '../contract/primitives.ts';
import { type Score, sentiment } from '../csat/scale.ts';
import { scriptOf } from './catalogue.ts';
import type { Random } from './random.ts';
import { predictedFor } from './score-words.ts';
import { type DemoMessage, writeTranscript } from './transcript.ts';

/** One thing that happens in a live conversation. `at` is in epoch milliseconds. */
export type LiveStep = { at: number } & (
  | { kind: 'start'; conversation: string; body: PutConversation }
  | { kind: 'message'; conversation: string; message: DemoMessage }
  | { kind: 'topics'; conversation: string; topics: { id: string; title: string }[] }
  | { kind: 'asked'; conversation: string; stage: 'shown' | 'opened'; door: Door }
  | {
      kind: 'rate';
      conversation: string;
      score: Score;
      comment: string | null;
      seq: number;
      byTeam: boolean;
    }
  | { kind: 'handover'; conversation: string }
  | { kind: 'end'; conversation: string }
  | { kind: 'collection'; enabled: boolean }
);

const MINUTE = 60_000;

/** A live conversation in a few words. Times are minutes before now. */
interface Scene {
  name: string;
  topics: string[];
  started: number;
  ended?: number;
  mood: Score;
  customer?: string;
  channel?: string;
  internal?: true;
  handedOver?: number;
  leavesFirst?: true;
  /** 👍 was shown then. */
  asked?: number;
  /** What was picked and when, in order. */
  ratings?: { ago: number; score: Score; comment?: string; byTeam?: true }[];
  predicted?: Score;
}

/** Collection was off between these moments, in minutes before now. */
const OFF = { from: 9 * 60, to: 7.5 * 60 };

/** Every state that a rating can be in, seen from now. */
const SCENES: readonly Scene[] = [
  {
    name: 'asking-was-off',
    topics: ['order-tracking'],
    started: 8.6 * 60,
    ended: 8.4 * 60,
    mood: 4,
    customer: 'sofia.ferreira',
  },
  {
    name: 'asking-was-off-2',
    topics: ['payment-failed'],
    started: 8.1 * 60,
    ended: 7.9 * 60,
    mood: 2,
    predicted: 2,
  },
  {
    name: 'no-answer',
    topics: ['start-return'],
    started: 330,
    ended: 318,
    mood: 4,
    asked: 320,
    customer: 'henrik.dahl',
    predicted: 4,
  },
  {
    name: 'left-first',
    topics: ['refund-status'],
    started: 250,
    mood: 2,
    leavesFirst: true,
    customer: 'greta.baumann',
    predicted: 2,
  },
  {
    name: 'changed-their-mind',
    topics: ['damaged-item'],
    started: 205,
    ended: 190,
    mood: 5,
    asked: 196,
    customer: 'ravi.iyer',
    ratings: [
      { ago: 195, score: 2 },
      {
        ago: 180,
        score: 5,
        comment: 'Sorry, took that back: the new stove is already on its way!',
      },
    ],
    predicted: 4,
  },
  {
    name: 'final-unhappy',
    topics: ['refund-deadline'],
    started: 150,
    ended: 131,
    mood: 1,
    handedOver: 140,
    customer: 'mara.lindqvist',
    asked: 145,
    ratings: [{ ago: 139, score: 1, comment: 'It said 14 days, your own website says 30.' }],
    predicted: 2,
  },
  {
    name: 'rated-by-the-team',
    topics: ['app-crash'],
    started: 110,
    ended: 100,
    mood: 3,
    asked: 104,
    ratings: [{ ago: 102, score: 3, byTeam: true }],
  },
  {
    name: 'team-test',
    topics: ['login-code'],
    started: 95,
    ended: 88,
    mood: 5,
    internal: true,
    asked: 91,
    customer: 'team.ada',
    ratings: [{ ago: 90, score: 5, comment: 'Test after the change of sender' }],
  },
  {
    name: 'handed-over-may-change',
    topics: ['membership-cancel'],
    started: 64,
    ended: 36,
    mood: 1,
    handedOver: 55,
    channel: 'App',
    customer: 'oskar.nyberg',
    asked: 55,
    ratings: [{ ago: 48, score: 2, comment: 'You make it as hard as possible to cancel.' }],
    predicted: 2,
  },
  {
    name: 'may-change-with-a-clash',
    topics: ['refund-deadline', 'start-return'],
    started: 34,
    ended: 18,
    mood: 2,
    asked: 22,
    customer: 'chiara.bianchi',
    ratings: [{ ago: 17, score: 2, comment: 'It kept sending me the same link.' }],
    predicted: 4,
  },
  {
    name: 'awaiting-after-the-end',
    topics: ['delivery-cost'],
    started: 26,
    ended: 15,
    mood: 4,
    asked: 20,
    channel: 'App',
    predicted: 5,
  },
  {
    name: 'team-test-running',
    topics: ['product-care'],
    started: 16,
    mood: 4,
    internal: true,
    customer: 'team.ben',
  },
  {
    name: 'rated-and-running',
    topics: ['size-advice'],
    started: 14,
    mood: 4,
    asked: 9,
    customer: 'noor.haddad',
    ratings: [{ ago: 6, score: 4, comment: 'Quick and friendly.' }],
  },
  { name: 'awaiting-and-running', topics: ['invoice'], started: 10, mood: 5, asked: 6 },
  {
    name: 'not-asked-yet',
    topics: ['order-tracking'],
    started: 3,
    mood: 3,
    leavesFirst: true,
    customer: 'aylin.yilmaz',
  },
];

/** A scene's messages, squeezed into the time before it ended or before now. */
function messagesOf(scene: Scene, id: string, now: number, random: Random): DemoMessage[] {
  const startedAt = now - scene.started * MINUTE;
  const scripts = scene.topics.map(scriptOf);
  const { mood, leavesFirst = false } = scene;
  const handedOver = scene.handedOver !== undefined;
  const plot = { conversation: id, startedAt, scripts, mood, handedOver, leavesFirst };
  const messages = writeTranscript(plot, random, now);
  const asked = now - (scene.asked ?? scene.ended ?? 1) * MINUTE;
  const handover = scene.handedOver === undefined ? null : now - scene.handedOver * MINUTE;
  const limit = now - (scene.ended ?? 0) * MINUTE - 5_000;
  const system = messages.findIndex(({ role }) => role === 'system');
  return messages.map((message, index) => {
    // Before the handover everything lies between start and handover, after it until the end.
    const late = system >= 0 && index >= system;
    const [from, to, at, of] =
      handover === null || system < 0
        ? [
            startedAt,
            Math.min(asked, limit, startedAt + messages.length * MINUTE),
            index,
            messages.length,
          ]
        : late
          ? [handover, limit, index - system, messages.length - system]
          : [startedAt, handover, index, system];
    return { ...message, at: toInstant(Math.round(from + ((to - from) * at) / of)) };
  });
}

function stepsOf(scene: Scene, now: number, random: Random): LiveStep[] {
  const conversation = `demo-live-${scene.name}`;
  const ago = (minutes: number) => now - Math.round(minutes * MINUTE);
  const scripts = scene.topics.map(scriptOf);
  const door: Door = scene.handedOver === undefined ? 'helped' : 'handover';
  const { score: _, reason } = predictedFor(scene.predicted ?? scene.mood, random);
  const predicted = scene.predicted
    ? {
        score: scene.predicted,
        reason:
          sentiment(scene.predicted) === 'positive'
            ? 'Answered at the first try; short, friendly end.'
            : reason,
      }
    : null;
  const steps: LiveStep[] = [
    {
      at: ago(scene.started),
      kind: 'start',
      conversation,
      body: {
        channel: scene.channel ?? 'Website',
        startedAt: toInstant(ago(scene.started)),
        customer: scene.customer ?? null,
        ...(scene.customer && !scene.internal ? { email: `${scene.customer}@example.com` } : {}),
        visibility: scene.internal ? 'internal' : 'external',
        predicted,
      },
    },
  ];
  for (const message of messagesOf(scene, conversation, now, random)) {
    steps.push({ at: Date.parse(message.at ?? ''), kind: 'message', conversation, message });
  }
  const topics = scripts.map(({ topic }) => ({ id: topic.id, title: topic.title }));
  steps.push({ at: ago(scene.started) + 20_000, kind: 'topics', conversation, topics });
  if (scene.handedOver !== undefined) {
    steps.push({ at: ago(scene.handedOver), kind: 'handover', conversation });
  }
  if (scene.asked !== undefined) {
    steps.push({ at: ago(scene.asked), kind: 'asked', conversation, stage: 'shown', door });
  }
  scene.ratings?.forEach((rating, index) => {
    const at = ago(rating.ago);
    if (index === 0) {
      steps.push({ at: at - 4_000, kind: 'asked', conversation, stage: 'opened', door });
    }
    const { score, comment = null, byTeam = false } = rating;
    steps.push({ at, kind: 'rate', conversation, score, comment, seq: index + 1, byTeam });
  });
  if (scene.ended !== undefined) steps.push({ at: ago(scene.ended), kind: 'end', conversation });
  return steps;
}

/** What happened in the last hours, in the order of time. */
export function writeLive(now: number, random: Random): LiveStep[] {
  const switches: LiveStep[] = [
    { at: now - OFF.from * MINUTE, kind: 'collection', enabled: false },
    { at: now - OFF.to * MINUTE, kind: 'collection', enabled: true },
  ];
  return [...switches, ...SCENES.flatMap((scene) => stepsOf(scene, now, random))].sort(
    (a, b) => a.at - b.at,
  );
}

/** The live conversation that starts last: where it is, the demo has been loaded. */
export const LAST_LIVE = 'demo-live-not-asked-yet';
