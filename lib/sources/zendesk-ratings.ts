import * as v from 'valibot';
import type { PlatformHttp } from './platform-http.ts';
import {
  nextCursor,
  timeToGoOnFrom,
  ZendeskId,
  ZendeskMeta,
  type ZendeskPage,
  ZendeskTime,
} from './zendesk-http.ts';
import { fieldsOf } from './zendesk-surveys.ts';

/**
 * Zendesk's older satisfaction ratings, good or bad. Ground: Zendesk's published OpenAPI
 * description ("Satisfaction Ratings").
 */
export const RatingRecord = v.object({
  id: ZendeskId,
  ticket_id: ZendeskId,
  requester_id: v.nullish(ZendeskId),
  /** Who had the ticket when it was rated. */
  assignee_id: v.nullish(ZendeskId),
  score: v.nullish(v.string()),
  comment: v.nullish(v.string()),
  created_at: ZendeskTime,
  updated_at: ZendeskTime,
});
export type RatingRecord = v.InferOutput<typeof RatingRecord>;

const ListAnswer = v.object({ satisfaction_ratings: v.array(v.unknown()), meta: ZendeskMeta });

/**
 * A page of satisfaction ratings and offers of one. `from` in epoch milliseconds (sent as seconds).
 * `null` where the account has no such list.
 */
export async function listRatings(
  http: PlatformHttp,
  list: { from: number | null; after: string | null; limit: number },
  notes: Set<string>,
  signal: AbortSignal,
): Promise<ZendeskPage<RatingRecord> | null> {
  const answer = await http.find({
    path: '/api/v2/satisfaction_ratings',
    query: {
      start_time: list.from === null ? null : Math.floor(list.from / 1_000),
      'page[size]': list.limit,
      'page[after]': list.after,
    },
    answer: ListAnswer,
    signal,
  });
  if (!answer) return null;
  const rows = answer.value.satisfaction_ratings.flatMap((row) => {
    const parsed = v.safeParse(RatingRecord, row);
    if (parsed.success) return [parsed.output];
    notes.add(`A satisfaction rating could not be read: ${fieldsOf(parsed.issues)}.`);
    return [];
  });
  return { rows, after: nextCursor(answer.value.meta), time: timeToGoOnFrom(answer) };
}

/** The description says a list where the documentation shows one: both are read. */
const ShowAnswer = v.object({
  satisfaction_rating: v.union([RatingRecord, v.array(RatingRecord)]),
});

/** One satisfaction rating; `null` if there is none. */
export async function showRating(
  http: PlatformHttp,
  id: string,
  signal: AbortSignal,
): Promise<RatingRecord | null> {
  const answer = await http.find({
    path: `/api/v2/satisfaction_ratings/${encodeURIComponent(id)}`,
    answer: ShowAnswer,
    signal,
  });
  const rating = answer?.value.satisfaction_rating ?? null;
  return Array.isArray(rating) ? (rating[0] ?? null) : rating;
}
