import { useSyncExternalStore } from 'react';
import { isSample } from '../lib/sample/is-sample.ts';
import type { JoinedWorkspace } from '../lib/store/views.ts';

/** What the newest view of this page said of the workspace: one page shows one. */
let sample = false;
const listeners = new Set<() => void>();

/** Hears what a view says of the workspace; values without one say nothing. */
export function noteWorkspace(view: unknown): void {
  if (typeof view !== 'object' || view === null || !('workspace' in view)) return;
  const next = isSample(view.workspace as JoinedWorkspace | null);
  if (next === sample) return;
  sample = next;
  for (const listener of listeners) listener();
}

/** Whether what this page shows is made up. */
export function useIsSample(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sample,
  );
}
