import type * as v from 'valibot';
import type { DayCountsItem } from '../contract/changes.ts';
import type { Day, Month } from '../csat/calendar.ts';
import { type DayCounts, fromRow } from '../csat/day-counts.ts';
import { putAll } from './put-all.ts';
import type { StoreDatabase } from './records.ts';

type Item = v.InferOutput<typeof DayCountsItem>;

const keyOf = (generation: number, topic: string | null, source: string, year: string) => [
  generation,
  topic ?? '',
  source,
  year,
];

/** Writes months; an older one never replaces a newer. Inside the caller's transaction. */
export async function keepDayCounts(
  database: StoreDatabase,
  generation: number,
  items: readonly Item[],
): Promise<void> {
  const years = new Map<string, { key: (string | number)[]; items: Item[] }>();
  for (const item of items) {
    const key = keyOf(generation, item.topic, item.source, item.month.slice(0, 4));
    const text = key.join('\n');
    const year = years.get(text);
    if (year) year.items.push(item);
    else years.set(text, { key, items: [item] });
  }
  const touched = [...years.values()];
  const stored = await database.dayCountYears.bulkGet(touched.map(({ key }) => key));
  const values = touched.map((year, index) => {
    const months = { ...stored[index]?.months };
    for (const { month, n, days } of year.items) {
      const before = months[month];
      if (!before || n > before.n) months[month] = { n, days: JSON.stringify(days) };
    }
    return { months };
  });
  await putAll(
    database.dayCountYears,
    values,
    touched.map(({ key }) => key),
  );
}

/** A month of a topic, or of everything (`null`), of one source. */
export interface MonthOfTopic {
  source: string;
  topic: string | null;
  month: Month;
}

/** The days of some months, in the order asked; none where nothing is stored. */
export async function readMonths(
  database: StoreDatabase,
  generation: number,
  months: readonly MonthOfTopic[],
): Promise<[Day, DayCounts][][]> {
  const years = await database.dayCountYears.bulkGet(
    months.map(({ source, topic, month }) => keyOf(generation, topic, source, month.slice(0, 4))),
  );
  return months.map(({ month }, index) => daysOf(years[index]?.months[month]?.days ?? '[]'));
}

/** Deletes all counts of a source. */
export async function deleteDayCounts(
  database: StoreDatabase,
  generation: number,
  source: string,
): Promise<void> {
  const keys = await database.dayCountYears
    .where(':id')
    .between([generation], [generation, []])
    .primaryKeys();
  await database.dayCountYears.bulkDelete(keys.filter((key) => key[2] === source));
}

function daysOf(text: string): [Day, DayCounts][] {
  return (JSON.parse(text) as [Day, number[]][]).map(([day, row]) => [day, fromRow(row)]);
}

/**
 * All days of a topic, or of everything (`null`), of one source or of all (`null`). A day may come
 * more than once.
 */
export async function readDays(
  database: StoreDatabase,
  generation: number,
  topic: string | null,
  source: string | null = null,
): Promise<[Day, DayCounts][]> {
  const from = [generation, topic ?? '', ...(source === null ? [] : [source])];
  const years = await database.dayCountYears
    .where(':id')
    .between([...from, ''], [...from, []])
    .toArray();
  return years.flatMap(({ months }) => Object.values(months).flatMap(({ days }) => daysOf(days)));
}
