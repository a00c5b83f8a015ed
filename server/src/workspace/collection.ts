import { toInstant } from '../../../lib/contract/primitives.ts';
import type { Collection } from '../../../lib/contract/workspace.ts';
import { IDLE_END_AFTER } from '../../../lib/csat/rating-state.ts';
import type { Database, Tx, WorkspaceRow } from '../database/schema.ts';
import { Refusal } from './refusal.ts';
import { inTransaction, lockWorkspace, OWN_SOURCE, type Scope, workspaceRow } from './scope.ts';
import type { Versioned } from './service.ts';

/** Whether customers are asked for ratings, and how many conversations run right now. */
export async function collection(scope: Scope): Promise<Versioned<Collection>> {
  return view(scope.db, scope, await workspaceRow(scope.db, scope.workspace));
}

async function view(
  db: Database | Tx,
  scope: Scope,
  row: WorkspaceRow,
): Promise<Versioned<Collection>> {
  const running = await db
    .selectFrom('conversations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', scope.workspace)
    .where('source', '=', OWN_SOURCE)
    .where('ended_at', 'is', null)
    .where('last_activity_at', '>', scope.clock() - IDLE_END_AFTER)
    .executeTakeFirstOrThrow();
  return {
    value: {
      enabled: row.collection_enabled,
      changedAt: row.collection_changed_at === null ? null : toInstant(row.collection_changed_at),
      changedBy: row.collection_changed_by,
      runningConversations: Number(running.count),
    },
    version: String(row.collection_version),
  };
}

/**
 * Switches collection. Asking for what is already so changes nothing.
 * Refuses with `version_conflict` (and what is stored as `current`) if `version` is not the stored one.
 */
export async function putCollection(
  scope: Scope,
  enabled: boolean,
  by: string,
  version: string,
): Promise<Versioned<Collection>> {
  const row = await inTransaction(scope.db, async (tx) => {
    const before = await lockWorkspace(tx, scope.workspace);
    if (String(before.collection_version) !== version) {
      const { value: current } = await view(tx, scope, before);
      throw new Refusal('version_conflict', undefined, { current });
    }
    if (before.collection_enabled === enabled) return before;
    return tx
      .updateTable('workspaces')
      .set((eb) => ({
        collection_enabled: enabled,
        collection_changed_at: scope.clock(),
        collection_changed_by: by,
        collection_version: eb('collection_version', '+', 1),
        head: eb('head', '+', 1),
        settings_n: eb('head', '+', 1),
      }))
      .where('id', '=', scope.workspace)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  return view(scope.db, scope, row);
}
