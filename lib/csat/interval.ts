/**
 * Intervals for shares. Shares are between 0 and 1.
 *
 * Sources: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
 * JASA 22 (1927), 209-212; R. G. Newcombe, "Interval estimation for the difference between
 * independent proportions: comparison of eleven methods", Statistics in Medicine 17 (1998),
 * 873-890, method 10.
 */

/** The 97.5 % point of the standard normal distribution: two-sided 95 %. */
export const Z_95 = 1.959963984540054;

/** A closed range of shares or of differences of shares. */
export interface Interval {
  low: number;
  high: number;
}

/**
 * Wilson score interval of a share, without continuity correction.
 * @param positive how many of `total` count as positive, 0 to `total`
 * @param total how many there are; 0 gives `null`, since nothing is known
 */
export function wilsonInterval(positive: number, total: number, z = Z_95): Interval | null {
  if (total <= 0) return null;
  const share = positive / total;
  const z2 = z * z;
  const denominator = 1 + z2 / total;
  const centre = (share + z2 / (2 * total)) / denominator;
  const half =
    (z / denominator) * Math.sqrt((share * (1 - share)) / total + z2 / (4 * total * total));
  // At 0 and at `total` one end is exact; rounding would put it a hair inside or outside.
  return {
    low: positive === 0 ? 0 : Math.max(0, centre - half),
    high: positive === total ? 1 : Math.min(1, centre + half),
  };
}

/**
 * Newcombe's interval of the difference `after - before` of two independent shares, built from
 * their two Wilson intervals. `null` if either has no observations.
 */
export function newcombeInterval(
  before: { positive: number; total: number },
  after: { positive: number; total: number },
  z = Z_95,
): Interval | null {
  const earlier = wilsonInterval(before.positive, before.total, z);
  const later = wilsonInterval(after.positive, after.total, z);
  if (!earlier || !later) return null;
  const p1 = after.positive / after.total;
  const p2 = before.positive / before.total;
  const difference = p1 - p2;
  return {
    low: Math.max(-1, difference - Math.hypot(p1 - later.low, earlier.high - p2)),
    high: Math.min(1, difference + Math.hypot(later.high - p1, p2 - earlier.low)),
  };
}
