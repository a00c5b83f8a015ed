import { sql } from 'kysely';
import type { Tx } from '../database/schema.ts';
import { tellSettings } from '../workspace/connected-sources.ts';
import { countDifferences } from '../workspace/day-differences.ts';
import { deleteRows } from '../workspace/erasing.ts';
import { Refusal } from '../workspace/refusal.ts';
import {
  beginWrite,
  holdOffWrites,
  inBatches,
  inTransaction,
  type Scope,
} from '../workspace/scope.ts';
import { randomId } from '../workspace/secrets.ts';
import { addToDayCounts } from '../workspace/write-conversations.ts';
import { lockSource } from './source-rows.ts';

/** Conversations of one transaction: small enough that nobody's rating waits for long. */
const BATCH = 200;
/** For so long (milliseconds) nobody pulls a source that is being disconnected. */
const HELD = 10 * 60_000;

/**
 * Disconnects a source and deletes all that came from it: conversations with their reviews, counts,
 * and topics that nothing else has. Its conversations go some at a time, beside all other writes; the
 * rest in one transaction that no other write runs beside, with another epoch: readers begin again
 * beside what they have, which is quicker than telling them of each conversation. If it fails before
 * that, the source is still there: asking again goes on, or it is read anew. Ids that were erased on
 * purpose stay refused, should it be connected again. Refuses with `not_found`.
 */
export async function deleteSource(scope: Scope, id: string): Promise<void> {
  const { workspace } = scope;
  await holdSource(scope, id);
  let last = '';
  await inBatches(async () => {
    const ids = await deleteSome(scope, id, last);
    last = ids.at(-1) ?? last;
    return ids.length;
  });
  await inTransaction(scope.db, async (tx) => {
    await holdOffWrites(tx, workspace);
    if (!(await lockSource(tx, workspace, id))) throw notThere();
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

const notThere = () => new Refusal('not_found', 'There is no such source');

/** Takes it away from whoever is pulling it. Once it is pulled again, that is from the beginning. */
async function holdSource({ db, clock, workspace }: Scope, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const stored = await lockSource(tx, workspace, id);
    if (!stored) throw notThere();
    const leased_until = Math.max(clock() + HELD, stored.leased_until + 1);
    await tx
      .updateTable('sources')
      .set({ state: null, leased_until })
      .where('workspace_id', '=', workspace)
      .where('id', '=', id)
      .execute();
  });
}

/**
 * Deletes the next of its conversations after an id, so that none is looked for among those that went
 * before, and takes back what they count. Gives their ids.
 */
async function deleteSome(
  { db, workspace }: Scope,
  source: string,
  after: string,
): Promise<string[]> {
  return inTransaction(db, async (tx) => {
    await beginWrite(tx, workspace);
    const rows = await tx
      .selectFrom('conversations')
      .selectAll()
      .where('workspace_id', '=', workspace)
      .where('source', '=', source)
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .forUpdate()
      .execute();
    const going = rows.map((before) => ({ before, after: null }));
    await addToDayCounts(tx, workspace, countDifferences(going));
    const ids = rows.map(({ id }) => id);
    await deleteRows(tx, workspace, source, ids);
    return ids;
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
