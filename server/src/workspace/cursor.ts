import type { Audience } from './audience.ts';

/**
 * Where a reader of `changes` stands. Opaque to readers, legible to us:
 * `<epoch>.feed.<n>` or `<epoch>.<phase>.<n>.<start>.<done>.<total>`.
 */
export type Cursor =
  /** Everything up to change number `n` is with the reader. */
  | { epoch: string; phase: 'feed'; n: number }
  /**
   * The first sync: `lead` is settings, topics, day counts and reviews, then come the conversations. Each
   * phase has been delivered up to `n`; what changed after `start`, the head when it began, follows
   * in the feed.
   */
  | {
      epoch: string;
      phase: 'lead' | 'conversations';
      n: number;
      start: number;
      done: number;
      total: number;
    };

/** The cursor as it travels. */
export function writeCursor(cursor: Cursor): string {
  const parts: (string | number)[] = [cursor.epoch, cursor.phase, cursor.n];
  if (cursor.phase !== 'feed') parts.push(cursor.start, cursor.done, cursor.total);
  return parts.join('.');
}

/** Reads a cursor; `null` if it is none of ours. */
export function readCursor(text: string): Cursor | null {
  const [epoch, phase, ...numbers] = text.split('.');
  if (!epoch || !numbers.every((number) => /^\d{1,15}$/.test(number))) return null;
  const [n, start, done, total] = numbers.map(Number);
  if (n === undefined) return null;
  if (phase === 'feed') return numbers.length === 1 ? { epoch, phase, n } : null;
  if (phase !== 'lead' && phase !== 'conversations') return null;
  if (start === undefined || done === undefined || total === undefined) return null;
  return numbers.length === 4 && n <= start ? { epoch, phase, n, start, done, total } : null;
}

/** Change numbers after `after` up to `to`, at most `limit` items. */
export interface NumberRange {
  workspace: string;
  /** For whom they are read. */
  audience: Audience;
  after: number;
  to: number;
  limit: number;
}

/** One item of the feed as JSON text, with its number. */
export interface ItemText {
  n: number;
  json: string;
}
