import { Dexie } from 'dexie';
import type { Conversation } from '../../../lib/contract/conversation.ts';
import { findById } from '../../../lib/store/find-conversations.ts';
import { percentile } from '../percentiles.ts';
import { PAGE_ITEMS, Ratings, SOURCE } from '../ratings.ts';
import { generationOf, openBenchStore } from './bench-store.ts';
import {
  batches,
  committed,
  deleteAllDatabases,
  newRawDatabase,
  settled,
  timeEach,
  timeWrites,
} from './databases.ts';

/**
 * Small prototypes of ways to lay ratings out in IndexedDB, measured beside ours. They keep rows and
 * find one by its id, and do nothing else that a store has to do.
 */
interface Layout {
  /** Rows that a write takes at a time. */
  batch: number;
  write(rows: Conversation[]): Promise<unknown>;
  /** `null` where a layout can find nothing by its id. */
  find: ((id: string) => Promise<Conversation | null | undefined>) | null;
}

export interface LayoutFigures {
  name: string;
  perSecond: number;
  lookUp: { p50: number; p95: number } | null;
  /** p50 of 100 changed rows, in milliseconds; `null` where a layout cannot change one. */
  changes: number | null;
}

/** Which record a row goes into, of `records`. */
function hashOf(id: string, records: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0) % records;
}

function byHash(rows: Conversation[], records: number): Map<number, Conversation[]> {
  const parts = new Map<number, Conversation[]>();
  for (const row of rows) {
    const hash = hashOf(row.id, records);
    const part = parts.get(hash);
    if (part) part.push(row);
    else parts.set(hash, [row]);
  }
  return parts;
}

async function dexieRows(): Promise<Layout> {
  const database = new Dexie('layout-dexie');
  database.version(1).stores({ rows: 'id, ticketId, [customer+startedAt]' });
  const table = database.table<Conversation, string>('rows');
  return { batch: 5_000, write: (rows) => table.bulkPut(rows), find: (id) => table.get(id) };
}

async function rawRows(): Promise<Layout> {
  const database = await newRawDatabase('layout-raw', { keyPath: 'id' });
  return {
    batch: 5_000,
    write(rows) {
      const transaction = database.transaction('rows', 'readwrite');
      for (const row of rows) transaction.objectStore('rows').put(row);
      return committed(transaction);
    },
    find: (id) => settled(database.transaction('rows').objectStore('rows').get(id)),
  };
}

/** A record for each of 1,024 hashes: a write reads those it touches and puts them back. */
async function rewritten(): Promise<Layout> {
  const database = await newRawDatabase('layout-rewritten');
  return {
    batch: 50_000,
    async write(rows) {
      const transaction = database.transaction('rows', 'readwrite');
      const store = transaction.objectStore('rows');
      const done = committed(transaction);
      await Promise.all(
        [...byHash(rows, 1_024)].map(async ([hash, part]) => {
          const stored: string | undefined = await settled(store.get(hash));
          const merged = new Map<string, Conversation>(stored ? JSON.parse(stored) : []);
          for (const row of part) merged.set(row.id, row);
          store.put(JSON.stringify([...merged]), hash);
        }),
      );
      return done;
    },
    async find(id) {
      const store = database.transaction('rows').objectStore('rows');
      const text: string | undefined = await settled(store.get(hashOf(id, 1_024)));
      return text ? new Map<string, Conversation>(JSON.parse(text)).get(id) : null;
    },
  };
}

/** 256 hashes; a write appends one record to each that it touches, and a look-up reads them all. */
async function appendedRuns(): Promise<Layout> {
  const database = await newRawDatabase('layout-runs');
  let run = 0;
  return {
    batch: PAGE_ITEMS,
    write(rows) {
      const transaction = database.transaction('rows', 'readwrite');
      run += 1;
      for (const [hash, part] of byHash(rows, 256)) {
        transaction.objectStore('rows').put(JSON.stringify(part), [hash, run]);
      }
      return committed(transaction);
    },
    async find(id) {
      const hash = hashOf(id, 256);
      const range = IDBKeyRange.bound([hash], [hash, []]);
      const store = database.transaction('rows').objectStore('rows');
      const runs: string[] = await settled(store.getAll(range));
      for (const text of runs.reverse()) {
        if (!text.includes(id)) continue;
        const found = (JSON.parse(text) as Conversation[]).find((row) => row.id === id);
        if (found) return found;
      }
      return null;
    },
  };
}

/** 1,000 rows to a record in the order in which they come: nothing can be found or changed. */
async function packedAsTheyCome(): Promise<Layout> {
  const database = await newRawDatabase('layout-packed', { autoIncrement: true });
  return {
    batch: PAGE_ITEMS,
    write(rows) {
      const transaction = database.transaction('rows', 'readwrite');
      for (let from = 0; from < rows.length; from += 1_000) {
        transaction.objectStore('rows').put(JSON.stringify(rows.slice(from, from + 1_000)));
      }
      return committed(transaction);
    },
    find: null,
  };
}

const PROTOTYPES: [string, () => Promise<Layout>][] = [
  ['one record a rating, two indexes (Dexie)', dexieRows],
  ['one record a rating, no index', rawRows],
  ['1,024 records by hash, read and rewritten', rewritten],
  ['runs appended to 256 hashes', appendedRuns],
  ['packed as they come, 1,000 a record', packedAsTheyCome],
];

export async function layouts(options: { count: number; samples: number; repeats: number }) {
  const figures: LayoutFigures[] = [];
  for (const [name, open] of PROTOTYPES) {
    await deleteAllDatabases();
    figures.push({ name, ...(await measure(await open(), options)) });
  }
  await deleteAllDatabases();
  figures.push({
    name: 'ours: segments of 64 rows and a packed directory',
    ...(await ours(options)),
  });
  return figures;
}

type Sizes = { count: number; samples: number; repeats: number };

async function measure({ batch, write, find }: Layout, { count, samples, repeats }: Sizes) {
  const milliseconds = await timeWrites(batches(count, batch), write);
  const perSecond = (1_000 * count) / milliseconds;
  if (!find) return { perSecond, lookUp: null, changes: null };
  const ratings = new Ratings(count);
  const rounds = Array.from({ length: repeats }, (_, round) =>
    ratings.someIndexes(100, round).map((index) => ratings.conversation(index)),
  );
  const changes = percentile(await timeEach(rounds, write), 0.5);
  const ids = ratings.someIndexes(samples, 1).map((index) => ratings.id(index));
  const times = await timeEach(ids, async (id) => {
    if ((await find(id))?.id !== id) throw new Error(`${id} was not found`);
  });
  return {
    perSecond,
    changes,
    lookUp: { p50: percentile(times, 0.5), p95: percentile(times, 0.95) },
  };
}

/** The same through the real store, which also keeps day counts, lists to review and searchable words. */
async function ours({ count, samples, repeats }: Sizes) {
  const store = await openBenchStore(count);
  const ratings = new Ratings(count);
  const milliseconds = await timeWrites(ratings.firstSync(), (page) => store.apply(page));
  const changes: number[] = [];
  for (let round = 0; round < repeats; round += 1) {
    const { cursor } = await store.position();
    const page = ratings.changes(cursor ?? '', ratings.someIndexes(100, round));
    changes.push(...(await timeEach([page], (one) => store.apply(one))));
  }
  const generation = await generationOf(store);
  const ids = ratings.someIndexes(samples, 1).map((index) => ratings.id(index));
  const times = await timeEach(ids, async (id) => {
    if ((await findById(generation, SOURCE, id))?.id !== id) throw new Error(`${id} was not found`);
  });
  store.close();
  return {
    perSecond: (1_000 * count) / milliseconds,
    changes: percentile(changes, 0.5),
    lookUp: { p50: percentile(times, 0.5), p95: percentile(times, 0.95) },
  };
}
