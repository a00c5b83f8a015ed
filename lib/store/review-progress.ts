import { dayOf } from '../csat/calendar.ts';
import type { Span } from '../csat/span.ts';
import type { ReviewProgress } from './conversation-views.ts';
import type { InsightsBase as Base } from './read-insights.ts';
import { isIn } from './read-insights.ts';
import { type CurrentReview, currentReview, type Reviews } from './read-reviews.ts';

/** Whether a review belongs to this person: who took it, else who saved it last. */
export function isOwn({ takenBy, changedBy }: CurrentReview, me: string | null): boolean {
  return me !== null && (takenBy ?? changedBy)?.id === me;
}

/** The day on which a review was marked done, in the workspace's time zone; `null` if it is not done. */
export function doneOn({ doneAt }: CurrentReview, base: Base): string | null {
  return doneAt === null ? null : dayOf(doneAt, base.workspace?.timeZone ?? 'UTC');
}

/** Whether it was marked done in the span. */
export function isDoneIn(review: CurrentReview, base: Base, span: Span): boolean {
  const day = doneOn(review, base);
  return day !== null && isIn(day, span);
}

/**
 * How far the team's reviewing is. Counts the whole team and whoever looks, nobody else.
 * @param open the reviews of the conversations that are to review and not done
 * @param flagged how many of them are there because somebody flagged them
 * @param source of which source; `null`: of all
 */
export function reviewProgress(
  base: Base,
  reviews: Reviews,
  open: readonly CurrentReview[],
  flagged: number,
  span: Span,
  source: string | null,
): ReviewProgress {
  const me = base.workspace?.person ?? null;
  const done = reviews
    .all()
    .filter((one) => one.subject === 'conversation' && (source === null || one.source === source))
    .map((one) => reviews.ofConversation({ source: one.source ?? '', id: one.id }))
    .map((view) => currentReview(view, me, base.sync.clockOffset))
    .filter((review) => isDoneIn(review, base, span));
  return {
    toReview: open.length,
    flagged,
    taken: open.filter(({ takenBy }) => takenBy !== null).length,
    done: done.length,
    mine: {
      taken: open.filter(({ takenBy }) => takenBy !== null && takenBy.id === me?.id).length,
      done: done.filter((review) => isOwn(review, me?.id ?? null)).length,
    },
  };
}
