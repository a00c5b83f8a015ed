import { type PeriodChoice, type PeriodCounts, sumPeriod } from '../csat/period.ts';
import type { Base } from './base.ts';
import { keys } from './database.ts';
import { readDays } from './day-count-years.ts';
import { UNKNOWN_TOPIC } from './read-insights.ts';
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
export function readTopics(
  base: Base,
  ids: readonly string[],
  period: PeriodChoice,
): Promise<TopicView[]> {
  return Promise.all(
    ids.map(async (id) => {
      const [row, figures] = await Promise.all([
        readTopic(base, id),
        readFigures(base, id, period),
      ]);
      // A topic whose own record has not arrived yet still has its figures.
      return { ...(row?.topic ?? { ...UNKNOWN_TOPIC, id, title: id }), figures };
    }),
  );
}

async function readTopic(
  { database, generation, atHand }: Base,
  id: string,
): Promise<TopicRow | null> {
  const known = atHand?.topics.get(id);
  if (known !== undefined) return known;
  const row = (await database.topics.get(keys.topic(generation, id))) ?? null;
  atHand?.topics.set(id, row);
  return row;
}
