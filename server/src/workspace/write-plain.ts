import { CompiledQuery } from 'kysely';
import { SLOTS } from '../../../lib/csat/day-counts.ts';
import { rowsAsJson } from '../database/rows.ts';
import type { ConversationRow, Tx } from '../database/schema.ts';
import { type DayDifference, dayRows, type Edit, monthsOf } from './day-differences.ts';

/** Columns that a write may change. */
export const WRITTEN_COLUMNS = [
  'ticket_id',
  'channel',
  'visibility',
  'customer',
  'email_hash',
  'started_at',
  'ended_at',
  'final_at',
  'handed_over_at',
  'counted_on',
  'asked',
  'asked_at',
  'asked_by',
  'opened_at',
  'score',
  'comment',
  'rated_at',
  'rating_seq',
  'rated_by_team',
  'predicted_score',
  'predicted_reason',
  'topics',
  'imported',
  'last_activity_at',
  'collection_at_start',
  'answered_while_on',
  'answered_while_off',
  'preview',
  'message_count',
  'last_message_at',
  'transcript_hash',
  'sentiment',
  'rated_of',
  'final_unknown',
  'reason',
  'change_n',
] as const satisfies readonly (keyof ConversationRow)[];

/*
 * The last steps of `writeConversations` in one statement, for what customers do all day. Each part waits for the
 * one before through a value that it needs of it: the day counts are added before the counter row
 * is taken, as everywhere. Change numbers come as offsets from the head, a negative one for none. The
 * ids by themselves keep the planner at the primary key where the table has no statistics yet.
 */
const DAY_COLUMNS = ['workspace_id', 'source', 'topic_id', 'day', ...SLOTS].join(', ');
const WRITE_PLAIN = `
  with days as (
    insert into day_counts as d (${DAY_COLUMNS})
    select ${DAY_COLUMNS} from json_populate_recordset(null::day_counts, $2::json)
    on conflict (workspace_id, source, topic_id, day) do update set
      ${SLOTS.map((slot) => `${slot} = d.${slot} + excluded.${slot}`).join(', ')}
    returning 1
  ), numbers as (
    update workspaces set head = head + $3
    where id = $1 and (select count(*) from days) >= 0
    returning head - $3 as taken
  ), rows as (
    update conversations as c set
      ${WRITTEN_COLUMNS.filter((column) => column !== 'change_n')
        .map((column) => `${column} = r.${column}`)
        .join(', ')},
      change_n = case when r.change_n < 0 then c.change_n
        else (select taken from numbers) + r.change_n end
    from json_populate_recordset(null::conversations, $4::json) as r
    where c.workspace_id = $1 and c.source = r.source and c.id = r.id
      and c.source = $7 and c.id = any($6::text[])
  )
  insert into day_count_months (workspace_id, source, topic_id, month, change_n)
  select workspace_id, source, topic_id, month, (select taken from numbers) + change_n
  from json_populate_recordset(null::day_count_months, $5::json)
  on conflict (workspace_id, source, topic_id, month)
  do update set change_n = excluded.change_n`;

/**
 * Writes conversations of one source that were there before and keep their topics, at least one of
 * them visibly.
 */
export async function writePlain(
  tx: Tx,
  workspace: string,
  written: readonly Edit[],
  visible: ReadonlySet<Edit>,
  differences: readonly DayDifference[],
): Promise<void> {
  let taken = 0;
  const rows = written.map((edit) => {
    if (!visible.has(edit)) return { ...edit.after, change_n: -1 };
    taken += 1;
    return { ...edit.after, change_n: taken };
  });
  const months = monthsOf(workspace, differences).map((month) => {
    taken += 1;
    return { ...month, change_n: taken };
  });
  await tx.executeQuery(
    CompiledQuery.raw(WRITE_PLAIN, [
      workspace,
      rowsAsJson(dayRows(workspace, differences)),
      taken,
      rowsAsJson(rows),
      rowsAsJson(months),
      rows.map(({ id }) => id),
      rows[0]?.source,
    ]),
  );
}
