import { type DayCounts, ratedShare, toReview } from '../../lib/csat/day-counts.ts';
import { readScore } from '../../lib/csat/score.ts';
import type { Cell } from './csv.ts';

/** The cells of counts that every exported table ends with. A score is there only where it may be shown: from 5 ratings on. */
export function countCells(counts: DayCounts, seesRatings: boolean): Cell[] {
  if (!seesRatings) return [counts.conversations];
  const share = ratedShare(counts);
  const reading = readScore(share);
  const figures =
    reading.kind === 'few' || reading.kind === 'full'
      ? [reading.score, reading.likely.low, reading.likely.high].map(rounded)
      : [null, null, null];
  return [
    counts.conversations,
    counts.asked,
    counts.answered,
    share.rated,
    share.positive,
    toReview(counts),
    ...figures,
    counts.score1,
    counts.score2,
    counts.score3,
    counts.score4,
    counts.score5,
    counts.good,
    counts.neutral,
    counts.bad,
  ];
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
