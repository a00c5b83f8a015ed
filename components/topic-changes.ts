import {
  benjaminiHochberg,
  type Change,
  compareScores,
  twoProportionTest,
} from '../lib/csat/change.ts';
import { ratedShare } from '../lib/csat/day-counts.ts';
import type { PeriodCounts } from '../lib/csat/period.ts';

/** How one score moved against the period before; too few to say where there is none before. */
export function changeOf(figures: PeriodCounts): Change {
  if (!figures.before) return { kind: 'too_few' };
  return compareScores(ratedShare(figures.before), ratedShare(figures.counts));
}

/**
 * The same for several topics shown together: up or down is said only where it also holds when
 * corrected for how many are compared (Benjamini-Hochberg).
 */
export function changesOf(figures: readonly PeriodCounts[]): Change[] {
  const changes = figures.map(changeOf);
  const compared = changes.flatMap((change, index) => (change.kind === 'too_few' ? [] : [index]));
  const pValues = compared.map((index) => {
    const topic = figures[index];
    if (!topic?.before) return 1;
    return twoProportionTest(ratedShare(topic.before), ratedShare(topic.counts));
  });
  const holds = benjaminiHochberg(pValues);
  return changes.map((change, index) => {
    const rank = compared.indexOf(index);
    return rank >= 0 && !holds[rank] ? { kind: 'no_clear_change' } : change;
  });
}
