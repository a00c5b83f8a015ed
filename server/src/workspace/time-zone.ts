import { sql } from 'kysely';
import { dayOf, monthOf } from '../../../lib/csat/calendar.ts';
import {
  addCounts,
  type DayCounts,
  fromRow,
  isNothing,
  noCounts,
  toRow,
} from '../../../lib/csat/day-counts.ts';
import { rowsOf } from '../database/rows.ts';
import type { Tx } from '../database/schema.ts';
import { rowContribution } from './conversation-record.ts';
import { countDifferences } from './day-differences.ts';
import { takeNumbers } from './scope.ts';
import { randomId } from './secrets.ts';
import { prunedCounts } from './stored-counts.ts';
import { addHidden } from './write-conversations.ts';

/** Conversations read and written at a time. */
const BATCH = 2_000;

interface DaySum {
  source: string;
  topic: string;
  day: string;
  counts: DayCounts;
}

/**
 * Sets the time zone, moves every conversation to its day in it, counts everything anew and begins
 * another epoch, so that readers start again. `holdOffWrites` must have come before: no other
 * write is running. Days are computed here and not by the database, whose time zone tables may differ.
 * Counts of conversations that were deleted for their age stay on the day they had.
 */
export async function changeTimeZone(tx: Tx, workspace: string, timeZone: string): Promise<void> {
  const sums = new Map<string, DaySum>();
  for (const row of await prunedCounts(tx, workspace)) {
    addTo(sums, row.source, row.topic_id, row.day, fromRow(toRow(row)));
  }
  let last = { source: '', id: '' };
  for (;;) {
    const rows = await tx
      .selectFrom('conversations')
      .selectAll()
      .where('workspace_id', '=', workspace)
      .where(sql<boolean>`(source, id) > (${last.source}, ${last.id})`)
      .orderBy('source')
      .orderBy('id')
      .limit(BATCH)
      .execute();
    const end = rows.at(-1);
    if (!end) break;
    last = { source: end.source, id: end.id };
    const moved = [];
    for (const row of rows) {
      const after = { ...row, counted_on: dayOf(row.started_at, timeZone) };
      if (after.counted_on !== row.counted_on) moved.push({ before: row, after });
      const counts = rowContribution(after);
      if (isNothing(counts)) continue;
      for (const topic of ['', ...row.topics])
        addTo(sums, row.source, topic, after.counted_on, counts);
    }
    if (moved.length > 0) {
      await sql`update conversations as c set counted_on = r.counted_on
        from ${rowsOf(
          'conversations',
          moved.map(({ after }) => after),
        )} as r
        where c.workspace_id = ${workspace} and c.source = r.source and c.id = r.id`.execute(tx);
      await addHidden(tx, workspace, countDifferences(moved));
    }
  }
  await replaceCounts(tx, workspace, [...sums.values()]);
  await tx
    .updateTable('workspaces')
    .set({ time_zone: timeZone, epoch: randomId() })
    .where('id', '=', workspace)
    .execute();
}

function addTo(
  sums: Map<string, DaySum>,
  source: string,
  topic: string,
  day: string,
  counts: DayCounts,
): void {
  const key = JSON.stringify([source, day, topic]);
  const known = sums.get(key)?.counts ?? noCounts();
  sums.set(key, { source, topic, day, counts: addCounts(known, counts) });
}

async function replaceCounts(tx: Tx, workspace: string, sums: readonly DaySum[]): Promise<void> {
  await tx.deleteFrom('day_counts').where('workspace_id', '=', workspace).execute();
  await tx.deleteFrom('day_count_months').where('workspace_id', '=', workspace).execute();
  if (sums.length === 0) return;
  const days = sums.map(({ source, topic, day, counts }) => ({
    workspace_id: workspace,
    source,
    topic_id: topic,
    day,
    ...counts,
  }));
  await sql`insert into day_counts select * from ${rowsOf('day_counts', days)}`.execute(tx);
  const months = new Map(
    days.map(({ source, topic_id, day }) => {
      const month = monthOf(day);
      const row = { workspace_id: workspace, source, topic_id, month };
      return [JSON.stringify([source, topic_id, month]), row];
    }),
  );
  const first = await takeNumbers(tx, workspace, months.size);
  const stamped = [...months.values()].map((row, index) => ({ ...row, change_n: first + index }));
  await sql`insert into day_count_months select * from ${rowsOf('day_count_months', stamped)}`.execute(
    tx,
  );
}
