import * as v from 'valibot';
import { Count, Instant } from './primitives.ts';

/**
 * Counts and checksums of what the feed has delivered up to `head`, by which a reader finds that its
 * copy has diverged. `numbers` is the sum of the change numbers of the things counted.
 */
const Sum = v.object({ count: Count, numbers: Count });

/** One month of `countedOn`, `2026-11`. */
export const DigestMonth = v.object({
  month: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}$/)),
  conversations: v.object({
    ...Sum.entries,
    /** Sum of change number times score, over the conversations with a rating. */
    scores: Count,
  }),
  dayCounts: v.object({
    ...Sum.entries,
    /** Sum of all slots of all days of all topics (and of everything) in this month. */
    counted: Count,
  }),
});
export type DigestMonth = v.InferOutput<typeof DigestMonth>;

/** Answer of `GET /v1/digest`. Compared only by a reader that stands at this very `head` and `epoch`. */
export const Digest = v.object({
  epoch: v.string(),
  head: Count,
  serverTime: Instant,
  topics: Sum,
  reviews: Sum,
  /** Oldest first; months without conversations and counts are left out. */
  months: v.array(DigestMonth),
});
export type Digest = v.InferOutput<typeof Digest>;

/** Answer of the erasing calls: how many conversations went. */
export const Erased = v.object({ erased: Count });
export type Erased = v.InferOutput<typeof Erased>;
