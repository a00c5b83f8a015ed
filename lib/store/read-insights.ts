import { type Day, monthOf } from '../csat/calendar.ts';
import { addCounts, type DayCounts, fromRow, SLOTS } from '../csat/day-counts.ts';
import { type ChosenDays, comparedSpan, type Span, spanOf, sumSpan } from '../csat/span.ts';
import type { Generation } from './find-conversations.ts';
import type { InsightsQuery, InsightsTopic, InsightsView } from './insights-views.ts';
import type { DayCountYear, FeedRecord } from './records.ts';
import type { JoinedWorkspace, SourceView, SyncView } from './views.ts';

/** What was read for every view before. */
export interface InsightsBase extends Generation {
  feed: FeedRecord;
  workspace: JoinedWorkspace | null;
  sources: SourceView[];
  sync: SyncView;
  today: Day;
}

/** Names the state of the conversations that are kept. */
export function revisionOf({ generation, packed }: Pick<Generation, 'generation' | 'packed'>) {
  return `${generation}:${packed.rows}:${packed.firstRow}:${packed.live}`;
}

/** Everything's score, days and topics over a span; only from day counts. */
export async function readInsights(
  base: InsightsBase,
  query: InsightsQuery,
): Promise<InsightsView> {
  const { database, generation, packed, feed, today } = base;
  const years = database.dayCountYears
    .where(':id')
    .between([generation, ''], [generation, []], true, false);
  // Keys and values come in the same order; values alone do not say whose they are.
  const [keys, values, rows] = await Promise.all([
    years.primaryKeys(),
    years.toArray(),
    database.topics.where('key').startsWith(`${generation}\n`).toArray(),
  ]);
  const byTopic = new Map<string, DayCountYear[]>();
  keys.forEach((key, index) => {
    const [, topic, source] = key;
    const year = values[index];
    if (!year || (query.source !== null && source !== query.source)) return;
    const list = byTopic.get(String(topic));
    if (list) list.push(year);
    else byTopic.set(String(topic), [year]);
  });
  const all = daysIn(byTopic.get('') ?? [], null);
  const span = spanOf(all, today, query.period);
  const compared = comparedSpan(span, query.compare);
  const figures = (days: readonly (readonly [Day, DayCounts])[]) => ({
    counts: sumSpan(days, span),
    before: compared && sumSpan(days, compared),
  });
  byTopic.delete('');
  const known = new Map(rows.map(({ topic }) => [topic.id, topic]));
  const topics: InsightsTopic[] = [];
  for (const id of new Set([...known.keys(), ...byTopic.keys()])) {
    topics.push({
      // A topic whose own record has not arrived yet still has its figures.
      ...(known.get(id) ?? { ...UNKNOWN_TOPIC, id, title: id }),
      ...sumYears(byTopic.get(id) ?? [], span, compared),
    });
  }
  return {
    workspace: base.workspace,
    sources: base.sources,
    seesRatings: feed.seesRatings,
    sync: base.sync,
    today,
    span,
    compared,
    ...figures(all),
    days: all.filter(([day]) => isIn(day, span)),
    topics,
    kept: {
      conversations: packed.live,
      from: feed.keptFrom,
      revision: revisionOf(base),
    },
  };
}

/** A topic of which only counts have arrived. */
export const UNKNOWN_TOPIC = { category: null, status: 'open', knownProblem: null } as const;

/** Is the day in the span? All time has no end. */
export function isIn(day: Day, { from, to }: Pick<Span, 'from' | 'to'>): boolean {
  return from === null || (day >= from && day <= to);
}

/** Each day of some years once, in order. */
function daysIn(years: readonly DayCountYear[], span: ChosenDays | null): [Day, DayCounts][] {
  const days = new Map<Day, DayCounts>();
  eachDay(years, span === null ? [] : [span], (day, row) => {
    const before = days.get(day);
    const counts = fromRow(row);
    days.set(day, before ? addCounts(before, counts) : counts);
  });
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A topic's counts of both spans. Made for thousands of topics: rows are added up as they lie. */
function sumYears(
  years: readonly DayCountYear[],
  span: Span,
  compared: ChosenDays | null,
): { counts: DayCounts; before: DayCounts | null } {
  const counts = SLOTS.map(() => 0);
  const before = SLOTS.map(() => 0);
  const add = (sum: number[], row: readonly number[]) => {
    for (let slot = 0; slot < sum.length; slot += 1)
      sum[slot] = (sum[slot] ?? 0) + (row[slot] ?? 0);
  };
  const wanted = compared === null ? [span] : [span, compared];
  eachDay(years, span.from === null ? [] : wanted, (day, row) => {
    if (isIn(day, span)) add(counts, row);
    if (compared !== null && isIn(day, compared)) add(before, row);
  });
  return { counts: fromRow(counts), before: compared && fromRow(before) };
}

/** Goes through the days of the months that touch one of the spans; through all without a span. */
function eachDay(
  years: readonly DayCountYear[],
  spans: readonly Pick<Span, 'from' | 'to'>[],
  take: (day: Day, row: readonly number[]) => void,
): void {
  for (const { months } of years) {
    for (const [month, { days }] of Object.entries(months)) {
      const touched = spans.some(
        ({ from, to }) => from === null || (month >= monthOf(from) && month <= monthOf(to)),
      );
      if (!touched && spans.length > 0) continue;
      for (const [day, row] of JSON.parse(days) as [Day, number[]][]) take(day, row);
    }
  }
}
