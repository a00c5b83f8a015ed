import type { Day } from '../csat/calendar.ts';
import { type DayCounts, sumDays, toRow } from '../csat/day-counts.ts';
import { readFeed, readGenerations } from './database.ts';
import { readDays } from './day-count-years.ts';
import { linesOf, SEGMENT_ROWS } from './packed-rows.ts';
import type { StoreDatabase } from './records.ts';
import { readLine } from './row-line.ts';
import type { ExportFacts, ExportPart } from './views.ts';

/** Records of lines that are read for one part. */
const SEGMENTS_A_PART = 32;

/** Topics, reviews and day counts, to be taken along. */
export async function exportFacts(database: StoreDatabase): Promise<ExportFacts> {
  const { read } = await readGenerations(database);
  const feed = await readFeed(database, read);
  const [topics, reviews] = await Promise.all([
    database.topics.where('key').startsWith(`${read}\n`).toArray(),
    database.reviews.where('key').startsWith(`${read}\n`).toArray(),
  ]);
  const dayCounts: ExportFacts['dayCounts'] = [];
  for (const source of feed.sources) {
    for (const topic of [null, ...topics.map(({ topic: { id } }) => id)]) {
      const days = byDay(await readDays(database, read, topic, source));
      if (days.length > 0) dayCounts.push({ source, topic, days });
    }
  }
  return {
    topics: topics.map(({ topic }) => topic),
    reviews: reviews.map(({ review }) => review),
    dayCounts,
  };
}

function byDay(days: readonly [Day, DayCounts][]): [Day, number[]][] {
  return days
    .map(([day]): [Day, number[]] => [day, toRow(sumDays(days, day, day))])
    .filter(([, row]) => row.some((count) => count !== 0))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * A part of the conversations that are kept, in the order in which they came.
 * @param from `next` of the part before; 0 for the first
 */
export async function exportPart(database: StoreDatabase, from: number): Promise<ExportPart> {
  const { read } = await readGenerations(database);
  const { packed } = await readFeed(database, read);
  const first = Math.max(from, Math.floor(packed.firstRow / SEGMENT_ROWS));
  const end = Math.ceil(packed.rows / SEGMENT_ROWS);
  const until = Math.min(end, first + SEGMENTS_A_PART);
  const texts = await database.segments
    .where(':id')
    .between([read, first], [read, until])
    .toArray();
  const conversations = texts.flatMap((text) =>
    linesOf(text).flatMap((line) => (line === '' ? [] : (readLine(line).conversation ?? []))),
  );
  return { conversations, next: until < end ? until : null };
}
