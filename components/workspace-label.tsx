import type { JoinedWorkspace } from '../lib/store/views.ts';

/** A workspace that is nobody else's. */
export const SOLO = 'Solo: only you see this';

/** What must be known of a workspace wherever its numbers stand: demo data, or nobody else's. */
export function WorkspaceLabel({ workspace }: { workspace: JoinedWorkspace | null }) {
  if (workspace?.demo) return <span className="label">Demo data</span>;
  if (workspace?.solo) {
    return <span className="label">{SOLO}</span>;
  }
  return null;
}
