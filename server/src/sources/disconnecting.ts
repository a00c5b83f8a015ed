import { sql } from 'kysely';
import type { Tx } from '../database/schema.ts';
import { tellSettings } from '../workspace/connected-sources.ts';
import { Refusal } from '../workspace/refusal.ts';
import { holdOffWrites, inTransaction, type Scope } from '../workspace/scope.ts';
import { randomId } from '../workspace/secrets.ts';
import { lockSource } from './source-rows.ts';

/**
 * Disconnects a source and deletes all that came from it: conversations with their reviews, counts,
 * and topics that nothing else has. One transaction that no other write runs beside, and another
 * epoch: readers begin again beside what they have, which is quicker than telling them of each
 * conversation. Ids that were erased on purpose stay refused, should it be connected again.
 */
export async function deleteSource(scope: Scope, id: string): Promise<void> {
  const { workspace } = scope;
  await inTransaction(scope.db, async (tx) => {
    await holdOffWrites(tx, workspace);
    if (!(await lockSource(tx, workspace, id))) {
      throw new Refusal('not_found', 'There is no such source');
    }
    for (const table of OF_ONE_SOURCE) {
      await sql`delete from ${sql.table(table)}
        where workspace_id = ${workspace} and source = ${id}`.execute(tx);
    }
    await deleteTopics(tx, workspace, id);
    await sql`delete from sources where workspace_id = ${workspace} and id = ${id}`.execute(tx);
    await tx
      .updateTable('workspaces')
      .set({ epoch: randomId() })
      .where('id', '=', workspace)
      .execute();
    await tellSettings(tx, workspace);
  });
}

/** Tables whose rows belong to a source. A topic's review has none. */
const OF_ONE_SOURCE = [
  'conversation_topics',
  'messages',
  'reviews',
  'conversations',
  'day_counts',
  'pruned_day_counts',
  'hidden_day_counts',
  'day_count_months',
  'erasures',
] as const;

/** The topics that it brought, with their reviews, but those that another source has by now. */
async function deleteTopics(tx: Tx, workspace: string, source: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`delete from topics t
    where workspace_id = ${workspace} and starts_with(id, ${`${source}:`})
      and not exists (select 1 from day_count_months m
        where m.workspace_id = t.workspace_id and m.topic_id = t.id)
      and not exists (select 1 from conversation_topics c
        where c.workspace_id = t.workspace_id and c.topic_id = t.id)
    returning id`.execute(tx);
  const ids = rows.map(({ id }) => id);
  await sql`delete from reviews where workspace_id = ${workspace} and subject = 'topic'
    and subject_id = any(${ids}::text[])`.execute(tx);
}
