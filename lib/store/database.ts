import { Dexie, type DexieOptions, type IndexableType, type Table } from 'dexie';
import type { ReviewSubject } from '../contract/review.ts';
import { packOldRows } from './pack-old-rows.ts';
import {
  type AttemptRecord,
  EMPTY_FEED,
  type FeedRecord,
  type MetaRow,
  NO_ATTEMPT,
  type StoreDatabase,
} from './records.ts';
import type { JoinedWorkspace } from './views.ts';

/** Which shape the tables have, for a later release and for an earlier one that finds it. */
export const LAYOUT = 4;

/** Databases that pack an old layout right now. */
const packing = new WeakSet<StoreDatabase>();

/** True while the opening of this database packs an old layout, which may take a while. */
export function isPacking(database: StoreDatabase): boolean {
  return packing.has(database);
}

/**
 * The database, not opened yet.
 * @param options another IndexedDB than the browser's: one in memory
 */
export function createDatabase(name: string, options: DexieOptions = {}): StoreDatabase {
  // Dexie would keep clones of what live queries read: whole segments.
  const database = new Dexie(name, { cache: 'disabled', ...options }) as StoreDatabase;
  database.version(1).stores({
    conversations: 'key, ticket, [customer+startedAt]',
    topics: 'key',
    dayCounts: 'key',
    meta: 'key',
  });
  database
    .version(2)
    .stores({
      segments: '',
      searchText: '',
      directory: '',
      toReview: '',
      dayCountYears: '',
      reviews: 'key',
      lookedThrough: 'key, at',
      reviewEdits: '++order, &edit',
    })
    // Dexie waits for native promises only in a function that is itself `async`.
    .upgrade(async (transaction) => {
      packing.add(database);
      await packOldRows(database, transaction);
      packing.delete(database);
    });
  database.version(3).stores({ conversations: null, dayCounts: null });
  database.version(LAYOUT).stores({ soloSources: 'id' });
  return database;
}

/** The tables that hold a generation's data, each key beginning with it: as a part, or as text. */
export function generationTables(database: StoreDatabase) {
  const { segments, searchText, directory, toReview, dayCountYears, topics, reviews } = database;
  return {
    byPart: [segments, searchText, directory, toReview, dayCountYears].map(asTable),
    byText: [topics, reviews].map(asTable),
  };
}

/** The table, whatever it holds: for deleting and for naming it in a transaction. */
function asTable(table: { name: string; db: Dexie }): Table<unknown, IndexableType> {
  return table.db.table(table.name);
}

function join(parts: readonly (string | number)[]): string {
  return parts.join('\n');
}

export const keys = {
  topic: (generation: number, id: string) => join([generation, id]),
  review: (generation: number, subject: ReviewSubject, source: string | null, id: string) =>
    join([generation, subject, source ?? '', id]),
  feed: (generation: number) => `feed:${generation}` as const,
} as const;

/** What a workspace was that an earlier version joined. */
const BEFORE_SOLO = { solo: false };

const FIRST_GENERATION = { read: 1, building: null };

/** The records of the store that everything else hangs on. */
export async function readGenerations(
  database: StoreDatabase,
): Promise<{ read: number; building: number | null }> {
  const row = await database.meta.get('generations');
  return row?.key === 'generations' ? row.value : FIRST_GENERATION;
}

export async function readFeed(database: StoreDatabase, generation: number): Promise<FeedRecord> {
  const row = await database.meta.get(keys.feed(generation));
  return row?.key.startsWith('feed:')
    ? { ...EMPTY_FEED, ...(row.value as FeedRecord) }
    : EMPTY_FEED;
}

export async function readAttempt(database: StoreDatabase): Promise<AttemptRecord> {
  const row = await database.meta.get('attempt');
  return row?.key === 'attempt' ? { ...NO_ATTEMPT, ...row.value } : NO_ATTEMPT;
}

export async function readWorkspace(database: StoreDatabase): Promise<JoinedWorkspace | null> {
  const row = await database.meta.get('workspace');
  return row?.key === 'workspace' ? { ...BEFORE_SOLO, ...row.value } : null;
}

export async function readIdentity(database: StoreDatabase): Promise<string | null> {
  const row = await database.meta.get('identity');
  return row?.key === 'identity' ? row.value : null;
}

/**
 * Writes a generation's record. Whatever changes rows, topics or day counts does so in the same
 * transaction: by the record's stamp readers know that nothing did.
 */
export async function writeFeed(
  database: StoreDatabase,
  generation: number,
  feed: FeedRecord,
): Promise<void> {
  const value = { ...feed, stamp: crypto.randomUUID() };
  await database.meta.put({ key: keys.feed(generation), value });
}

/**
 * Notes that something changed that does not come with the feed: a review, an edit of one that waits,
 * or what was looked through to. Who changes that does it in the same transaction.
 */
export async function writeBesideFeed(database: StoreDatabase): Promise<void> {
  await database.meta.put({ key: 'besideFeed', value: crypto.randomUUID() });
}

export type Meta = Awaited<ReturnType<typeof readMeta>>;

/** All records of `meta` in one request: every view begins with them. */
export async function readMeta(database: StoreDatabase) {
  const rows = await database.meta.toArray();
  const stored = <Key extends MetaRow['key']>(key: Key) =>
    rows.find((row) => row.key === key)?.value as
      | Extract<MetaRow, { key: Key }>['value']
      | undefined;
  const joined = stored('workspace');
  return {
    generations: stored('generations') ?? FIRST_GENERATION,
    attempt: { ...NO_ATTEMPT, ...stored('attempt') },
    limits: stored('limits') ?? null,
    besideFeed: stored('besideFeed') ?? null,
    joined: joined ? { ...BEFORE_SOLO, ...joined } : null,
    feedOf: (generation: number): FeedRecord => ({
      ...EMPTY_FEED,
      ...stored(keys.feed(generation)),
    }),
  };
}
