import type { WorkspaceService } from '../workspace/service.ts';
import type { Finding } from './operations.ts';

/** Compares a workspace's stored counts with a recount of its conversations. */
export async function countsFinding(workspace: WorkspaceService): Promise<Finding> {
  const what = `counts of "${workspace.id}"`;
  const [stored, recounted] = [await workspace.storedCounts(), await workspace.recount()];
  const key = (row: (typeof stored)[number]) => JSON.stringify([row.topic, row.day]);
  const expected = new Map(recounted.map((row) => [key(row), JSON.stringify(row.counts)]));
  let wrong = 0;
  for (const row of stored) {
    if (expected.get(key(row)) !== JSON.stringify(row.counts)) wrong += 1;
    expected.delete(key(row));
  }
  wrong += expected.size;
  if (wrong === 0) return { what, ok: true, found: `${stored.length} days equal their recount` };
  return {
    what,
    ok: false,
    found: `${wrong} of ${Math.max(stored.length, recounted.length)} days differ from a recount`,
    remedy:
      'Change the time zone in the settings and back: that recounts everything. Please report it.',
  };
}
