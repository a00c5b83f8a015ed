import type { ChangeItem, ChangesPage } from '../contract/changes.ts';
import type { Conversation, Message } from '../contract/conversation.ts';
import { USUAL_NEXT_STEPS } from '../contract/next-steps.ts';
import { toInstant } from '../contract/primitives.ts';
import type { Score } from '../csat/scale.ts';
import { generateDemo } from './generate.ts';
import { SAMPLE_SOURCE } from './is-sample.ts';
import { seededRandom } from './random.ts';
import {
  finishedConversation,
  liveConversations,
  rated,
  type SampleFacts,
} from './sample-conversation.ts';
import { countByDay } from './sample-counts.ts';
import { inventReviews } from './sample-reviews.ts';

/** A face that was picked in the practice inbox. */
export interface SampleRating {
  conversation: string;
  score: Score;
  /** Epoch milliseconds. */
  at: number;
}

/** What the sample data is made from: the same plan gives the same data. */
export interface SamplePlan {
  /** When it was begun (epoch milliseconds): the newest chats run at this moment. */
  begunAt: number;
  timeZone: string;
  /** In the order in which they were given. */
  ratings: SampleRating[];
}

/** How an e-mail address is kept here. */
export interface SampleHash {
  /** base64url */
  key: string;
  hashEmail: (email: string) => string;
}

/** A conversation as the practice inbox lists and shows it. */
export interface PracticeConversation {
  conversation: Conversation;
  transcript: Message[];
}

/** The made-up workspace behind a plan, told as a server tells its own. `now` in epoch milliseconds. */
export interface SampleFeed {
  /** What came since `cursor`; `null` as cursor: everything. `null`: of no such cursor. */
  changes(cursor: string | null, plan: SamplePlan, now: number): ChangesPage | null;
  /** The newest conversations with their transcripts, newest first. */
  newest(plan: SamplePlan, count: number, now: number): PracticeConversation[];
  /** One conversation; `null` if there is none of this id. */
  find(plan: SamplePlan, id: string, now: number): PracticeConversation | null;
}

const SEED = 20_261;
export const SAMPLE_NAME = 'Acme Support';

/** How much of what happened since `begunAt` a reader has: so many ratings, so many ends. */
interface Known {
  ratings: number;
  ended: number;
}

function knownOf(text: string): Known {
  const [ratings, ended] = text.split('-').map(Number);
  return { ratings: ratings ?? 0, ended: ended ?? 0 };
}

function isWithin(known: Known, reached: Known): boolean {
  return known.ratings <= reached.ratings && known.ended <= reached.ended;
}

/** Makes up the workspace of a plan. Takes a moment: keep it for as long as `begunAt` is the same. */
export function createSampleFeed(
  { begunAt, timeZone }: Pick<SamplePlan, 'begunAt' | 'timeZone'>,
  { key, hashEmail }: SampleHash,
): SampleFeed {
  const demo = generateDemo({ seed: SEED, now: begunAt, timeZone });
  const facts: SampleFacts = { begunAt, timeZone, hashEmail };
  const first = new Map(
    demo.conversations.map((line) => [line.id, finishedConversation(line, facts)]),
  );
  for (const [id, conversation] of liveConversations(demo.live, facts, begunAt)) {
    first.set(id, conversation);
  }
  const reviews = inventReviews(first.values(), begunAt, seededRandom(SEED + 2));
  const switched = demo.live.findLast(({ kind }) => kind === 'collection');
  const epoch = `sample-${begunAt}`;
  const cursorOf = ({ ratings, ended }: Known) => `${epoch}-${ratings}-${ended}`;

  /** Those that ended by themselves since `begunAt`, in that order. */
  function endedSince(now: number): Conversation[] {
    return [...liveConversations(demo.live, facts, now).values()]
      .filter(({ id, endedAt }) => endedAt !== null && first.get(id)?.endedAt === null)
      .sort((a, b) => Date.parse(a.endedAt ?? '') - Date.parse(b.endedAt ?? ''));
  }

  function conversationsOf({ ratings }: SamplePlan, now: number): Map<string, Conversation> {
    const all = new Map(first);
    for (const conversation of endedSince(now)) all.set(conversation.id, conversation);
    for (const { conversation: id, score, at } of ratings) {
      const before = all.get(id);
      if (before) all.set(id, rated(before, { score, comment: null, at, byTeam: false }));
    }
    return all;
  }

  function everything(plan: SamplePlan, now: number): ChangeItem[] {
    const all = conversationsOf(plan, now);
    const items: ChangeItem[] = [
      {
        n: 0,
        kind: 'settings',
        workspace: { id: 'sample', name: SAMPLE_NAME, demo: true, timeZone },
        collection: {
          enabled: true,
          changedAt: switched ? toInstant(switched.at) : null,
          changedBy: switched ? 'Ada' : null,
        },
        nextSteps: [...USUAL_NEXT_STEPS],
        emailLookup: { key, normalisation: 'trim-lowercase' },
        sources: [
          { id: SAMPLE_SOURCE, kind: 'fivefaces', name: SAMPLE_NAME, place: null, problem: null },
        ],
        seesRatings: 'everyone',
      },
      ...demo.topics.map((topic) => ({ n: 0, kind: 'topic' as const, topic })),
      ...countByDay(all.values()).map((item) => ({ ...item, n: 0 })),
      ...[...all.values()].map((conversation) => ({
        n: 0,
        kind: 'conversation' as const,
        conversation,
      })),
      ...reviews.map((review) => ({ n: 0, kind: 'review' as const, review })),
    ];
    return items.map((item, index) => ({ ...item, n: index + 1 }));
  }

  /** Conversations that were rated or ended since, with the months in which they count. */
  function since(plan: SamplePlan, known: Known, now: number, n: number): ChangeItem[] {
    const all = conversationsOf(plan, now);
    const ids = new Set([
      ...endedSince(now)
        .slice(known.ended)
        .map(({ id }) => id),
      ...plan.ratings.slice(known.ratings).map(({ conversation }) => conversation),
    ]);
    const changed = [...ids].flatMap((id) => all.get(id) ?? []);
    const months = new Set(changed.map(({ countedOn }) => countedOn.slice(0, 7)));
    const topics = new Set<string | null>([null, ...changed.flatMap((one) => one.topics)]);
    return [
      ...countByDay(all.values())
        .filter(({ month, topic }) => months.has(month) && topics.has(topic))
        .map((item) => ({ ...item, n })),
      ...changed.map((conversation) => ({ n, kind: 'conversation' as const, conversation })),
    ];
  }

  const base = everything({ begunAt, timeZone, ratings: [] }, begunAt).length;

  return {
    changes(cursor, plan, now) {
      const reached: Known = { ratings: plan.ratings.length, ended: endedSince(now).length };
      const to = cursorOf(reached);
      const known = cursor === null ? null : knownOf(cursor.slice(epoch.length + 1));
      if (known !== null && (cursor !== cursorOf(known) || !isWithin(known, reached))) return null;
      const head = base + reached.ratings + reached.ended;
      const items =
        known === null ? everything(plan, now) : cursor === to ? [] : since(plan, known, now, head);
      return {
        epoch,
        from: cursor,
        to,
        head,
        progress: { done: head, total: head },
        serverTime: toInstant(now),
        items,
        more: false,
      };
    },
    newest: (plan, count, now) => {
      const all = conversationsOf(plan, now);
      return [...all.values()]
        .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
        .slice(0, count)
        .map((conversation) => ({ conversation, transcript: transcriptOf(conversation.id) }));
    },
    find(plan, id, now) {
      const conversation = conversationsOf(plan, now).get(id);
      return conversation ? { conversation, transcript: transcriptOf(id) } : null;
    },
  };

  function transcriptOf(id: string): Message[] {
    const written = demo.conversations.find((line) => line.id === id)?.messages;
    const live = demo.live.flatMap((step) =>
      step.kind === 'message' && step.conversation === id ? step.message : [],
    );
    return (written ?? live).map(({ at, ...message }) => ({
      ...message,
      at: at ?? toInstant(begunAt),
    }));
  }
}
