import { findById } from '../../../lib/store/find-conversations.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import type { LookUpQuery, StoreReader } from '../../../lib/store/views.ts';
import { type Spread, spread } from '../percentiles.ts';
import { PAGE_ITEMS, Ratings, SOURCE, UNTIL } from '../ratings.ts';
import { generationOf, nameOf, openBenchStore } from './bench-store.ts';
import {
  batches,
  committed,
  deleteDatabase,
  newRawDatabase,
  settled,
  timeEach,
  timeWrites,
} from './databases.ts';

/** Applies a first sync of `count` ratings to an empty store, and leaves it for the other cases. */
export async function fill({ count }: { count: number }) {
  await deleteDatabase(nameOf(count));
  const store = await openBenchStore(count);
  const milliseconds = await timeWrites(new Ratings(count).firstSync(), async (page) => {
    const { applied } = await store.apply(page);
    if (!applied) throw new Error(`The page after ${page.from} was not applied`);
  });
  const start = performance.now();
  await store.tidy();
  const tidying = performance.now() - start;
  store.close();
  return { milliseconds, tidying, perSecond: (1_000 * count) / milliseconds };
}

/** Pages of 100 changed older conversations, each with the day counts that it moves. */
export async function changes({ count, repeats }: { count: number; repeats: number }) {
  const store = await openBenchStore(count);
  const ratings = new Ratings(count);
  const times: number[] = [];
  for (let round = 0; round < repeats + WARM_UP; round += 1) {
    const { cursor } = await store.position();
    const page = ratings.changes(cursor ?? '', ratings.someIndexes(100, round));
    const start = performance.now();
    const { applied } = await store.apply(page);
    if (!applied) throw new Error('The changes were not applied');
    if (round >= WARM_UP) times.push(performance.now() - start);
    // As the sync does when it has come to its end.
    await store.tidy();
  }
  store.close();
  return spread(times);
}

/** Rounds that are not counted: code is compiled, files are opened. */
const WARM_UP = 3;

/**
 * Looks conversations up one after the other: one row by its id, what a person types into the
 * look-up, the panel's whole answer, and a raw `get` from a database of `rawCount` records, one a row.
 */
export async function lookUp(options: { count: number; rawCount: number; samples: number }) {
  const { count, rawCount, samples } = options;
  const store = await openBenchStore(count);
  const reader = createStoreReader(store);
  const ratings = new Ratings(count);
  const ids = ratings.someIndexes(samples + WARM_UP, 1).map((index) => ratings.id(index));
  const generation = await generationOf(store);
  const found = await timeEach(ids, async (id) => {
    const row = await findById(generation, SOURCE, id);
    if (row?.id !== id) throw new Error(`${id} was not found`);
  });
  const typed = await timeEach(ids, async (text) => {
    const view = await reader.lookUp({ text, now: UNTIL });
    if (view.found[0]?.id !== text) throw new Error(`${text} was not found`);
  });
  const panels = await timeEach(ids, async (conversation) => {
    const view = await reader.panel({
      open: { inbox: SOURCE, place: null, conversation, ticket: null },
      period: 90,
      now: UNTIL,
    });
    if (view.conversation?.id !== conversation) throw new Error(`${conversation} was not shown`);
  });
  store.close();
  return {
    lookUp: spread(found.slice(WARM_UP)),
    typed: spread(typed.slice(WARM_UP)),
    panel: spread(panels.slice(WARM_UP)),
    rawGet: await timeRawGets(rawCount, samples),
  };
}

async function timeRawGets(count: number, samples: number): Promise<Spread> {
  const name = 'raw-get';
  const database = await newRawDatabase(name, { keyPath: 'id' });
  await timeWrites(batches(count, 5_000), (rows) => {
    const transaction = database.transaction('rows', 'readwrite');
    for (const row of rows) transaction.objectStore('rows').put(row);
    return committed(transaction);
  });
  const ratings = new Ratings(count);
  const ids = ratings.someIndexes(samples + WARM_UP, 2).map((index) => ratings.id(index));
  const times = await timeEach(ids, (id) =>
    settled(database.transaction('rows').objectStore('rows').get(id)),
  );
  database.close();
  await deleteDatabase(name);
  return spread(times.slice(WARM_UP));
}

/** What people type into the look-up, by kind. */
const SEARCHES: Record<string, string[]> = {
  'a common word': ['refund', 'delivery', 'order', 'never'],
  'two words': ['broken parcel', 'wrong address', 'nobody understood'],
  'a topic title': ['Invoice', 'return label abroad', 'status'],
  'nothing there': ['zebra', 'no such words', 'xyzzy-123'],
};

export async function search({ count, repeats }: { count: number; repeats: number }) {
  const store = await openBenchStore(count);
  const reader = createStoreReader(store);
  const times: Record<string, Spread & { found: number }> = {};
  for (const [kind, texts] of Object.entries(SEARCHES)) {
    const queries = Array.from({ length: repeats }, () => texts).flat();
    let found = 0;
    const each = await timeEach(queries, async (text) => {
      const query: LookUpQuery = { text, now: UNTIL };
      found += (await reader.lookUp(query)).found.length;
    });
    times[kind] = { ...spread(each), found: found / queries.length };
  }
  store.close();
  return times;
}

/** First of all in a fresh page: what a search costs that finds nothing in memory yet. */
export async function firstSearch({ count }: { count: number }) {
  const store = await openBenchStore(count);
  const reader = createStoreReader(store);
  const [milliseconds = Number.NaN] = await timeEach(['refund'], (text) =>
    reader.lookUp({ text, now: UNTIL }),
  );
  store.close();
  return { milliseconds };
}

/** The pages of topics, frequent and rare ones, and the first page of what is to review. */
export async function views({ count, repeats }: { count: number; repeats: number }) {
  const store = await openBenchStore(count);
  const reader: StoreReader = createStoreReader(store);
  const topics = Array.from({ length: repeats }, (_, at) => `topic-${(at * 7) % 200}`);
  const topicPage = await timeEach(topics, (topic) =>
    reader.topicPage({ topic, period: 90, now: UNTIL }),
  );
  const toReview = await timeEach(topics, async () => {
    const query = { topic: null, unreviewedOnly: true, before: null, limit: 50, now: UNTIL };
    const view = await reader.toReview(query);
    if (view.conversations.length === 0) throw new Error('There is nothing to review');
  });
  const popup = await timeEach(topics, () =>
    reader.popup({ period: 'all', now: UNTIL, open: null }),
  );
  store.close();
  return { topicPage: spread(topicPage), toReview: spread(toReview), popup: spread(popup) };
}

/**
 * A topic's page in Insights, of all time: the first answer of a page that was just opened, and the
 * next one after 100 changes, of the most frequent topic.
 */
export async function topicInsights({ count, repeats }: { count: number; repeats: number }) {
  const store = await openBenchStore(count);
  const read = (from: StoreReader, topic: string) =>
    from.topicInsights({
      topic,
      filter: { period: 'all', source: null, channel: null, handling: null },
      show: 'all',
      limit: 25,
      now: UNTIL,
    });
  const reader = createStoreReader(store);
  const ratings = new Ratings(count);
  const opened: number[] = [];
  const changed: number[] = [];
  const timed = async (times: number[]) => {
    const start = performance.now();
    const { counts } = await read(reader, 'topic-0');
    times.push(performance.now() - start);
    if (counts.all === 0) throw new Error('The topic has no conversations');
  };
  for (let round = 0; round < repeats + WARM_UP; round += 1) {
    // What was read of another topic is no help.
    await read(reader, 'topic-199');
    await timed(opened);
    const { cursor } = await store.position();
    await store.apply(ratings.changes(cursor ?? '', ratings.someIndexes(100, round)));
    await timed(changed);
  }
  store.close();
  return { opened: spread(opened.slice(WARM_UP)), changed: spread(changed.slice(WARM_UP)) };
}

/** Conversations as text in arrival order, 1,000 to a record, nothing else: as fast as it can be. */
export async function packedLimit({ count }: { count: number }) {
  const database = await newRawDatabase('packed', { autoIncrement: true });
  const milliseconds = await timeWrites(batches(count, PAGE_ITEMS), (rows) => {
    const transaction = database.transaction('rows', 'readwrite');
    for (let from = 0; from < rows.length; from += 1_000) {
      transaction.objectStore('rows').put(JSON.stringify(rows.slice(from, from + 1_000)));
    }
    return committed(transaction);
  });
  database.close();
  await deleteDatabase('packed');
  return { perSecond: (1_000 * count) / milliseconds };
}
