import { sql } from 'kysely';
import { isNothing, SLOTS } from '../../../lib/csat/day-counts.ts';
import { rowsOf } from '../database/rows.ts';
import type {
  ConversationRow,
  DayCountMonthRow,
  DayCountsRow,
  TopicRow,
  Tx,
} from '../database/schema.ts';
import { toConversation } from './conversation-record.ts';
import {
  countDifferences,
  type DayDifference,
  dayRows,
  type Edit,
  type Month,
  monthsOf,
} from './day-differences.ts';
import { isErased } from './erased-ids.ts';
import { LostRace, OWN_SOURCE, takeNumbers } from './scope.ts';
import { WRITTEN_COLUMNS, writePlain } from './write-plain.ts';

/** A topic as it was (locked; `null` if it is new) and as it shall be. */
export interface TopicEdit {
  before: TopicRow | null;
  after: TopicRow;
}

/**
 * Reads conversations of one source and locks them, in the order of their ids so that two writers of
 * the same ones cannot wait for each other.
 */
export async function lockConversations(
  tx: Tx,
  workspace: string,
  ids: readonly string[],
  source: string = OWN_SOURCE,
): Promise<Map<string, ConversationRow>> {
  const rows = await tx
    .selectFrom('conversations')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .where('source', '=', source)
    .where(sql<boolean>`id = any(${[...ids]}::text[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Writes conversations and topics with everything that follows from them, as the last part of a
 * transaction: first the day counts, then, under the workspace's counter row, the things
 * themselves with their new change numbers. What a reader of the feed cannot see takes no number.
 * Throws LostRace if a new one exists by now.
 * @returns which edits changed something that readers see
 */
export async function writeConversations(
  tx: Tx,
  workspace: string,
  edits: readonly Edit[],
  topicEdits: readonly TopicEdit[] = [],
): Promise<Set<Edit>> {
  const written = edits.filter(({ before, after }) => !before || !sameRow(before, after));
  const visible = new Set(written.filter(isVisible));
  const differences = countDifferences(written);
  const plain =
    written.every(isPlain) &&
    written.every(({ after }) => after.source === written[0]?.after.source) &&
    differences.every(({ hidden }) => isNothing(hidden));
  if (visible.size > 0 && topicEdits.length === 0 && plain) {
    await writePlain(tx, workspace, written, visible, differences);
    return visible;
  }
  const months = await addToDayCounts(tx, workspace, differences);
  const count = topicEdits.length + visible.size + months.length;
  let n = count > 0 ? await takeNumbers(tx, workspace, count) : 0;
  const topics = topicEdits.map(({ before, after }) => {
    const row = { ...after, change_n: n };
    n += 1;
    return { before, row };
  });
  const rows = written.map((edit) => {
    if (!visible.has(edit)) return { before: edit.before, row: edit.after };
    const row = { ...edit.after, change_n: n };
    n += 1;
    return { before: edit.before, row };
  });
  await writeTopics(tx, topics);
  await insertConversations(
    tx,
    workspace,
    rows.filter(({ before }) => !before).map(({ row }) => row),
  );
  await updateConversations(
    tx,
    workspace,
    rows.filter(({ before }) => before).map(({ row }) => row),
  );
  await linkTopics(tx, workspace, written);
  await stampMonths(
    tx,
    months.map((month, index) => ({ ...month, change_n: n + index })),
  );
  return visible;
}

/** Neither new nor with other topics than before: nothing but its own row and the counts change. */
function isPlain({ before, after }: Edit): boolean {
  return before !== null && sameTopics(before.topics, after.topics);
}

function sameRow(a: ConversationRow, b: ConversationRow): boolean {
  return WRITTEN_COLUMNS.every((column) =>
    column === 'topics' ? sameTopics(a.topics, b.topics) : a[column] === b[column],
  );
}

function sameTopics(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((topic, index) => topic === b[index]);
}

function isVisible({ before, after }: Edit): boolean {
  if (!before) return true;
  return JSON.stringify(toConversation(before)) !== JSON.stringify(toConversation(after));
}

/** Adds the differences, in one order everywhere so that writers queue and never cross. */
export async function addToDayCounts(
  tx: Tx,
  workspace: string,
  differences: readonly DayDifference[],
): Promise<Month[]> {
  if (differences.length === 0) return [];
  await addTo(tx, 'day_counts', dayRows(workspace, differences));
  await addHidden(tx, workspace, differences);
  return monthsOf(workspace, differences);
}

/** Adds the hidden part of the differences to what is hidden. */
export async function addHidden(
  tx: Tx,
  workspace: string,
  differences: readonly DayDifference[],
): Promise<void> {
  const hidden = differences
    .filter((difference) => !isNothing(difference.hidden))
    .map((difference) => ({ ...difference, counts: difference.hidden }));
  if (hidden.length > 0) await addTo(tx, 'hidden_day_counts', dayRows(workspace, hidden));
}

async function addTo(
  tx: Tx,
  table: 'day_counts' | 'hidden_day_counts',
  rows: readonly DayCountsRow[],
): Promise<void> {
  const columns = sql.join(SLOTS.map((slot) => sql.ref(slot)));
  const sums = sql.join(
    SLOTS.map((slot) => sql`${sql.ref(slot)} = d.${sql.ref(slot)} + excluded.${sql.ref(slot)}`),
  );
  await sql`
    insert into ${sql.table(table)} as d (workspace_id, source, topic_id, day, ${columns})
    select workspace_id, source, topic_id, day, ${columns}
    from ${rowsOf(table, rows)}
    on conflict (workspace_id, source, topic_id, day) do update set ${sums}`.execute(tx);
}

/** Gives months of day counts their new change numbers. */
export async function stampMonths(tx: Tx, rows: readonly DayCountMonthRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into day_count_months (workspace_id, source, topic_id, month, change_n)
    select workspace_id, source, topic_id, month, change_n
    from ${rowsOf('day_count_months', rows)}
    on conflict (workspace_id, source, topic_id, month)
    do update set change_n = excluded.change_n`.execute(tx);
}

async function writeTopics(
  tx: Tx,
  topics: readonly { before: TopicRow | null; row: TopicRow }[],
): Promise<void> {
  const added = topics.filter(({ before }) => !before).map(({ row }) => row);
  if (added.length > 0) {
    const result = await sql`
      insert into topics
      select * from ${rowsOf('topics', added)}
      on conflict do nothing`.execute(tx);
    if (Number(result.numAffectedRows) !== added.length) throw new LostRace('a topic is there');
  }
  for (const { before, row } of topics) {
    if (!before) continue;
    const { workspace_id, id, ...changes } = row;
    await tx
      .updateTable('topics')
      .set(changes)
      .where('workspace_id', '=', workspace_id)
      .where('id', '=', id)
      .execute();
  }
}

async function insertConversations(
  tx: Tx,
  workspace: string,
  rows: readonly ConversationRow[],
): Promise<void> {
  if (rows.length === 0) return;
  // A statement of its own after the numbers were taken: it sees what was erased until then.
  const result = await sql`
    insert into conversations
    select r.* from ${rowsOf('conversations', rows)} as r
    where not ${isErased('r', workspace)}
    on conflict do nothing`.execute(tx);
  if (Number(result.numAffectedRows) !== rows.length) {
    throw new LostRace('a conversation is there, or was erased');
  }
}

async function updateConversations(
  tx: Tx,
  workspace: string,
  rows: readonly ConversationRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const assignments = sql.join(
    WRITTEN_COLUMNS.map((column) => sql`${sql.ref(column)} = r.${sql.ref(column)}`),
  );
  await sql`
    update conversations as c set ${assignments}
    from ${rowsOf('conversations', rows)} as r
    where c.workspace_id = ${workspace} and c.source = r.source and c.id = r.id`.execute(tx);
}

/** Ids of conversations by their source. */
export function idsBySource(
  rows: readonly Pick<ConversationRow, 'source' | 'id'>[],
): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { source, id } of rows) {
    const known = ids.get(source);
    if (known) known.push(id);
    else ids.set(source, [id]);
  }
  return ids;
}

/** Keeps `conversation_topics` equal to the conversations' own lists. */
async function linkTopics(tx: Tx, workspace: string, edits: readonly Edit[]): Promise<void> {
  const changed = edits.filter(
    ({ before, after }) => !sameTopics(before?.topics ?? [], after.topics),
  );
  const unlinked = changed.filter(({ before }) => before && before.topics.length > 0);
  for (const [source, ids] of idsBySource(unlinked.map(({ after }) => after))) {
    await tx
      .deleteFrom('conversation_topics')
      .where('workspace_id', '=', workspace)
      .where('source', '=', source)
      .where(sql<boolean>`conversation_id = any(${ids}::text[])`)
      .execute();
  }
  const links = changed.flatMap(({ after }) =>
    after.topics.map((topic) => ({
      workspace_id: workspace,
      source: after.source,
      topic_id: topic,
      conversation_id: after.id,
    })),
  );
  if (links.length === 0) return;
  await sql`
    insert into conversation_topics (workspace_id, source, topic_id, conversation_id)
    select workspace_id, source, topic_id, conversation_id
    from ${rowsOf('conversation_topics', links)}`.execute(tx);
}
