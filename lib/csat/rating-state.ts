import type { Score, Sentiment } from './scale.ts';

/** A rating becomes final this long after its conversation ended (milliseconds). */
export const FINAL_AFTER_END = 60 * 60_000;

/** A conversation without a message for this long ends by itself (milliseconds). */
export const IDLE_END_AFTER = 60 * 60_000;

/** Why a conversation has no rating. */
export type UnratedReason =
  /** The chat is still running and 👍 was not shown yet. */
  | 'not_asked_yet'
  /** Collection was off while it ran. */
  | 'collection_off'
  /** Collection was on, but the customer left before 👍 was shown. */
  | 'left_first'
  /** Asked, and no answer until it was final. */
  | 'no_answer'
  /** The record has no rating and does not say whether the customer was asked (some imports). */
  | 'not_recorded';

/** Until when a rating may change. Times are epoch milliseconds on the server's clock. */
export type Changeable =
  | { kind: 'until'; time: number }
  /** The conversation has not ended: until an hour after it does. */
  | { kind: 'hour_after_end' }
  /** The source does not say. */
  | { kind: 'time_unknown' }
  | { kind: 'final' };

/** Whether and how a conversation is rated. Every surface tells these apart. */
export type RatingState =
  /** `score` is `null` where the source gives no face. */
  | { kind: 'rated'; score: Score | null; sentiment: Sentiment; change: Changeable }
  /** Rated or not: whoever reads this may not see it. */
  | { kind: 'hidden' }
  | { kind: 'awaiting'; askedAt: number | null }
  | { kind: 'unrated'; reason: UnratedReason; askedAt: number | null }
  | { kind: 'recorded_elsewhere'; platform: string }
  /** By the company's own people; `score` if they tried a face. Counts nowhere. */
  | { kind: 'internal'; score: Score | null }
  /** Nothing is known: not on this computer and not to be asked for. Never the same as unrated. */
  | { kind: 'unknown' };

/** The state of a conversation that is kept here. */
export type KnownRatingState = Exclude<RatingState, { kind: 'recorded_elsewhere' | 'unknown' }>;

/** The facts about a conversation that decide its state. Times are epoch milliseconds. */
export interface RatingFacts {
  visibility: 'external' | 'internal';
  rating: { score: Score | null; sentiment: Sentiment; byTeam: boolean } | null;
  /** The rating, or the lack of one, is kept from whoever reads this. */
  ratingHidden: boolean;
  /** `null`: not known whether the customer was asked. */
  asked: boolean | null;
  askedAt: number | null;
  /** Why the customer was not asked; `null` if asked or not known. */
  notAsked: 'collection_off' | 'left_first' | null;
  endedAt: number | null;
  /** When the rating becomes or became final; `null` while the conversation has not ended. */
  finalAt: number | null;
  /** The source does not say when a rating can't change any more. */
  finalUnknown: boolean;
}

/** When ratings of a conversation become final: an hour after its end; `null` before the end. */
export function finalAt(endedAt: number | null): number | null {
  return endedAt === null ? null : endedAt + FINAL_AFTER_END;
}

/** True from the moment on at which a rating can't change any more. */
export function isFinal(final: number | null, now: number): boolean {
  return final !== null && now >= final;
}

/** Until when a rating may change, seen at `now` on the server's clock. */
export function changeable(
  final: number | null,
  now: number,
  { finalUnknown = false }: { finalUnknown?: boolean } = {},
): Changeable {
  if (final === null) return { kind: finalUnknown ? 'time_unknown' : 'hour_after_end' };
  return isFinal(final, now) ? { kind: 'final' } : { kind: 'until', time: final };
}

/** The state of a known conversation at `now` (epoch milliseconds, the server's clock). */
export function ratingState(facts: RatingFacts, now: number): KnownRatingState {
  const { rating } = facts;
  if (facts.ratingHidden) return { kind: 'hidden' };
  if (facts.visibility === 'internal' || rating?.byTeam) {
    return { kind: 'internal', score: rating?.score ?? null };
  }
  if (rating) {
    const { score, sentiment } = rating;
    return { kind: 'rated', score, sentiment, change: changeable(facts.finalAt, now, facts) };
  }
  const { askedAt } = facts;
  if (facts.asked === true) {
    return isFinal(facts.finalAt, now)
      ? { kind: 'unrated', reason: 'no_answer', askedAt }
      : { kind: 'awaiting', askedAt };
  }
  // Where it is not known whether anybody is asked, a running chat says nothing about it.
  if (facts.endedAt === null && facts.asked === false) {
    return { kind: 'unrated', reason: 'not_asked_yet', askedAt };
  }
  return { kind: 'unrated', reason: facts.notAsked ?? 'not_recorded', askedAt };
}
