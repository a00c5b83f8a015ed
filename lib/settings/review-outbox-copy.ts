import { storage } from 'wxt/utils/storage';
import type { WaitingEdit } from '../store/edit-views.ts';

/** The second copy of what waits to be sent, and when sending is tried again. */
export interface OutboxRecord {
  /** Server and id of the workspace that the edits belong to. */
  workspace: string;
  edits: WaitingEdit[];
  failures: number;
  /** Not before this time, on this computer's clock. */
  nextAttemptAt: number;
  /** The server itself asked to wait until then. */
  askedToWait: boolean;
}

/** Outside IndexedDB, which the browser may evict at any time: edits of reviews are nowhere else. */
export const reviewOutboxCopy = storage.defineItem<OutboxRecord | null>('local:review-outbox', {
  fallback: null,
});
