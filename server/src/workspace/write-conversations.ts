import { sql } from 'kysely';
import { monthOf } from '../../../lib/csat/calendar.ts';
import {
  addCounts,
  type DayCounts,
  isNothing,
  noCounts,
  SLOTS,
  subtractCounts,
} from '../../../lib/csat/day-counts.ts';
import { rowsOf } from '../database/rows.ts';
import type { ConversationRow, DayCountMonthRow, TopicRow, Tx } from '../database/schema.ts';
import { rowContribution, toConversation } from './conversation-record.ts';
import { isErased } from './erased-ids.ts';
import { LostRace, OWN_SOURCE, takeNumbers } from './scope.ts';

/** A conversation as it was (locked; `null` if it is new) and as it shall be. */
export interface Edit {
  before: ConversationRow | null;
  after: ConversationRow;
}

/** A topic as it was (locked; `null` if it is new) and as it shall be. */
export interface TopicEdit {
  before: TopicRow | null;
  after: TopicRow;
}

/** Columns that a write may change. */
const COLUMNS = [
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
  'change_n',
] as const satisfies readonly (keyof ConversationRow)[];

/**
 * Reads conversations and locks them, in the order of their ids so that two writers of the same
 * ones cannot wait for each other.
 */
export async function lockConversations(
  tx: Tx,
  workspace: string,
  ids: readonly string[],
): Promise<Map<string, ConversationRow>> {
  const rows = await tx
    .selectFrom('conversations')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .where('source', '=', OWN_SOURCE)
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
  const months = await addToDayCounts(tx, workspace, countDifferences(written));
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

function sameRow(a: ConversationRow, b: ConversationRow): boolean {
  return COLUMNS.every((column) =>
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

/** By how much the counts of one topic (`''` for everything) on one day change. */
export interface DayDifference {
  topic: string;
  day: string;
  counts: DayCounts;
}

/** By how much each day of each topic, and of everything (`''`), changes. `after` is `null` if it goes. */
export function countDifferences(
  edits: readonly { before: ConversationRow | null; after: ConversationRow | null }[],
): DayDifference[] {
  const differences = new Map<string, DayDifference>();
  const apply = (row: ConversationRow, combine: typeof addCounts) => {
    const counts = rowContribution(row);
    if (isNothing(counts)) return;
    for (const topic of ['', ...row.topics]) {
      const key = `${row.counted_on} ${topic}`;
      const known = differences.get(key);
      differences.set(key, {
        topic,
        day: row.counted_on,
        counts: combine(known?.counts ?? noCounts(), counts),
      });
    }
  };
  for (const { before, after } of edits) {
    if (before) apply(before, subtractCounts);
    if (after) apply(after, addCounts);
  }
  return [...differences.entries()]
    .filter(([, difference]) => !isNothing(difference.counts))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, difference]) => difference);
}

type Month = Omit<DayCountMonthRow, 'change_n'>;

/** Adds the differences, in one order everywhere so that writers queue and never cross. */
export async function addToDayCounts(
  tx: Tx,
  workspace: string,
  differences: readonly DayDifference[],
): Promise<Month[]> {
  if (differences.length === 0) return [];
  const rows = differences.map(({ topic, day, counts }) => ({
    workspace_id: workspace,
    source: OWN_SOURCE,
    topic_id: topic,
    day,
    ...counts,
  }));
  const columns = sql.join(SLOTS.map((slot) => sql.ref(slot)));
  const sums = sql.join(
    SLOTS.map((slot) => sql`${sql.ref(slot)} = d.${sql.ref(slot)} + excluded.${sql.ref(slot)}`),
  );
  await sql`
    insert into day_counts as d (workspace_id, source, topic_id, day, ${columns})
    select workspace_id, source, topic_id, day, ${columns}
    from ${rowsOf('day_counts', rows)}
    on conflict (workspace_id, source, topic_id, day) do update set ${sums}`.execute(tx);
  const months = new Map<string, Month>();
  for (const { topic, day } of differences) {
    const month = monthOf(day);
    const row = { workspace_id: workspace, source: OWN_SOURCE, topic_id: topic, month };
    months.set(`${month} ${topic}`, row);
  }
  return [...months.values()];
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
    COLUMNS.map((column) => sql`${sql.ref(column)} = r.${sql.ref(column)}`),
  );
  await sql`
    update conversations as c set ${assignments}
    from ${rowsOf('conversations', rows)} as r
    where c.workspace_id = ${workspace} and c.source = r.source and c.id = r.id`.execute(tx);
}

/** Keeps `conversation_topics` equal to the conversations' own lists. */
async function linkTopics(tx: Tx, workspace: string, edits: readonly Edit[]): Promise<void> {
  const changed = edits.filter(
    ({ before, after }) => !sameTopics(before?.topics ?? [], after.topics),
  );
  const unlinked = changed.filter(({ before }) => before && before.topics.length > 0);
  if (unlinked.length > 0) {
    await tx
      .deleteFrom('conversation_topics')
      .where('workspace_id', '=', workspace)
      .where('source', '=', OWN_SOURCE)
      .where(sql<boolean>`conversation_id = any(${unlinked.map(({ after }) => after.id)}::text[])`)
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
