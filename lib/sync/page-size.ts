import type { SourceError } from '../sources/errors.ts';

/** How many things a page may hold: as many as the server gives until everything was fetched once. */
const FIRST = 10_000;
const LATER = 2_000;
/** Pages are never made smaller than this. */
const LEAST = 100;

/** A page that came within this time (ms) could have been larger. */
const QUICK = 2_000;

/** How many things to ask for. `limit`: what slow answers have taught; `null` if nothing. */
export function pageSize(complete: boolean, limit: number | null): number {
  return Math.min(complete ? LATER : FIRST, limit ?? FIRST);
}

/** The limit after a page of `size` could not be had; `undefined` if its size was not the reason. */
export function limitAfterFailure(error: SourceError, size: number): number | undefined {
  if (error.code !== 'timeout' && error.code !== 'answer_too_long') return undefined;
  return Math.max(LEAST, Math.floor(size / 2));
}

/** The limit after a page that was asked for with `limit` came; it grows again with quick ones. */
export function limitAfterPage(limit: number | null, milliseconds: number): number | null {
  if (limit === null || milliseconds > QUICK) return limit;
  return limit * 2 >= FIRST ? null : limit * 2;
}
