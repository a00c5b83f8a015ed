import { type Interval, newcombeInterval } from './interval.ts';
import { csatScore, ENOUGH_RATINGS, type RatedShare } from './score.ts';

/** What may be said about a score between two periods. */
export type Change =
  | { kind: 'up' | 'down'; from: number; to: number; difference: Interval }
  | { kind: 'no_clear_change' }
  | { kind: 'too_few' };

/**
 * Compares two periods. Up or down is said only with at least 30 ratings in both and a Newcombe
 * 95 % interval of the difference that leaves out 0.
 */
export function compareScores(before: RatedShare, after: RatedShare): Change {
  const from = csatScore(before);
  const to = csatScore(after);
  if (from === null || to === null) return { kind: 'too_few' };
  if (before.rated < ENOUGH_RATINGS || after.rated < ENOUGH_RATINGS) return { kind: 'too_few' };
  const difference = newcombeInterval(
    { positive: before.positive, total: before.rated },
    { positive: after.positive, total: after.rated },
  );
  if (!difference) return { kind: 'too_few' };
  if (difference.low > 0) return { kind: 'up', from, to, difference };
  if (difference.high < 0) return { kind: 'down', from, to, difference };
  return { kind: 'no_clear_change' };
}

/**
 * Two-sided p-value of the two-proportion z-test with pooled variance, for ordering and
 * correcting many comparisons. 1 if either side is empty or all ratings agree.
 * Source: NIST/SEMATECH e-Handbook of Statistical Methods, 7.3.3.
 */
export function twoProportionTest(before: RatedShare, after: RatedShare): number {
  if (before.rated === 0 || after.rated === 0) return 1;
  const pooled = (before.positive + after.positive) / (before.rated + after.rated);
  const variance = pooled * (1 - pooled) * (1 / before.rated + 1 / after.rated);
  if (variance === 0) return 1;
  const z = (after.positive / after.rated - before.positive / before.rated) / Math.sqrt(variance);
  return Math.min(1, complementaryError(Math.abs(z) / Math.SQRT2));
}

/**
 * Which of many comparisons hold when the false discovery rate is kept at `rate`.
 * Source: Y. Benjamini, Y. Hochberg, JRSS B 57 (1995), 289-300.
 * @returns one boolean a p-value, in the order given
 */
export function benjaminiHochberg(pValues: readonly number[], rate = 0.05): boolean[] {
  const ordered = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  let last = -1;
  ordered.forEach(({ p }, rank) => {
    if (p <= ((rank + 1) / ordered.length) * rate) last = rank;
  });
  const holds = new Array<boolean>(pValues.length).fill(false);
  for (const { index } of ordered.slice(0, last + 1)) holds[index] = true;
  return holds;
}

/**
 * Complementary error function for x >= 0, relative error below 1.2e-7.
 * Source: W. H. Press et al., Numerical Recipes, 2nd ed., section 6.2 (erfcc).
 */
function complementaryError(x: number): number {
  const t = 1 / (1 + 0.5 * x);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398,
    1.48851587, -0.82215223, 0.17087277,
  ];
  const polynomial = coefficients.reduceRight((sum, coefficient) => coefficient + t * sum, 0);
  return t * Math.exp(-x * x + polynomial);
}
