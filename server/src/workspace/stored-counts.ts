import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../../../lib/csat/calendar.ts';
import {
  addCounts,
  contribution,
  type DayCounts,
  fromRow,
  isNothing,
  noCounts,
  SLOTS,
  toRow,
} from '../../../lib/csat/day-counts.ts';
import type { ConversationRow, Database, DayCountsRow, Tx } from '../database/schema.ts';
import { type Audience, hiddenSql, joinHidden, seenSlot } from './audience.ts';
import { countedFacts } from './conversation-record.ts';
import type { Scope } from './scope.ts';

/** Counts of one topic (`null` = everything) on one day. */
export interface TopicDay {
  topic: string | null;
  day: Day;
  counts: DayCounts;
}

/** Which days and conversations to count. `null` leaves a side open. */
export interface CountFilter {
  from: Day | null;
  to: Day | null;
  topic: string | null;
  source: string | null;
}

/** The stored counts of every topic and day that has any, everything first, then by topic and day. */
export async function storedCounts(scope: Scope): Promise<TopicDay[]> {
  const rows = await scope.db
    .selectFrom('day_counts')
    .selectAll()
    .where('workspace_id', '=', scope.workspace)
    .execute();
  const days = new Map<string, TopicDay>();
  for (const row of rows) add(days, row.topic_id, row.day, fromRow(toRow(row)));
  return inOrder(days);
}

/**
 * The same counts, computed afresh from the conversations and what is left of those that were
 * deleted for their age. Always equal to the stored ones.
 */
export async function recount(scope: Scope): Promise<TopicDay[]> {
  const days = new Map<string, TopicDay>();
  for (const row of await prunedCounts(scope.db, scope.workspace)) {
    add(days, row.topic_id, row.day, fromRow(toRow(row)));
  }
  const all = { from: null, to: null, topic: null, source: null };
  for (const { topic, day, counts } of await countConversations(scope, all, [], 'all')) {
    add(days, topic, day, counts);
  }
  return inOrder(days);
}

/** Counts of conversations that were deleted for their age. */
export function prunedCounts(db: Database | Tx, workspace: string): Promise<DayCountsRow[]> {
  return db
    .selectFrom('pruned_day_counts')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .execute();
}

function add(days: Map<string, TopicDay>, topic: string, day: Day, counts: DayCounts): void {
  const key = `${day} ${topic}`;
  const known = days.get(key);
  const sum = known ? addCounts(known.counts, counts) : counts;
  days.set(key, { topic: topic === '' ? null : topic, day, counts: sum });
}

function inOrder(days: Map<string, TopicDay>): TopicDay[] {
  const key = ({ topic, day }: TopicDay) => `${topic === null ? ' ' : `!${topic}`}\u0000${day}`;
  return [...days.values()]
    .filter(({ counts }) => !isNothing(counts))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Sums of the stored counts by topic, `''` for everything. */
export async function storedTotals(
  scope: Scope,
  filter: CountFilter,
  audience: Audience,
): Promise<Map<string, DayCounts>> {
  const sums = sql.join(
    SLOTS.map((slot) => sql.raw(`sum(${seenSlot(slot, audience)})::bigint as ${slot}`)),
  );
  const { rows } = await sql<DayCounts & { topic_id: string }>`
    select d.topic_id, ${sums} from day_counts d ${sql.raw(joinHidden(audience))}
    where d.workspace_id = ${scope.workspace}
      and (${filter.topic}::text is null or d.topic_id = ${filter.topic})
      and (${filter.source}::text is null or d.source = ${filter.source})
      and (${filter.from}::text is null or d.day >= ${filter.from})
      and (${filter.to}::text is null or d.day <= ${filter.to})
    group by d.topic_id`.execute(scope.db);
  return new Map(rows.map((row) => [row.topic_id, fromRow(toRow(row))]));
}

/** What counts of a hidden rating. */
const HIDDEN = { asked: null, opened: false, score: null, sentiment: null };

/** Conversations that count alike, with how many they are. */
type Alike = Pick<
  ConversationRow,
  'source' | 'visibility' | 'asked' | 'score' | 'sentiment' | 'rated_by_team'
> & {
  topic: string;
  day: Day;
  opened: boolean;
  hidden: boolean;
  alike: number;
};

/**
 * Counts conversations by topic (`''` for everything) and day. The database only groups them; how
 * a conversation counts is said once, by `contribution`.
 * @param conditions more conditions on `c`, the conversation
 */
export async function countConversations(
  scope: Scope,
  filter: CountFilter,
  conditions: readonly RawBuilder<boolean>[],
  audience: Audience,
): Promise<{ topic: string; day: Day; counts: DayCounts }[]> {
  const where = sql.join(
    [
      sql`c.workspace_id = ${scope.workspace}`,
      sql`(${filter.source}::text is null or c.source = ${filter.source})`,
      sql`(${filter.from}::text is null or c.counted_on >= ${filter.from})`,
      sql`(${filter.to}::text is null or c.counted_on <= ${filter.to})`,
      ...conditions,
    ],
    sql` and `,
  );
  const seen = sql`(select *, ${sql.raw(hiddenSql(audience) ?? 'false')} as hidden
    from conversations) c`;
  const facts = sql`c.counted_on, c.source, c.visibility, c.asked, c.opened_at is not null,
    c.score, c.sentiment, c.rated_by_team, c.hidden`;
  const columns = sql`c.counted_on as day, c.source, c.visibility, c.asked, c.opened_at is not null as opened,
    c.score, c.sentiment, c.rated_by_team, c.hidden, count(*) as alike`;
  const { rows: byTopic } = await sql<Alike>`
    select ct.topic_id as topic, ${columns} from ${seen}
    join conversation_topics ct on ct.workspace_id = c.workspace_id and ct.source = c.source
      and ct.conversation_id = c.id
    where ${where} and (${filter.topic}::text is null or ct.topic_id = ${filter.topic})
    group by ct.topic_id, ${facts}`.execute(scope.db);
  const overall =
    filter.topic === null
      ? await sql<Alike>`
          select '' as topic, ${columns} from ${seen}
          where ${where} group by ${facts}`.execute(scope.db)
      : { rows: [] };
  return [...overall.rows, ...byTopic].map((row) => ({
    topic: row.topic,
    day: row.day,
    counts: times(contribution(countedFacts(row.hidden ? { ...row, ...HIDDEN } : row)), row.alike),
  }));
}

function times(counts: DayCounts, factor: number): DayCounts {
  const product = noCounts();
  for (const slot of SLOTS) product[slot] = counts[slot] * factor;
  return product;
}
