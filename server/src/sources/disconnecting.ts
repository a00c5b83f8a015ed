import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Day } from '../../../lib/csat/calendar.ts';
import type { Tx } from '../database/schema.ts';
import { refreshStatistics } from '../database/statistics.ts';
import { tellSettings } from '../workspace/connected-sources.ts';
import { deleteRows } from '../workspace/erasing.ts';
import { Refusal } from '../workspace/refusal.ts';
import { beginWrite, holdOffWrites, inTransaction, type Scope } from '../workspace/scope.ts';
import { randomId } from '../workspace/secrets.ts';
import { lockSource } from './source-rows.ts';

/** Conversations of one transaction, or those of one day: few enough that nobody's rating waits for long. */
const BATCH = 2_000;
const DAY = 24 * 60 * 60_000;
/** For so long (milliseconds) nobody pulls a source that is being disconnected. */
const HELD = 10 * 60_000;

/**
 * Disconnects a source and deletes all that came from it: conversations with their reviews, counts,
 * and topics that nothing else has. Its conversations go some days at a time, with what those days
 * count, so that counts are right whenever it fails, and beside all other writes; the rest in one transaction that no other write runs beside, with another epoch: readers begin again
 * beside what they have, which is quicker than telling them of each conversation. If it fails before
 * that, the source is still there: asking again goes on, or it is read anew. Ids that were erased on
 * purpose stay refused, should it be connected again. Refuses with `not_found`.
 * @param batch conversations of one transaction, about; those of a day go together
 */
export async function deleteSource(scope: Scope, id: string, batch = BATCH): Promise<void> {
  const { workspace } = scope;
  await holdSource(scope, id);
  await refreshStatistics(scope.db);
  for (const days of await daysOf(scope, id, batch)) {
    await deleteDays(scope, id, days);
    // The embedded database computes in this very thread: others get their turn.
    await setImmediate();
  }
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

interface Days {
  first: Day;
  last: Day;
}

/** The days on which its conversations count, in stretches of about a batch. */
async function daysOf({ db, workspace }: Scope, source: string, batch: number): Promise<Days[]> {
  const rows = await db
    .selectFrom('day_counts')
    .select(['day', 'conversations'])
    .where('workspace_id', '=', workspace)
    .where('source', '=', source)
    .where('topic_id', '=', '')
    .orderBy('day')
    .execute();
  const stretches: Days[] = [];
  let room = 0;
  for (const { day, conversations } of rows) {
    const open = stretches.at(-1);
    if (open && conversations <= room) open.last = day;
    else stretches.push({ first: day, last: day });
    room = (open && conversations <= room ? room : batch) - conversations;
  }
  return stretches;
}

/** Deletes what it has of these days: conversations with all that hangs on them, and counts. */
async function deleteDays({ db, workspace }: Scope, source: string, days: Days): Promise<void> {
  const { first, last } = days;
  // A day of any time zone lies within; an index has the times and not the days.
  const [from, to] = [Date.parse(first) - DAY, Date.parse(last) + 2 * DAY];
  await inTransaction(db, async (tx) => {
    await beginWrite(tx, workspace);
    if (!(await lockSource(tx, workspace, source))) throw notThere();
    const { rows } = await sql<{ id: string }>`delete from conversations
      where workspace_id = ${workspace} and source = ${source}
        and started_at >= ${from}::bigint and started_at < ${to}::bigint
        and counted_on between ${first} and ${last}
      returning id`.execute(tx);
    await deleteRows(
      tx,
      workspace,
      source,
      rows.map(({ id }) => id),
    );
    for (const table of ['day_counts', 'hidden_day_counts', 'pruned_day_counts'] as const) {
      await sql`delete from ${sql.table(table)} where workspace_id = ${workspace}
        and source = ${source} and day between ${first} and ${last}`.execute(tx);
    }
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
