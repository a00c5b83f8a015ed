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
