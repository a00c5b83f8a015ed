import { type PeriodChoice, type PeriodCounts, sumPeriod } from '../csat/period.ts';
import type { Base } from './base.ts';
import { keys } from './database.ts';
import { readDays } from './day-count-years.ts';
import type { TopicRow } from './records.ts';
import type { TopicView } from './views.ts';

/** A topic's figures over the period, or everything's (`null`); only from day counts. */
export async function readFigures(
  { database, generation, today, atHand }: Base,
  topic: string | null,
  period: PeriodChoice,
): Promise<PeriodCounts> {
  const name = `${topic ?? ''}\n${period}`;
  const known = atHand?.figures.get(name);
  if (known) return known;
  const figures = sumPeriod(await readDays(database, generation, topic), today, period);
  atHand?.figures.set(name, figures);
  return figures;
}

/** Topics with their figures, in the order asked. */
export async function readTopics(
  base: Base,
  ids: readonly string[],
  period: PeriodChoice,
): Promise<TopicView[]> {
  const [rows, figures] = await Promise.all([
    readRows(base, ids),
    Promise.all(ids.map((id) => readFigures(base, id, period))),
  ]);
  return ids.flatMap((id, index) => {
    const counts = figures[index];
    // A topic whose own record has not arrived yet still has its figures.
    const topic = rows[index]?.topic ?? { ...NOT_ARRIVED, id, title: id };
    return counts ? [{ ...topic, figures: counts }] : [];
  });
}

const NOT_ARRIVED = { category: null, status: 'open', knownProblem: null } as const;

async function readRows(
  { database, generation, atHand }: Base,
  ids: readonly string[],
): Promise<(TopicRow | null)[]> {
  const missing = ids.filter((id) => !atHand?.topics.has(id));
  const read =
    missing.length === 0
      ? []
      : await database.topics.bulkGet(missing.map((id) => keys.topic(generation, id)));
  const rows = new Map(missing.map((id, index) => [id, read[index] ?? null]));
  for (const [id, row] of rows) atHand?.topics.set(id, row);
  return ids.map((id) => rows.get(id) ?? atHand?.topics.get(id) ?? null);
}
