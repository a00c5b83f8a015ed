import type { SyncOutcome } from '../sync/drive-sync.ts';

/**
 * What this page's own syncs came to. What is wrong stands in the store mostly; this is for what
 * could not be written there, such as a full disk.
 */
const outcomes = new EventTarget();
let last: SyncOutcome | null = null;

/** Tells this page's listeners. */
export function announceSyncOutcome(outcome: SyncOutcome): void {
  last = outcome;
  outcomes.dispatchEvent(new Event('outcome'));
}

/** Calls at once if there was an outcome, and after each one, until the signal aborts. */
export function onSyncOutcome(listener: (outcome: SyncOutcome) => void, signal: AbortSignal): void {
  const tell = () => {
    if (last) listener(last);
  };
  outcomes.addEventListener('outcome', tell, { signal });
  tell();
}
