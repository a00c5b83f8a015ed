import type { Door } from '../../../lib/contract/conversation.ts';
import type { Reason } from '../../../lib/contract/widget-settings.ts';
import { isScore, type Score } from '../../../lib/csat/scale.ts';

/** A choice that the server has not confirmed yet. `comment` absent: the stored one stays. */
export interface PendingRating {
  score: Score;
  comment?: string | null;
  /** The same for the reason. */
  reason?: Reason | null;
  seq: number;
}

/** What the widget keeps for one conversation in this tab, so that a reload loses and doubles nothing. */
export interface Memory {
  /** The highest number given to a choice so far; only ever grows. */
  seq: number;
  pending: PendingRating | null;
  /** 👍 was offered, through this door; offered again after a reload. */
  offered: Door | null;
}

/** Reads the memory under `key`; an empty one if there is none or the browser denies storage. */
export function recall(key: string): Memory {
  const memory: Memory = { seq: 0, pending: null, offered: null };
  try {
    const stored = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    if (Number.isSafeInteger(stored.seq)) memory.seq = stored.seq;
    if (isScore(stored.pending?.score) && Number.isSafeInteger(stored.pending.seq)) {
      memory.pending = stored.pending;
    }
    if (stored.offered === 'helped' || stored.offered === 'handover') {
      memory.offered = stored.offered;
    }
  } catch {
    // Denied or damaged storage: the widget works for as long as the page is open.
  }
  return memory;
}

/** Writes the memory under `key`. */
export function remember(key: string, memory: Memory): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(memory));
  } catch {
    // As above.
  }
}
