import {
  benjaminiHochberg,
  type Change,
  compareScores,
  twoProportionTest,
} from '../lib/csat/change.ts';
import { type DayCounts, ratedShare } from '../lib/csat/day-counts.ts';

/** Counts of a period and of the one it is compared with; `null` where there is none. */
export interface ComparedCounts {
  counts: DayCounts;
  before: DayCounts | null;
}

/** How one score moved against the period before; too few to say where there is none before. */
export function changeOf(figures: ComparedCounts): Change {
  if (!figures.before) return { kind: 'too_few' };
  return compareScores(ratedShare(figures.before), ratedShare(figures.counts));
}

/**
 * The same for several topics shown together: up or down is said only where it also holds when
 * corrected for how many are compared (Benjamini-Hochberg).
 */
export function changesOf(figures: readonly ComparedCounts[]): Change[] {
  const changes = figures.map(changeOf);
  const compared = changes.flatMap((change, index) => (change.kind === 'too_few' ? [] : [index]));
  const pValues = compared.map((index) => {
    const topic = figures[index];
    if (!topic?.before) return 1;
    return twoProportionTest(ratedShare(topic.before), ratedShare(topic.counts));
  });
  const holds = benjaminiHochberg(pValues);
  const doubtful = new Set(compared.filter((_, rank) => !holds[rank]));
  return changes.map((change, index) =>
    doubtful.has(index) ? { kind: 'no_clear_change' } : change,
  );
}
