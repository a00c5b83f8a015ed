import type { DigestMonth } from '../contract/digest.ts';
import { monthOf } from '../csat/calendar.ts';
import { readFeed, readGenerations } from './database.ts';
import { linesOf, SEGMENT_ROWS } from './packed-rows.ts';
import type { DayCountYear, StoreDatabase } from './records.ts';
import { readLine } from './row-line.ts';
import type { LocalDigest } from './views.ts';

/** Segments that are read at a time. */
const SEGMENTS_AT_A_TIME = 256;

/**
 * Counts and checksums of the copy, by the rules of lib/contract/digest; `null` until everything was
 * fetched once. Reads everything: for once a day. One transaction, so that it is of one moment.
 */
export function digestCopy(database: StoreDatabase): Promise<LocalDigest | null> {
  const tables = [
    database.meta,
    database.segments,
    database.dayCountYears,
    database.topics,
    database.reviews,
  ];
  return database.transaction('r', tables, async () => {
    const { read } = await readGenerations(database);
    const feed = await readFeed(database, read);
    if (!feed.complete || feed.epoch === null) return null;
    const months = new Map<string, DigestMonth>();
    await addConversations(database, read, feed.packed.rows, months);
    const years = database.dayCountYears.where(':id').between([read], [read, []]);
    for (const year of await years.toArray()) addDayCounts(year, months);
    const ofGeneration = `${read}\n`;
    return {
      epoch: feed.epoch,
      head: feed.head,
      topics: sum(await database.topics.where('key').startsWith(ofGeneration).toArray()),
      reviews: sum(await database.reviews.where('key').startsWith(ofGeneration).toArray()),
      months: [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1)),
      keptFrom: feed.keptFrom,
    };
  });
}

async function addConversations(
  database: StoreDatabase,
  generation: number,
  rows: number,
  months: Map<string, DigestMonth>,
): Promise<void> {
  const end = Math.ceil(rows / SEGMENT_ROWS);
  for (let first = 0; first < end; first += SEGMENTS_AT_A_TIME) {
    const part = database.segments
      .where(':id')
      .between([generation, first], [generation, first + SEGMENTS_AT_A_TIME]);
    for (const text of await part.toArray()) {
      for (const line of linesOf(text)) if (line !== '') addConversation(line, months);
    }
  }
}

function addConversation(line: string, months: Map<string, DigestMonth>): void {
  const { n, conversation } = readLine(line);
  if (!conversation) return;
  const { conversations } = monthIn(months, monthOf(conversation.countedOn));
  conversations.count += 1;
  conversations.numbers += n;
  if (conversation.rating) conversations.scores += n * (conversation.rating.score ?? 0);
}

function addDayCounts({ months: stored }: DayCountYear, months: Map<string, DigestMonth>): void {
  for (const [month, { n, days }] of Object.entries(stored)) {
    const { dayCounts } = monthIn(months, month);
    dayCounts.count += 1;
    dayCounts.numbers += n;
    for (const [, row] of JSON.parse(days) as [string, number[]][]) {
      dayCounts.counted += row.reduce((total, count) => total + count, 0);
    }
  }
}

function monthIn(months: Map<string, DigestMonth>, month: string): DigestMonth {
  const known = months.get(month);
  if (known) return known;
  const fresh: DigestMonth = {
    month,
    conversations: { count: 0, numbers: 0, scores: 0 },
    dayCounts: { count: 0, numbers: 0, counted: 0 },
  };
  months.set(month, fresh);
  return fresh;
}

function sum(rows: readonly { n: number }[]): { count: number; numbers: number } {
  return { count: rows.length, numbers: rows.reduce((total, { n }) => total + n, 0) };
}
