/** Longest `Retry-After` that is believed, in milliseconds: a wrong one must not stop the sync. */
const LONGEST_RETRY_AFTER = 60 * 60_000;

/**
 * Reads a `Retry-After` header, seconds or an HTTP date, as milliseconds from `now`; `null` if it
 * is absent or unreadable.
 */
export function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null;
  const isDate = /^\w{3}, .*GMT\s*$/.test(header);
  const milliseconds = isDate
    ? Date.parse(header) - now
    : /^\s*\d+\s*$/.test(header)
      ? Number(header) * 1_000
      : Number.NaN;
  if (Number.isNaN(milliseconds)) return null;
  return Math.min(Math.max(milliseconds, 0), LONGEST_RETRY_AFTER);
}
