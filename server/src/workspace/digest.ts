import { sql } from 'kysely';
import type { Digest } from '../../../lib/contract/digest.ts';
import { type Role, toInstant } from '../../../lib/contract/primitives.ts';
import { SLOTS } from '../../../lib/csat/day-counts.ts';
import type { Tx } from '../database/schema.ts';
import { type Audience, audienceOf, epochOf, hiddenSql, joinHidden, seenSlot } from './audience.ts';
import { Refusal } from './refusal.ts';
import type { Scope } from './scope.ts';

/** A digest without the time at which it is told. */
type Figures = Omit<Digest, 'serverTime'>;

/**
 * The last digest of each workspace and audience, so that many readers at one head cost one
 * computation.
 */
export type DigestCache = Map<string, { epoch: string; head: number; figures: Promise<Figures> }>;

/**
 * Counts and checksums of what the feed has delivered to this role up to its head, read in one
 * snapshot. Refuses with `not_found`.
 */
export async function digest(scope: Scope, cache: DigestCache, role: Role): Promise<Digest> {
  const { epoch, head, audience } = await headOf(scope, role);
  const key = `${scope.workspace} ${audience}`;
  const known = cache.get(key);
  if (known?.epoch === epoch && known.head === head) return told(scope, await known.figures);
  const figures = compute(scope, role);
  const entry = { epoch, head, figures };
  cache.set(key, entry);
  try {
    const found = await figures;
    entry.epoch = found.epoch;
    entry.head = found.head;
    return told(scope, found);
  } catch (cause) {
    // A failed computation is not what the next reader shall get.
    if (cache.get(key) === entry) cache.delete(key);
    throw cause;
  }
}

function told(scope: Scope, figures: Figures): Digest {
  return { ...figures, serverTime: toInstant(scope.clock()) };
}

async function headOf(
  scope: Scope,
  role: Role,
): Promise<{ epoch: string; head: number; audience: Audience }> {
  const row = await scope.db
    .selectFrom('workspaces')
    .select(['epoch', 'head', 'settings'])
    .where('id', '=', scope.workspace)
    .executeTakeFirst();
  if (!row) throw new Refusal('not_found', 'There is no such workspace');
  const audience = audienceOf(role, row.settings.seesRatings);
  return { epoch: epochOf(row.epoch, audience), head: row.head, audience };
}

/** May find a newer head than the one that was asked at: figures and head are of one snapshot. */
function compute(scope: Scope, role: Role): Promise<Figures> {
  return scope.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const { epoch, head, audience } = await headOf({ ...scope, db: tx }, role);
      const [topics, reviews] = [
        await sumOf(tx, scope.workspace, 'topics'),
        await sumOf(tx, scope.workspace, 'reviews'),
      ];
      return {
        epoch,
        head,
        topics,
        reviews,
        months: await months(tx, scope.workspace, audience),
      };
    });
}

async function sumOf(tx: Tx, workspace: string, table: 'topics' | 'reviews') {
  const { rows } = await sql<{ count: number; numbers: number }>`
    select count(*) as count, coalesce(sum(change_n), 0)::bigint as numbers
    from ${sql.table(table)} where workspace_id = ${workspace}`.execute(tx);
  return rows[0] ?? { count: 0, numbers: 0 };
}

interface MonthRow {
  month: string;
  conversations: number;
  conversation_numbers: number;
  scores: number;
  day_counts: number;
  day_count_numbers: number;
  counted: number;
}

/**
 * Conversations by the month of `counted_on`; day counts one for each source, topic and month.
 * A month whose days are all nothing again still counts: it is in the feed.
 */
async function months(tx: Tx, workspace: string, audience: Audience): Promise<Digest['months']> {
  const slots = sql.raw(SLOTS.map((slot) => seenSlot(slot, audience)).join(' + '));
  const hidden = hiddenSql(audience);
  const score = sql.raw(hidden === null ? 'score' : `case when ${hidden} then null else score end`);
  const { rows } = await sql<MonthRow>`
    with c as (
      select substr(counted_on, 1, 7) as month, count(*) as conversations,
        sum(change_n)::bigint as numbers, coalesce(sum(change_n * ${score}), 0)::bigint as scores
      from conversations where workspace_id = ${workspace} group by 1
    ), m as (
      select month, count(*) as day_counts, sum(change_n)::bigint as numbers
      from day_count_months where workspace_id = ${workspace} group by 1
    ), d as (
      select substr(d.day, 1, 7) as month, sum(${slots})::bigint as counted
      from day_counts d ${sql.raw(joinHidden(audience))}
      where d.workspace_id = ${workspace} group by 1
    )
    select month, coalesce(c.conversations, 0) as conversations,
      coalesce(c.numbers, 0) as conversation_numbers, coalesce(c.scores, 0) as scores,
      coalesce(m.day_counts, 0) as day_counts, coalesce(m.numbers, 0) as day_count_numbers,
      coalesce(d.counted, 0) as counted
    from c full join m using (month) left join d using (month)
    order by month`.execute(tx);
  return rows.map((row) => ({
    month: row.month,
    conversations: {
      count: row.conversations,
      numbers: row.conversation_numbers,
      scores: row.scores,
    },
    dayCounts: {
      count: row.day_counts,
      numbers: row.day_count_numbers,
      counted: row.counted,
    },
  }));
}
