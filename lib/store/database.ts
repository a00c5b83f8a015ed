import { Dexie, type DexieOptions, type IndexableType, type Table } from 'dexie';
import type { ReviewSubject } from '../contract/review.ts';
import type { DayCountYear } from './day-count-years.ts';
import type { Run } from './directory.ts';
import { packOldRows } from './pack-old-rows.ts';
import {
  type AttemptRecord,
  EMPTY_FEED,
  type FeedRecord,
  type LookedThroughRow,
  type MetaRow,
  NO_ATTEMPT,
  type ReviewEditRow,
  type ReviewRow,
  type TopicRow,
  type ToReviewChunk,
} from './records.ts';
import type { JoinedWorkspace } from './views.ts';

/**
 * The tables of the store. Nothing outside lib/store knows them. docs/decisions/0007-packed-store.md
 * says why they are as they are.
 *
 * Every key begins with a generation: a new epoch of the server is synced as a second generation
 * beside the one that is read, and becomes the one that is read in a single write.
 */
/** Which shape the tables have, for a later release and for an earlier one that finds it. */
export const LAYOUT = 3;

type NumberKey = number[];
type MixedKey = (string | number)[];

export class StoreDatabase extends Dexie {
  /** Rows as lines of text; key: generation, number of the record. */
  declare readonly segments: Table<string, NumberKey>;
  /** The same rows' searchable words; key: generation, number of the record. */
  declare readonly searchText: Table<string, NumberKey>;
  /** Runs of (row, hash); key: generation, shard, run. */
  declare readonly directory: Table<Run, NumberKey>;
  /** Key: generation, months since 1970, chunk. */
  declare readonly toReview: Table<ToReviewChunk, NumberKey>;
  /** Key: generation, topic (`''`: everything), source, year. */
  declare readonly dayCountYears: Table<DayCountYear, MixedKey>;
  declare readonly topics: Table<TopicRow, string>;
  declare readonly reviews: Table<ReviewRow, string>;
  declare readonly lookedThrough: Table<LookedThroughRow, string>;
  declare readonly reviewEdits: Table<ReviewEditRow, number>;
  declare readonly meta: Table<MetaRow, string>;

  /** @param options another IndexedDB than the browser's: one in memory */
  constructor(name: string, options: DexieOptions = {}) {
    // Dexie would keep clones of what live queries read: whole segments.
    super(name, { cache: 'disabled', ...options });
    this.version(1).stores({
      conversations: 'key, ticket, [customer+startedAt]',
      topics: 'key',
      dayCounts: 'key',
      meta: 'key',
    });
    this.version(2)
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
      .upgrade(async (transaction) => packOldRows(this, transaction));
    this.version(LAYOUT).stores({ conversations: null, dayCounts: null });
  }
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

/** The records of the store that everything else hangs on. */
export async function readGenerations(
  database: StoreDatabase,
): Promise<{ read: number; building: number | null }> {
  const row = await database.meta.get('generations');
  return row?.key === 'generations' ? row.value : { read: 1, building: null };
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
  return row?.key === 'workspace' ? row.value : null;
}

export async function readIdentity(database: StoreDatabase): Promise<string | null> {
  const row = await database.meta.get('identity');
  return row?.key === 'identity' ? row.value : null;
}
