import * as v from 'valibot';
import { Id, Instant, MAX_LENGTH, text } from './primitives.ts';

/** Why a rating was neutral or negative, as the team judges it. */
export const ReviewCause = v.picklist([
  'wrong_answer',
  'did_not_know',
  'right_but_unwelcome',
  'not_the_ai_agent',
  'not_ours_to_solve',
  'other',
]);
export type ReviewCause = v.InferOutput<typeof ReviewCause>;

/** What a review is about. */
export const ReviewSubject = v.picklist(['conversation', 'topic']);
export type ReviewSubject = v.InferOutput<typeof ReviewSubject>;

const Reviewer = v.object({ id: Id, name: v.string() });

/** What the team concluded about a conversation or a topic. */
export const Review = v.object({
  subject: ReviewSubject,
  /** Where the conversation comes from; `null` for a topic. */
  source: v.nullable(Id),
  /** The conversation's or topic's id. */
  id: Id,
  /** 1 from the first save on; each save adds 1. A review that was never saved has version 0. */
  version: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Who looks after it. */
  takenBy: v.nullable(Reviewer),
  cause: v.nullable(ReviewCause),
  /** Id of one of the workspace's next steps. */
  nextStep: v.nullable(v.string()),
  note: v.nullable(v.string()),
  doneAt: v.nullable(Instant),
  /** `null` as long as it was never saved. */
  changedAt: v.nullable(Instant),
  changedBy: v.nullable(Reviewer),
});
export type Review = v.InferOutput<typeof Review>;

/**
 * Body of `PUT …/review`: the whole review as it shall be, made on the version in `If-Match` (`"0"`
 * for the first one). The same `edit` again changes nothing and answers with what is stored, so a
 * lost answer may be asked for again.
 */
export const PutReview = v.strictObject({
  /** Random, one for each save. */
  edit: v.pipe(v.string(), v.uuid()),
  /** One's own id, whoever has it already, or `null`. */
  takenBy: v.nullable(Id),
  cause: v.nullable(ReviewCause),
  nextStep: v.nullable(Id),
  note: v.nullable(text(MAX_LENGTH.comment)),
  done: v.boolean(),
});
export type PutReview = v.InferOutput<typeof PutReview>;
