import { t } from '@lingui/core/macro';
import type { SyncView } from '../lib/store/views.ts';
import { secondsLeft } from '../lib/sync/progress.ts';
import { formatClock, formatCount, formatDuration } from './format.ts';
import { serverNow } from './verdict-words.ts';

const SECOND = 1_000;

/** How far a long sync is: `Loading 23,000 of 100,000 · about 10 sec left`; `null` while that is not known. */
export function progressWords(sync: SyncView): string | null {
  const { progress } = sync;
  if (!progress || progress.total === 0) return null;
  const done = formatCount(progress.done);
  const total = formatCount(progress.total);
  const left = secondsLeft(sync);
  if (left === null) return t`Loading ${done} of ${total}`;
  if (left < 8) return t`Loading ${done} of ${total} · a few seconds left`;
  const time = roughly(left * SECOND);
  return t({
    message: `Loading ${done} of ${total} · about ${time} left`,
    comment: '“time” is for example 10 sec',
  });
}

/** When it is tried again: `Next attempt in about 15 sec`, `Next attempt at 14:25`. */
export function retryWords(retryAt: number, now: number): string {
  const wait = retryAt - now;
  if (wait <= 5 * SECOND) return t`Next attempt in a moment`;
  if (wait > 10 * 60 * SECOND) {
    const clock = formatClock(retryAt, now);
    return t({ message: `Next attempt at ${clock}`, comment: '“clock” is for example 14:25' });
  }
  const time = roughly(wait);
  return t({
    message: `Next attempt in about ${time}`,
    comment: '“time” is for example 15 sec',
  });
}

/** How old what is shown is: `data of 14:00`; `null` if nothing was fetched yet. */
export function ageWords(sync: SyncView, now: number): string | null {
  const time = ageOf(sync, now);
  return time === null ? null : t`data of ${time}`;
}

/** The same on a line of its own: `Shown: data of 14:00`. */
export function shownWords(sync: SyncView, now: number): string | null {
  const time = ageOf(sync, now);
  return time === null ? null : t`Shown: data of ${time}`;
}

function ageOf(sync: SyncView, now: number): string | null {
  return sync.syncedAt === null ? null : formatClock(sync.syncedAt, serverNow(sync, now));
}

/** A duration as one would say it: `15 sec`, `3 min`, `2 hr`. */
function roughly(milliseconds: number): string {
  const seconds = milliseconds / SECOND;
  if (seconds < 90) return formatDuration(Math.ceil(seconds / 5) * 5, 'second');
  const minutes = Math.round(seconds / 60);
  return minutes < 90
    ? formatDuration(minutes, 'minute')
    : formatDuration(Math.round(minutes / 60), 'hour');
}
