import * as v from 'valibot';
import { Conversation } from './conversation.ts';
import { CalendarDay, Id, Instant, text } from './primitives.ts';
import { Review } from './review.ts';
import { ConnectedSource } from './source.ts';
import { Topic } from './topic.ts';
import { Collection, EmailLookup, NextSteps, SeesRatings } from './workspace.ts';

const n = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What of the settings everybody may know. */
export const SettingsItem = v.object({
  n,
  kind: v.literal('settings'),
  workspace: v.object({ id: Id, name: v.string(), demo: v.boolean(), timeZone: v.string() }),
  collection: v.omit(Collection, ['runningConversations']),
  /** Absent from servers of before reviews. */
  nextSteps: v.optional(NextSteps, []),
  emailLookup: v.optional(v.nullable(EmailLookup), null),
  /** Absent from servers of before connected sources. */
  sources: v.optional(v.array(ConnectedSource), []),
  seesRatings: v.optional(SeesRatings, 'everyone'),
});

export const TopicItem = v.object({ n, kind: v.literal('topic'), topic: Topic });

/** All days of one month of one topic, or of everything (`topic: null`). Replaces that month. */
export const DayCountsItem = v.object({
  n,
  kind: v.literal('dayCounts'),
  source: Id,
  topic: v.nullable(Id),
  month: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}$/)),
  /** Each day with its counts in the order of `SLOTS` of lib/csat/day-counts. */
  days: v.array(v.tuple([CalendarDay, v.array(v.pipe(v.number(), v.integer()))])),
});

export const ConversationItem = v.object({
  n,
  kind: v.literal('conversation'),
  conversation: Conversation,
});

export const ReviewItem = v.object({ n, kind: v.literal('review'), review: Review });

/** A conversation that was erased, with its review. */
export const ErasureItem = v.object({
  n,
  kind: v.literal('erasure'),
  source: Id,
  conversation: Id,
});

/** A kind that a newer server knows and this version does not: skipped, its number counted. */
const OtherItem = v.pipe(
  v.object({ n, kind: v.string() }),
  v.check(
    ({ kind }) =>
      !['settings', 'topic', 'dayCounts', 'conversation', 'review', 'erasure'].includes(kind),
    'does not fit its kind',
  ),
  v.transform((item) => ({ n: item.n, kind: 'other' as const })),
);

export const ChangeItem = v.union([
  ConversationItem,
  DayCountsItem,
  TopicItem,
  SettingsItem,
  ReviewItem,
  ErasureItem,
  OtherItem,
]);
export type ChangeItem = v.InferOutput<typeof ChangeItem>;

/**
 * Answer of `GET /v1/changes`. State-based: each thing once, as it is now, under its latest change
 * number `n`. Cursors are opaque to the reader; a page is applied only if `from` equals the stored
 * cursor (the empty one is `null`).
 */
export const ChangesPage = v.object({
  epoch: v.string(),
  from: v.nullable(v.string()),
  to: v.string(),
  /** The newest change number of the workspace. */
  head: n,
  /** How far this page reaches, in things delivered since the empty cursor: for progress only. */
  progress: v.object({ done: v.number(), total: v.number() }),
  serverTime: Instant,
  items: v.array(ChangeItem),
  more: v.boolean(),
});
export type ChangesPage = v.InferOutput<typeof ChangesPage>;

/** Query of `GET /v1/changes`. `wait` is in seconds. */
export const ChangesQuery = v.strictObject({
  cursor: v.optional(text(300)),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^[1-9]\d{0,4}$/), v.transform(Number), v.maxValue(10_000)),
  ),
  wait: v.optional(v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.transform(Number), v.maxValue(20))),
});
export type ChangesQuery = v.InferOutput<typeof ChangesQuery>;
