import * as v from 'valibot';
import {
  Door,
  PutConversationTopic,
  PutMessage,
  PutPredicted,
  SentimentValue,
  Visibility,
} from './conversation.ts';
import { Count, Id, Instant, MAX_LENGTH, ScoreValue, text } from './primitives.ts';
import { Reason } from './widget-settings.ts';

/**
 * One line of an import (NDJSON): one conversation of the past. All but `id` and `startedAt` may be
 * absent. Imported ratings are final.
 */
export const ImportLine = v.strictObject({
  id: Id,
  startedAt: Instant,
  endedAt: v.optional(v.nullable(Instant)),
  channel: v.optional(v.nullable(text(MAX_LENGTH.name))),
  visibility: v.optional(Visibility),
  customer: v.optional(v.nullable(Id)),
  email: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(320), v.includes('@')))),
  ticketId: v.optional(v.nullable(Id)),
  topics: v.optional(v.pipe(v.array(PutConversationTopic), v.maxLength(20))),
  /** Absent: not known whether the customer was asked. */
  asked: v.optional(v.nullable(v.boolean())),
  askedBy: v.optional(v.nullable(Door)),
  handedOverAt: v.optional(v.nullable(Instant)),
  rating: v.optional(
    v.nullable(
      v.pipe(
        v.strictObject({
          /** Absent or `null` where the customer was shown no five faces: then `sentiment` says it. */
          score: v.optional(v.nullable(ScoreValue)),
          sentiment: v.optional(SentimentValue),
          comment: v.optional(v.nullable(text(MAX_LENGTH.comment))),
          reason: v.optional(v.nullable(Reason)),
          ratedAt: v.optional(Instant),
        }),
        v.check(
          ({ score, sentiment }) => (typeof score === 'number') !== (sentiment !== undefined),
          'needs either a score or a sentiment',
        ),
      ),
    ),
  ),
  predicted: v.optional(v.nullable(PutPredicted)),
  messages: v.optional(v.pipe(v.array(PutMessage), v.maxLength(500))),
  /** The line states only a part of what is known: what it leaves out stays as it is stored. */
  partial: v.optional(v.boolean()),
});
export type ImportLine = v.InferOutput<typeof ImportLine>;

/** Why a line does not fit, in words: at most three reasons, each led by its field. */
export function importIssues(
  issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
): string {
  const reasons = issues.slice(0, 3).map((issue) => {
    const path = v.getDotPath(issue);
    if (path === null) return issue.message;
    if (issue.kind === 'schema' && issue.received === 'undefined') return `${path}: is missing`;
    if (issue.type === 'strict_object') return `${path}: is not a known field`;
    return `${path}: ${issue.message}`;
  });
  const more = issues.length > 3 ? `; and ${issues.length - 3} more` : '';
  return `${reasons.join('; ')}${more}`;
}

/** A line that was not taken, with its number in the file (from 1) and the reason in words. */
export const RejectedLine = v.object({ line: Count, reason: v.string() });
export type RejectedLine = v.InferOutput<typeof RejectedLine>;

/** Answer of `POST /v1/import`. `rejected` lists the first 1,000; `rejectedCount` counts all. */
export const ImportReport = v.object({
  lines: Count,
  created: Count,
  changed: Count,
  unchanged: Count,
  rejectedCount: Count,
  rejected: v.array(RejectedLine),
});
export type ImportReport = v.InferOutput<typeof ImportReport>;
