/** The share `share` (0 to 1) of the values lies at or below the answer; nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Durations in milliseconds, summed up. */
export interface Spread {
  p50: number;
  p95: number;
  count: number;
}

export function spread(values: readonly number[]): Spread {
  return { p50: percentile(values, 0.5), p95: percentile(values, 0.95), count: values.length };
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
