import { type PeriodChoice, type PeriodCounts, sumPeriod } from '../csat/period.ts';
import type { Base } from './base.ts';
import { keys } from './database.ts';
import { readDays } from './day-count-years.ts';
import { UNKNOWN_TOPIC } from './read-insights.ts';
import type { TopicRow } from './records.ts';
import type { TopicView } from './views.ts';

/** A topic's figures over the period, or everything's (`null`); only from day counts. */
export async function readFigures(
  base: Base,
  topic: string | null,
  period: PeriodChoice,
): Promise<PeriodCounts> {
  const known = figuresAtHand(base, topic, period);
  if (known) return known;
  const { database, generation, today, atHand } = base;
  const figures = sumPeriod(await readDays(database, generation, topic), today, period);
  atHand?.figures.set(nameOf(topic, period), figures);
  return figures;
}

/** The same, if they are in memory. */
export function figuresAtHand(
  { atHand }: Base,
  topic: string | null,
  period: PeriodChoice,
): PeriodCounts | null {
  return atHand?.figures.get(nameOf(topic, period)) ?? null;
}

function nameOf(topic: string | null, period: PeriodChoice): string {
  return `${topic ?? ''}\n${period}`;
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
      return viewOf(id, row, figures);
    }),
  );
}

/** The same, if all of them are in memory. */
export function topicsAtHand(
  base: Base,
  ids: readonly string[],
  period: PeriodChoice,
): TopicView[] | null {
  const views = ids.flatMap((id) => {
    const row = base.atHand?.topics.get(id);
    const figures = figuresAtHand(base, id, period);
    return row === undefined || !figures ? [] : [viewOf(id, row, figures)];
  });
  return views.length === ids.length ? views : null;
}

/** A topic whose own record has not arrived yet still has its figures. */
function viewOf(id: string, row: TopicRow | null, figures: PeriodCounts): TopicView {
  return { ...(row?.topic ?? { ...UNKNOWN_TOPIC, id, title: id }), figures };
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
