import { sql } from 'kysely';
import { SLOTS } from '../../../lib/csat/day-counts.ts';
import type { Tx } from '../database/schema.ts';
import { type Audience, joinHidden, seenSlot } from './audience.ts';
import type { ItemText, NumberRange } from './cursor.ts';

/** A day with its counts as JSON text, `["2026-11-03",[1,1,0,…]]`. */
const dayJson = (audience: Audience) =>
  `'["' || d.day || '",[' || ${SLOTS.map((slot) => seenSlot(slot, audience)).join(" || ',' || ")} || ']]'`;
const ANY_COUNT = `(${SLOTS.map((slot) => `d.${slot}`).join(', ')}) <> (${SLOTS.map(() => '0').join(', ')})`;

/**
 * The months of day counts in a range of change numbers, each with all its days, as JSON text made
 * by the database: a first sync brings as many days as conversations.
 */
export async function dayCountItems(tx: Tx, range: NumberRange): Promise<ItemText[]> {
  const { rows } = await sql<ItemText>`
    select m.change_n as n,
      '{"n":' || m.change_n || ',"kind":"dayCounts","source":' || to_json(m.source)
        || ',"topic":' || case when m.topic_id = '' then 'null' else to_json(m.topic_id)::text end
        || ',"month":"' || m.month || '","days":['
        || coalesce(string_agg(${sql.raw(dayJson(range.audience))}, ',' order by d.day), '') || ']}' as json
    from (
      select source, topic_id, month, change_n from day_count_months
      where workspace_id = ${range.workspace}
        and change_n > ${range.after} and change_n <= ${range.to}
      order by change_n limit ${range.limit}
    ) as m
    left join day_counts d on d.workspace_id = ${range.workspace} and d.source = m.source
      and d.topic_id = m.topic_id and d.day between m.month || '-01' and m.month || '-31'
      and ${sql.raw(ANY_COUNT)}
    ${sql.raw(joinHidden(range.audience))}
    group by m.change_n, m.source, m.topic_id, m.month
    order by m.change_n`.execute(tx);
  return rows;
}
