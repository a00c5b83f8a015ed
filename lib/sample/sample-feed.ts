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

/** The made-up workspace behind a plan, told as a server tells its own. */
export interface SampleFeed {
  /** What came since `cursor`; `null` as cursor: everything. `null`: of no such cursor. */
  changes(cursor: string | null, plan: SamplePlan, now: number): ChangesPage | null;
  /** The newest conversations with their transcripts, newest first. */
  newest(plan: SamplePlan, count: number): PracticeConversation[];
  /** One conversation; `null` if there is none of this id. */
  find(plan: SamplePlan, id: string): PracticeConversation | null;
}

const SEED = 20_261;
export const SAMPLE_NAME = 'Acme Support';

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
  for (const [id, conversation] of liveConversations(demo.live, facts)) first.set(id, conversation);
  const reviews = inventReviews(first.values(), begunAt, seededRandom(SEED + 2));
  const switched = demo.live.findLast(({ kind }) => kind === 'collection');
  const epoch = `sample-${begunAt}`;
  const cursorOf = (ratings: number) => `${epoch}-${ratings}`;

  function conversationsOf({ ratings }: SamplePlan): Map<string, Conversation> {
    const now = new Map(first);
    for (const { conversation: id, score, at } of ratings) {
      const before = now.get(id);
      if (before) now.set(id, rated(before, { score, comment: null, at, byTeam: false }));
    }
    return now;
  }

  function everything(plan: SamplePlan): ChangeItem[] {
    const all = conversationsOf(plan);
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

  /** Conversations that were rated since, with the months in which they count. */
  function since(plan: SamplePlan, known: number, n: number): ChangeItem[] {
    const all = conversationsOf(plan);
    const ids = new Set(plan.ratings.slice(known).map(({ conversation }) => conversation));
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

  const base = everything({ begunAt, timeZone, ratings: [] }).length;

  return {
    changes(cursor, plan, now) {
      const { length } = plan.ratings;
      const known = cursor === null ? null : Number(cursor.slice(epoch.length + 1));
      if (known !== null && (cursor !== cursorOf(known) || known > length)) return null;
      const head = base + length;
      const items =
        known === null ? everything(plan) : known === length ? [] : since(plan, known, head);
      return {
        epoch,
        from: cursor,
        to: cursorOf(length),
        head,
        progress: { done: head, total: head },
        serverTime: toInstant(now),
        items,
        more: false,
      };
    },
    newest: (plan, count) => {
      const all = conversationsOf(plan);
      return [...all.values()]
        .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
        .slice(0, count)
        .map((conversation) => ({ conversation, transcript: transcriptOf(conversation.id) }));
    },
    find(plan, id) {
      const conversation = conversationsOf(plan).get(id);
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
