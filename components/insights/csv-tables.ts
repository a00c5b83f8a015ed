import { t } from '@lingui/core/macro';
import { type DayCounts, ratedShare, toReview } from '../../lib/csat/day-counts.ts';
import { readScore } from '../../lib/csat/score.ts';
import type { Cell } from './csv.ts';

/** The columns of counts that every exported table ends with. */
export function countColumns(seesRatings: boolean): string[] {
  const conversations = t`Conversations`;
  if (!seesRatings) return [conversations];
  return [
    conversations,
    t({ message: 'Asked', comment: 'column: how many customers were asked' }),
    t({ message: 'Answered', comment: 'column: how many of those asked rated' }),
    t`Ratings`,
    t({ message: 'Happy', comment: 'column: how many ratings are happy or very happy' }),
    t`To review`,
    t`CSAT score`,
    t`Likely from`,
    t`Likely to`,
    '1',
    '2',
    '3',
    '4',
    '5',
    t({ message: 'Good, no face', comment: 'column: ratings “good” of platforms without faces' }),
    t({ message: 'Neutral, no face', comment: 'column: ratings of platforms without faces' }),
    t({ message: 'Bad, no face', comment: 'column: ratings “bad” of platforms without faces' }),
  ];
}

/** The cells under `countColumns`. A score is there only where it may be shown: from 5 ratings on. */
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
