/** Shortest and longest wait between attempts, in milliseconds. */
const BASE = 1_000;
const CAP = 60_000;
const LEAST = 500;

/**
 * How long to wait (ms) before the next attempt after `failures` failures in a row: capped
 * exponential back-off with full jitter.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 * @param random gives a number from 0 to 1
 */
export function backOff(failures: number, random: () => number = Math.random): number {
  const ceiling = Math.min(CAP, BASE * 2 ** Math.min(failures, 20));
  return Math.max(LEAST, Math.round(random() * ceiling));
}

/** Longest `Retry-After` that is believed, in milliseconds: a wrong one must not stop the sync. */
const LONGEST_RETRY_AFTER = 60 * 60_000;

/**
 * Reads a `Retry-After` header, seconds or an HTTP date, as milliseconds from `now`; `null` if it
 * is absent or unreadable.
 */
export function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null;
  const milliseconds = /^\s*\d+\s*$/.test(header)
    ? Number(header) * 1_000
    : Date.parse(header) - now;
  if (Number.isNaN(milliseconds)) return null;
  return Math.min(Math.max(milliseconds, 0), LONGEST_RETRY_AFTER);
}
