import type { SyncView } from '../lib/store/views.ts';
import { secondsLeft } from '../lib/sync/progress.ts';
import { formatClock, formatCount } from './format.ts';
import { serverNow } from './verdict-words.ts';

const SECOND = 1_000;

/** How far a long sync is: `Loading 23,000 of 100,000 · about 10 s left`; `null` while that is not known. */
export function progressWords(sync: SyncView): string | null {
  const { progress } = sync;
  if (!progress || progress.total === 0) return null;
  const done = `Loading ${formatCount(progress.done)} of ${formatCount(progress.total)}`;
  const left = secondsLeft(sync);
  if (left === null) return done;
  return `${done} · ${left < 8 ? 'a few seconds' : about(left * SECOND)} left`;
}

/** When it is tried again: `Next attempt in about 15 s`, `Next attempt at 14:25`. */
export function retryWords(retryAt: number, now: number): string {
  const wait = retryAt - now;
  if (wait <= 5 * SECOND) return 'Next attempt in a moment';
  if (wait > 10 * 60 * SECOND) return `Next attempt at ${formatClock(retryAt, now)}`;
  return `Next attempt in ${about(wait)}`;
}

/** How old what is shown is: `data of 14:00`; `null` if nothing was fetched yet. */
export function ageWords(sync: SyncView, now: number): string | null {
  if (sync.syncedAt === null) return null;
  return `data of ${formatClock(sync.syncedAt, serverNow(sync, now))}`;
}

/** A duration as one would say it: `about 15 s`, `about 3 min`, `about 2 h`. */
function about(milliseconds: number): string {
  const seconds = milliseconds / SECOND;
  if (seconds < 90) return `about ${formatCount(Math.ceil(seconds / 5) * 5)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90
    ? `about ${formatCount(minutes)} min`
    : `about ${formatCount(Math.round(minutes / 60))} h`;
}
