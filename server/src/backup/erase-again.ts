import { sql } from 'kysely';
import type { Tx } from '../database/schema.ts';
import { isErased } from '../workspace/erased-ids.ts';
import { eraseRows } from '../workspace/erasing.ts';
import type { Clock } from '../workspace/service.ts';
import { idsBySource, lockConversations } from '../workspace/write-conversations.ts';

/** Conversations erased at a time. */
const BATCH = 200;

/** Hashes of ids that people asked to erase, with the secret that they were made with. */
type ErasedHere = { workspace_id: string; erasure_key: string; hash: string }[];

/** What was erased in this database on purpose (not for its age, which comes by itself again). */
export async function erasedHere(tx: Tx): Promise<ErasedHere> {
  const { rows } = await sql<ErasedHere[number]>`
    select e.workspace_id, w.erasure_key, e.hash from erased_ids e
    join workspaces w on w.id = e.workspace_id where not e.for_age`.execute(tx);
  return rows;
}

/**
 * Erases again, in the workspaces of a restored backup, what had been erased since it was made.
 * @returns how many conversations of the backup that were
 */
export async function eraseAgain(tx: Tx, clock: Clock, erased: ErasedHere): Promise<number> {
  if (erased.length === 0) return 0;
  await sql`insert into erased_ids (workspace_id, hash, for_age)
    select e.workspace_id, e.hash, false
    from json_to_recordset(${JSON.stringify(erased)}::json)
      as e(workspace_id text, erasure_key text, hash text)
    join workspaces w on w.id = e.workspace_id and w.erasure_key = e.erasure_key
    on conflict do nothing`.execute(tx);
  let count = 0;
  for (const { id: workspace } of await tx.selectFrom('workspaces').select('id').execute()) {
    const { rows } = await sql<{ source: string; id: string }>`select source, id
      from conversations c where workspace_id = ${workspace} and ${isErased('c', workspace)}
      order by source, id`.execute(tx);
    for (const [source, ids] of idsBySource(rows)) {
      for (let start = 0; start < ids.length; start += BATCH) {
        const blocked = ids.slice(start, start + BATCH);
        const going = [...(await lockConversations(tx, workspace, blocked, source)).values()];
        const how = { source, blocked, counts: 'corrected' } as const;
        await eraseRows(tx, { db: tx, clock, workspace }, going, how);
        count += going.length;
      }
    }
  }
  return count;
}
