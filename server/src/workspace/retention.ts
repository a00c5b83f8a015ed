import { sql } from 'kysely';
import { SLOTS } from '../../../lib/csat/day-counts.ts';
import { rowsOf } from '../database/rows.ts';
import type { ConversationRow, Tx } from '../database/schema.ts';
import { refreshStatistics } from '../database/statistics.ts';
import { countDifferences, dayRows } from './day-differences.ts';
import { eraseRows } from './erasing.ts';
import {
  beginWrite,
  inBatches,
  inTransaction,
  OWN_SOURCE,
  readWorkspace,
  type Scope,
} from './scope.ts';
import { idsBySource } from './write-conversations.ts';

const DAY = 24 * 60 * 60_000;
/** Conversations of one transaction: small enough that nobody's rating waits for long. */
const BATCH = 200;
/** How long readers can learn of an erasure; who comes later starts again. */
const ERASURES_KEPT_FOR = 90 * DAY;

/**
 * Deletes conversations that ended longer ago than the workspace keeps them, as an erasure does,
 * but keeps their counts: a score of the past stays what it was. Forgets old erasures. Idempotent;
 * several processes may do it at once.
 * @returns how many conversations were deleted
 */
export async function applyRetention(scope: Scope): Promise<number> {
  await forgetErasures(scope);
  const { retentionDays } = (await readWorkspace(scope)).settings;
  if (retentionDays === null) return 0;
  const before = scope.clock() - retentionDays * DAY;
  const first = await deleteSome(scope, before);
  if (first < BATCH) return first;
  await refreshStatistics(scope.db);
  return first + (await inBatches(() => deleteSome(scope, before), BATCH));
}

async function deleteSome(scope: Scope, before: number): Promise<number> {
  const old = scope.db
    .selectFrom('conversations')
    .where('workspace_id', '=', scope.workspace)
    .where('started_at', '<', before)
    .where(isOver(before));
  if (!(await old.select('id').limit(1).executeTakeFirst())) return 0;
  return inTransaction(scope.db, async (tx) => {
    await beginWrite(tx, scope.workspace);
    const rows = await tx
      .selectFrom('conversations')
      .selectAll()
      .where('workspace_id', '=', scope.workspace)
      .where('started_at', '<', before)
      .where(isOver(before))
      .orderBy('started_at')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute();
    if (rows.length === 0) return 0;
    await keepCounts(tx, scope.workspace, rows);
    for (const [source, blocked] of idsBySource(rows)) {
      const going = rows.filter((row) => row.source === source);
      await eraseRows(tx, scope, going, { source, blocked, counts: 'kept' });
    }
    return rows.length;
  });
}

/** Over before that time. Not every platform says when a conversation ended: the last known moment. */
function isOver(before: number) {
  return sql<boolean>`case when source = ${OWN_SOURCE} then ended_at < ${before}
    else coalesce(greatest(ended_at, rated_at, asked_at), started_at) < ${before} end`;
}

/** Adds what the rows count to the counts that no conversation stands for any more. */
async function keepCounts(
  tx: Tx,
  workspace: string,
  going: readonly ConversationRow[],
): Promise<void> {
  const kept = countDifferences(going.map((row) => ({ before: null, after: row })));
  if (kept.length === 0) return;
  const rows = dayRows(workspace, kept);
  const sums = sql.join(
    SLOTS.map((slot) => sql`${sql.ref(slot)} = p.${sql.ref(slot)} + excluded.${sql.ref(slot)}`),
  );
  await sql`insert into pruned_day_counts as p
    select * from ${rowsOf('pruned_day_counts', rows)}
    on conflict (workspace_id, source, topic_id, day) do update set ${sums}`.execute(tx);
}

/** Drops erasures that are old, and remembers up to which number: older cursors start again. */
async function forgetErasures({ db, workspace, clock }: Scope): Promise<void> {
  const before = clock() - ERASURES_KEPT_FOR;
  const { rows } = await sql`select 1 from erasures
    where workspace_id = ${workspace} and erased_at < ${before} limit 1`.execute(db);
  if (rows.length === 0) return;
  await sql`with gone as (
      delete from erasures where workspace_id = ${workspace} and erased_at < ${before}
      returning change_n
    )
    update workspaces set erasures_kept_from =
      greatest(erasures_kept_from, (select max(change_n) from gone))
    where id = ${workspace}`.execute(db);
}
