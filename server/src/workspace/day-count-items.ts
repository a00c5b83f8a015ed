import { sql } from 'kysely';
import type { ChangeItem } from '../../../lib/contract/changes.ts';
import { isNothing, toRow } from '../../../lib/csat/day-counts.ts';
import type { DayCountsRow, Tx } from '../database/schema.ts';
import type { NumberRange } from './cursor.ts';

/** The months of day counts in a range of change numbers, each with all its days. */
export async function dayCountItems(tx: Tx, range: NumberRange): Promise<ChangeItem[]> {
  const months = await tx
    .selectFrom('day_count_months')
    .selectAll()
    .where('workspace_id', '=', range.workspace)
    .where('change_n', '>', range.after)
    .where('change_n', '<=', range.to)
    .orderBy('change_n')
    .limit(range.limit)
    .execute();
  if (months.length === 0) return [];
  const last = months.at(-1)?.change_n ?? range.to;
  const { rows } = await sql<DayCountsRow & { change_n: number }>`
    select d.*, m.change_n from day_count_months m
    join day_counts d on d.workspace_id = m.workspace_id and d.source = m.source
      and d.topic_id = m.topic_id and d.day between m.month || '-01' and m.month || '-31'
    where m.workspace_id = ${range.workspace}
      and m.change_n > ${range.after} and m.change_n <= ${last}
    order by d.day`.execute(tx);
  const days = new Map<number, [string, number[]][]>();
  for (const row of rows) {
    if (isNothing(row)) continue;
    const list = days.get(row.change_n) ?? [];
    list.push([row.day, toRow(row)]);
    days.set(row.change_n, list);
  }
  return months.map((month) => ({
    n: month.change_n,
    kind: 'dayCounts',
    source: month.source,
    topic: month.topic_id === '' ? null : month.topic_id,
    month: month.month,
    days: days.get(month.change_n) ?? [],
  }));
}
