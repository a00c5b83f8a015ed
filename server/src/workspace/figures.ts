import type { Figures } from '../../../lib/contract/topic.ts';
import { type DayCounts, ratedShare, responseRate } from '../../../lib/csat/day-counts.ts';
import { wilsonInterval } from '../../../lib/csat/interval.ts';
import { csatScore } from '../../../lib/csat/score.ts';

/** Counts of a period with the score made of them. */
export function toFigures(counts: DayCounts): Figures {
  const share = ratedShare(counts);
  return {
    conversations: counts.conversations,
    asked: counts.asked,
    opened: counts.opened,
    answered: counts.answered,
    rated: share.rated,
    positive: share.positive,
    faces: [counts.score1, counts.score2, counts.score3, counts.score4, counts.score5],
    withoutFace: { good: counts.good, neutral: counts.neutral, bad: counts.bad },
    score: csatScore(share),
    likely: wilsonInterval(share.positive, share.rated),
    responseRate: responseRate(counts),
  };
}
