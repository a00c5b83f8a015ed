import { type Interval, wilsonInterval } from './interval.ts';

/** Ratings of a period, added up. `rated` includes neutral and negative ratings. */
export interface RatedShare {
  rated: number;
  positive: number;
}

/**
 * The CSAT score: positive ratings / all ratings, 0 to 1. Neutral ratings lower it.
 * `null` without ratings: no score is not the same as 0 %.
 */
export function csatScore({ rated, positive }: RatedShare): number | null {
  return rated > 0 ? positive / rated : null;
}

/** From how many ratings on a share may be shown at all, and without the words "few ratings". */
export const SHOW_SHARE_FROM = 5;
export const ENOUGH_RATINGS = 30;

/**
 * What may honestly be said about a share. The thresholds are the product's
 * (docs/product.md, "Showing numbers honestly").
 *
 * - `none`: no rating, so no score
 * - `counts`: 1-4 ratings, only "2 of 3 happy"
 * - `few`: 5-29 ratings, the counts with the likely range and the words "few ratings"
 * - `full`: 30 and more, the share with its range
 */
export type ScoreReading =
  | { kind: 'none' }
  | { kind: 'counts'; rated: number; positive: number }
  | {
      kind: 'few' | 'full';
      rated: number;
      positive: number;
      /** The CSAT score, 0 to 1. */
      score: number;
      /** Likely range: 95 % Wilson interval. */
      likely: Interval;
      /** Decimals that the interval supports when the share is written in per cent: 0 or 1. */
      decimals: 0 | 1;
    };

/** Reads a share as the product allows it to be shown. */
export function readScore(share: RatedShare): ScoreReading {
  const { rated, positive } = share;
  const score = csatScore(share);
  const likely = wilsonInterval(positive, rated);
  if (score === null || likely === null) return { kind: 'none' };
  if (rated < SHOW_SHARE_FROM) return { kind: 'counts', rated, positive };
  // A tenth of a per cent is worth showing only where the range is narrower than two points.
  const decimals = likely.high - likely.low < 0.02 ? 1 : 0;
  const kind = rated < ENOUGH_RATINGS ? 'few' : 'full';
  return { kind, rated, positive, score, likely, decimals };
}
