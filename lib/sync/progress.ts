import type { SyncView } from '../store/views.ts';

/** How much a new measurement says against those before it. */
const WEIGHT = 0.3;

/**
 * Things a second, smoothed over the pages of a long sync.
 * @param before what was known before, `null` for the first page
 * @param milliseconds from asking for the page until it was stored
 */
export function smoothRate(before: number | null, things: number, milliseconds: number): number {
  const rate = (things * 1_000) / Math.max(milliseconds, 1);
  return before === null ? rate : before + WEIGHT * (rate - before);
}

/** Seconds until the first sync has everything, as far as can be told; `null` if it cannot. */
export function secondsLeft({ progress, perSecond }: SyncView): number | null {
  if (progress === null || perSecond === null || perSecond <= 0) return null;
  return Math.ceil(Math.max(0, progress.total - progress.done) / perSecond);
}
