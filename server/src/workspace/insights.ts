import { type RawBuilder, sql } from 'kysely';
import type { Role } from '../../../lib/contract/primitives.ts';
import type { Insights, InsightsQuery } from '../../../lib/contract/topic.ts';
import { addCounts, type DayCounts, noCounts } from '../../../lib/csat/day-counts.ts';
import { type Audience, readAudience } from './audience.ts';
import { toFigures } from './figures.ts';
import { OWN_SOURCE, type Scope } from './scope.ts';
import { type CountFilter, countConversations, storedTotals } from './stored-counts.ts';

/**
 * Figures of a period, overall and by topic. With `topic`, overall is that topic's. Handling and
 * channel are not kept apart in the day counts: then the conversations themselves are counted.
 */
export async function insights(scope: Scope, query: InsightsQuery, role: Role): Promise<Insights> {
  const audience = await readAudience(scope.db, scope.workspace, role);
  const filter: CountFilter = {
    from: query.from ?? null,
    to: query.to ?? null,
    topic: query.topic ?? null,
    source: query.source ?? null,
  };
  const conditions: RawBuilder<boolean>[] = [];
  if (query.channel !== undefined) conditions.push(sql`c.channel = ${query.channel}`);
  if (query.handling !== undefined) conditions.push(sql`${HANDLING} = ${query.handling}`);
  const [totals, titles] = await Promise.all([
    conditions.length === 0
      ? storedTotals(scope, filter, audience)
      : countedTotals(scope, filter, conditions, audience),
    topicTitles(scope),
  ]);
  return {
    from: filter.from,
    to: filter.to,
    overall: toFigures(totals.get(filter.topic ?? '') ?? noCounts()),
    topics: titles
      .filter(({ id }) => filter.topic === null || filter.topic === id)
      .map(({ id, title }) => ({ id, title, figures: toFigures(totals.get(id) ?? noCounts()) })),
  };
}

/**
 * Who answered, as lib/store/handling says it of what this person sees: a platform tells it only by
 * whom was rated, and a hidden rating tells nothing.
 */
const HANDLING = sql`case
  when c.handed_over_at is not null then 'handed_over'
  when not c.hidden and c.rated_at is not null and c.rated_of = 'teammate' then 'handed_over'
  when c.source = ${OWN_SOURCE} then 'ai_only'
  when not c.hidden and c.rated_at is not null and c.rated_of = 'ai_agent' then 'ai_only'
  else 'unknown' end`;

async function countedTotals(
  scope: Scope,
  filter: CountFilter,
  conditions: readonly RawBuilder<boolean>[],
  audience: Audience,
): Promise<Map<string, DayCounts>> {
  const totals = new Map<string, DayCounts>();
  for (const { topic, counts } of await countConversations(scope, filter, conditions, audience)) {
    totals.set(topic, addCounts(totals.get(topic) ?? noCounts(), counts));
  }
  return totals;
}

function topicTitles(scope: Scope): Promise<{ id: string; title: string }[]> {
  return scope.db
    .selectFrom('topics')
    .select(['id', 'title'])
    .where('workspace_id', '=', scope.workspace)
    .orderBy('title')
    .orderBy('id')
    .execute();
}
