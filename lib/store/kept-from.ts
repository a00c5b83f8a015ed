import { addDays, type Day, dayOf } from '../csat/calendar.ts';
import { readDays } from './day-count-years.ts';
import type { FeedRecord, StoreDatabase } from './records.ts';
import type { Retention } from './views.ts';

/** How much is kept where nobody chose: enough for years of most teams. */
export const USUAL_RETENTION: Retention = { conversations: 200_000, days: null };

/** How much is kept: what the person chose, within what a policy allows. */
export async function readRetention(database: StoreDatabase): Promise<Retention> {
  const [chosen, limited] = await database.meta.bulkGet(['retention', 'limits']);
  const retention = chosen?.key === 'retention' ? chosen.value : USUAL_RETENTION;
  const daysKept = limited?.key === 'limits' ? limited.value.daysKept : null;
  if (daysKept === null) return retention;
  return { ...retention, days: Math.min(daysKept, retention.days ?? daysKept) };
}

/**
 * From which day conversations are kept; `null` if all are. Day counts lead the feed, so how many
 * conversations a day has is known before they come. It only moves forward: what has gone is gone
 * until the copy is fetched anew. Inside a transaction.
 * @param now epoch milliseconds on the server's clock
 */
export async function keptFrom(
  database: StoreDatabase,
  generation: number,
  feed: FeedRecord,
  now: number,
): Promise<Day | null> {
  const { conversations, days } = await readRetention(database);
  let from = feed.keptFrom;
  const later = (day: Day) => {
    if (from === null || day > from) from = day;
  };
  if (days !== null) later(addDays(dayOf(now, feed.workspace?.timeZone ?? 'UTC'), 1 - days));
  if (conversations !== null) {
    const counts = await readDays(database, generation, null);
    const day = dayReaching(
      counts.map(([day, count]) => [day, count.conversations]),
      conversations,
    );
    if (day !== null) later(day);
  }
  return from;
}

/** The first day that is kept if only the newest `most` are; `null` if there are no more. */
function dayReaching(days: readonly (readonly [Day, number])[], most: number): Day | null {
  const byDay = new Map<Day, number>();
  for (const [day, count] of days) byDay.set(day, (byDay.get(day) ?? 0) + count);
  let sum = 0;
  let first: Day | null = null;
  for (const [day, count] of [...byDay].sort(([a], [b]) => (a < b ? 1 : -1))) {
    sum += count;
    // The newest day is kept in any case.
    if (sum > most && first !== null) return first;
    first = day;
  }
  return null;
}
