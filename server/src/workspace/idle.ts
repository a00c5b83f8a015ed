import { sql } from 'kysely';
import { IDLE_END_AFTER } from '../../../lib/csat/rating-state.ts';
import { settled } from './conversation-record.ts';
import { beginWrite, inBatches, inTransaction, OWN_SOURCE, type Scope } from './scope.ts';
import { writeConversations } from './write-conversations.ts';

const BATCH = 500;

/**
 * Ends conversations without a message for an hour, as of an hour after the last one. Idempotent;
 * several processes may do it at once: what another one has locked is left to it. When conversations
 * of other sources end is for their platforms to say.
 * @returns how many were ended
 */
export async function endIdleConversations(scope: Scope): Promise<number> {
  return inBatches(() => endSome(scope), BATCH);
}

async function endSome(scope: Scope): Promise<number> {
  const before = scope.clock() - IDLE_END_AFTER;
  const { rows } = await sql`select 1 from conversations where workspace_id = ${scope.workspace}
    and source = ${OWN_SOURCE} and ended_at is null and last_activity_at <= ${before} limit 1`.execute(
    scope.db,
  );
  if (rows.length === 0) return 0;
  return inTransaction(scope.db, async (tx) => {
    await beginWrite(tx, scope.workspace);
    const idle = await tx
      .selectFrom('conversations')
      .selectAll()
      .where('workspace_id', '=', scope.workspace)
      .where('source', '=', OWN_SOURCE)
      .where('ended_at', 'is', null)
      .where('last_activity_at', '<=', before)
      .orderBy('id')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute();
    const now = scope.clock();
    const edits = idle.map((row) => ({ before: row, after: settled(row, now) }));
    await writeConversations(tx, scope.workspace, edits);
    return idle.length;
  });
}
