import type { ChangeItem, ChangesPage } from '../contract/changes.ts';
import { toInstant } from '../contract/primitives.ts';
import { type Day, monthOf } from '../csat/calendar.ts';
import {
  addCounts,
  type DayCounts,
  isNothing,
  noCounts,
  ratedShare,
  subtractCounts,
  toRow,
} from '../csat/day-counts.ts';
import type { SourceConversation, SourceTopic } from '../sources/source.ts';
import { applyItems } from './apply-items.ts';
import { keys } from './database.ts';
import { type MonthOfTopic, readMonths } from './day-count-years.ts';
import { openPackedRows } from './packed-rows.ts';
import { type FeedRecord, SOLO_EPOCH, type StoreDatabase } from './records.ts';
import { type CountedRow, type ReadRow, writeCounted, writeLine } from './row-line.ts';
import { countedOf, soloConversation, soloTopics } from './solo-conversation.ts';
import { toStored } from './stored-conversation.ts';
import type { StoredConversation } from './views.ts';

/** What a source told of some conversations. */
export interface ToldConversations {
  conversations: readonly SourceConversation[];
  /** Ids of conversations that are gone at the source. */
  gone: readonly string[];
  /** Writes also what is as it was, so that its number tells that it was told again. */
  rewrite: boolean;
}

/** What came of it. */
export interface Folded {
  feed: FeedRecord;
  changed: boolean;
  /** How many more (or fewer) conversations and ratings of the source are kept now. */
  conversations: number;
  ratings: number;
  /** Conversations that could not be kept, with an id or a time that is none. */
  unfit: number;
}

/**
 * Keeps what a source told, with topics and with day counts folded here: the old contribution of
 * each conversation is subtracted, the new one added. Numbers of changes go on from the feed's own.
 * Runs inside the caller's transaction over all tables. What is as it was is not written again.
 * @param now this computer's clock
 */
export async function foldConversations(
  database: StoreDatabase,
  generation: number,
  feed: FeedRecord,
  source: string,
  told: ToldConversations,
  now: number,
): Promise<Folded> {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  const facts = { source, emailKey: feed.emailKey ?? '', timeZone };
  const newest = new Map(told.conversations.map((one) => [one.id, one]));
  for (const id of told.gone) newest.delete(id);
  const names = [...newest.keys(), ...new Set(told.gone)].map((id) => ({ source, id }));
  const located = await openPackedRows(database, generation, feed.packed).locate(names);
  const before = new Map(names.map(({ id }, index) => [id, located[index] ?? null]));

  const days = new DayFold(source);
  const items: ChangeItem[] = [];
  const topics = new Map<string, SourceTopic>();
  const sums = { conversations: 0, ratings: 0, unfit: 0 };
  let { head } = feed;
  const count = (counted: CountedRow, sign: 1 | -1) => {
    days.count(counted, sign);
    sums.conversations += sign;
    sums.ratings += sign * ratedShare(counted.counts).rated;
  };
  for (const [id, from] of newest) {
    const row = before.get(id) ?? null;
    const kept = row?.conversation ?? null;
    const counted = countedBefore(row);
    if (from.onlyIfKnown && !counted) continue;
    // A part of what is known cannot be put to what is not kept.
    if (from.partial && counted && !kept) continue;
    const wire = soloConversation(from, kept, counted, facts);
    if (!wire) {
      sums.unfit += 1;
      continue;
    }
    for (const topic of soloTopics(source, from.topics ?? [])) topics.set(topic.id, topic);
    const next = toStored(wire);
    const nextCounted = countedOf(next);
    if (!told.rewrite && isAsItWas(kept, counted, next, nextCounted)) continue;
    head += 1;
    items.push({ n: head, kind: 'conversation', conversation: wire });
    if (counted) count(counted, -1);
    count(nextCounted, 1);
  }
  for (const id of new Set(told.gone)) {
    const counted = countedBefore(before.get(id) ?? null);
    if (!counted) continue;
    head += 1;
    items.push({ n: head, kind: 'erasure', source, conversation: id });
    count(counted, -1);
  }
  head += 1;
  items.push(...(await topicItems(database, generation, topics, head)));
  items.push(...(await days.items(database, generation, head)));
  if (items.length === 0) return { feed, changed: false, ...sums };
  const after = await applyItems(database, generation, feed, pageOf(items, head, now));
  return { feed: { ...after, head }, changed: true, ...sums };
}

function countedBefore(row: ReadRow | null): CountedRow | null {
  return row?.conversation ? countedOf(row.conversation) : (row?.counted ?? null);
}

/** What is kept would not change, or, where only that is kept, how it counts would not. */
function isAsItWas(
  kept: StoredConversation | null,
  counted: CountedRow | null,
  next: StoredConversation,
  nextCounted: CountedRow,
): boolean {
  if (kept) return writeLine(0, kept) === writeLine(0, next);
  return (
    counted !== null && writeCounted(0, '', '', counted) === writeCounted(0, '', '', nextCounted)
  );
}

/** Topics that are new here, or have another title now. What the team said of them stays. */
export async function topicItems(
  database: StoreDatabase,
  generation: number,
  topics: ReadonlyMap<string, SourceTopic>,
  n: number,
): Promise<ChangeItem[]> {
  const all = [...topics.values()];
  const stored = await database.topics.bulkGet(all.map(({ id }) => keys.topic(generation, id)));
  return all.flatMap(({ id, title, category }, index): ChangeItem[] => {
    const known = stored[index]?.topic;
    if (known?.title === title) return [];
    const fresh = { id, category: category ?? null, status: 'open' as const, knownProblem: null };
    return [{ n, kind: 'topic', topic: { ...fresh, ...known, title } }];
  });
}

/** Items of this browser's own as a page of changes. */
export function pageOf(items: ChangeItem[], head: number, now: number): ChangesPage {
  return {
    epoch: SOLO_EPOCH,
    from: SOLO_EPOCH,
    to: SOLO_EPOCH,
    head,
    progress: { done: 0, total: 0 },
    serverTime: toInstant(now),
    items,
    more: false,
  };
}

/** Differences of day counts, as they add up while conversations are gone through. */
class DayFold {
  readonly #source: string;
  /** By topic (`null`: everything) and month, then by day. */
  readonly #months = new Map<string, { month: MonthOfTopic; days: Map<Day, DayCounts> }>();

  constructor(source: string) {
    this.#source = source;
  }

  count({ day, topics, counts }: CountedRow, sign: 1 | -1): void {
    const month = monthOf(day);
    for (const topic of [null, ...new Set(topics)]) {
      const key = `${month}\n${topic ?? ''}`;
      const known = this.#months.get(key);
      const days = known?.days ?? new Map<Day, DayCounts>();
      if (!known) this.#months.set(key, { month: { source: this.#source, topic, month }, days });
      const sum = days.get(day) ?? noCounts();
      days.set(day, sign === 1 ? addCounts(sum, counts) : subtractCounts(sum, counts));
    }
  }

  /** The months that came out different, whole. */
  async items(database: StoreDatabase, generation: number, n: number): Promise<ChangeItem[]> {
    const touched = [...this.#months.values()].filter(({ days }) =>
      [...days.values()].some((counts) => !isNothing(counts)),
    );
    const stored = await readMonths(
      database,
      generation,
      touched.map(({ month }) => month),
    );
    return touched.map(({ month, days }, index): ChangeItem => {
      const sums = new Map(stored[index]);
      for (const [day, counts] of days) {
        sums.set(day, addCounts(sums.get(day) ?? noCounts(), counts));
      }
      const rows = [...sums]
        .filter(([, counts]) => !isNothing(counts))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([day, counts]): [Day, number[]] => [day, toRow(counts)]);
      return { n, kind: 'dayCounts', ...month, days: rows };
    });
  }
}
