import { useEffect, useState } from 'react';
import { onSyncOutcome } from '../lib/messages/sync-outcomes.ts';
import type { SyncProblem } from '../lib/store/views.ts';
import { useSurface } from './surface.ts';

/** Problems of the storage itself: they may be too big to be stored. */
const OF_STORAGE = new Set(['storage_full', 'storage_failed', 'storage_denied', 'store_blocked']);

/** What this page's last sync found wrong with the storage; `null` if nothing. */
export function useUnstoredProblem(): SyncProblem | null {
  const { now } = useSurface();
  const [problem, setProblem] = useState<SyncProblem | null>(null);
  useEffect(() => {
    const end = new AbortController();
    onSyncOutcome((outcome) => {
      if (outcome.ok || !OF_STORAGE.has(outcome.code)) return setProblem(null);
      const { code: detail, message, remedy } = outcome;
      setProblem((before) => ({
        code: 'storage',
        detail,
        message,
        remedy,
        since: before?.detail === detail ? before.since : now(),
      }));
    }, end.signal);
    return () => end.abort();
  }, [now]);
  return problem;
}
