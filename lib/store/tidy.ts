import type { Day } from '../csat/calendar.ts';
import { generationTables, keys, readFeed, readGenerations, writeFeed } from './database.ts';
import { mergeShards, SHARDS } from './directory.ts';
import { keptFrom } from './kept-from.ts';
import {
  type LocatedRow,
  openPackedRows,
  type PackedRows,
  SEGMENT_ROWS,
  TEXT_ROWS,
} from './packed-rows.ts';
import { type FeedRecord, SOLO_EPOCH, type StoreDatabase } from './records.ts';
import { readLine, writeCounted } from './row-line.ts';
import { countedOf } from './solo-conversation.ts';

/** Records that one transaction goes through: short, so that nobody waits for it. */
const SEGMENTS_AT_A_TIME = 64;
const SHARDS_AT_A_TIME = 8;
/** Runs of a shard that a look-up may have to read: fewer are not worth merging. */
const MANY_RUNS = 4;
/** Rows are packed anew if so many are blank, and more than there are conversations. */
const MANY_BLANK = 20_000;

/**
 * Work that can wait: takes out what an earlier generation left and what is too old to be kept,
 * merges runs, and packs sparse rows anew. Every step is a transaction of its own after which all is
 * right, so it may be stopped anywhere. Cheap if there is nothing to do.
 * @param now epoch milliseconds on the server's clock
 * @param isTimeUp stops between two steps; the rest is done another time
 * @param manyBlank so many blank rows are worth packing anew
 */
export async function tidyStore(
  database: StoreDatabase,
  now: number,
  isTimeUp: () => boolean,
  manyBlank = MANY_BLANK,
): Promise<void> {
  const { read, building } = await readGenerations(database);
  for (const generation of await generationsOf(database)) {
    if (generation === read || generation === building) continue;
    await deleteGeneration(database, generation);
    if (isTimeUp()) return;
  }
  const generation = building ?? read;
  await prune(database, generation, now, isTimeUp);
  await packAnew(database, generation, manyBlank, isTimeUp);
  await mergeRuns(database, generation, isTimeUp);
}

async function generationsOf(database: StoreDatabase): Promise<number[]> {
  const feeds = await database.meta.where('key').startsWith('feed:').primaryKeys();
  return feeds.map((key) => Number(key.slice('feed:'.length)));
}

/** Deletes a generation; its feed's record goes last, so that what is left is found again. */
export async function deleteGeneration(database: StoreDatabase, generation: number): Promise<void> {
  const { byPart, byText } = generationTables(database);
  for (const table of byPart) {
    await table.where(':id').between([generation], [generation, []]).delete();
  }
  for (const table of byText) await table.where('key').startsWith(`${generation}\n`).delete();
  await database.meta.delete(keys.feed(generation));
}

/** Changes a generation's rows and its feed's record in one transaction. */
async function inFeed(
  database: StoreDatabase,
  generation: number,
  change: (feed: FeedRecord) => Promise<FeedRecord>,
): Promise<void> {
  const tables = [...generationTables(database).byPart, database.meta];
  await database.transaction('rw', tables, async () => {
    const value = await change(await readFeed(database, generation));
    await writeFeed(database, generation, value);
  });
}

/** Takes out conversations that count before the day from which they are kept. */
async function prune(
  database: StoreDatabase,
  generation: number,
  now: number,
  isTimeUp: () => boolean,
): Promise<void> {
  const before = await readFeed(database, generation);
  if (!before.complete) return;
  const from = await keptFrom(database, generation, before, now);
  if (from === null || (before.prunedTo !== null && from <= before.prunedTo)) return;
  // Noted first: what comes from now on stays out by it, so that no row behind the last is missed.
  await inFeed(database, generation, async (feed) => ({
    ...feed,
    keptFrom: feed.keptFrom !== null && feed.keptFrom > from ? feed.keptFrom : from,
  }));
  const { packed } = await readFeed(database, generation);
  const end = Math.ceil(packed.rows / SEGMENT_ROWS);
  const start = Math.floor(packed.firstRow / SEGMENT_ROWS);
  for (let segment = start; segment < end; segment += SEGMENTS_AT_A_TIME) {
    await inFeed(database, generation, (record) =>
      pruneSegments(database, generation, record, segment, from),
    );
    if (isTimeUp()) return;
  }
  await inFeed(database, generation, async (record) => ({ ...record, prunedTo: from }));
}

async function pruneSegments(
  database: StoreDatabase,
  generation: number,
  feed: FeedRecord,
  first: number,
  from: Day,
): Promise<FeedRecord> {
  const packed = openPackedRows(database, generation, feed.packed);
  await packed.load(first, first + SEGMENTS_AT_A_TIME);
  for (const row of rowsOf(packed, first, first + SEGMENTS_AT_A_TIME)) {
    const { conversation, n, source, id } = row;
    if (!conversation || conversation.countedOn >= from) continue;
    packed.blank(row);
    if (feed.epoch !== SOLO_EPOCH) continue;
    packed.append(writeCounted(n, source, id, countedOf(conversation)), row, 'counted');
  }
  return { ...feed, packed: await packed.flush() };
}

/** The rows of loaded segments. */
function* rowsOf(
  packed: PackedRows,
  first: number,
  end: number,
): Generator<LocatedRow & { line: string }> {
  for (let segment = first; segment < end; segment += 1) {
    const lines = packed.linesOf(segment);
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index];
      if (line) yield { ...readLine(line), line, row: segment * SEGMENT_ROWS + index };
    }
  }
}

/** Moves all rows to the end if most are blank, and takes out what lies before them. */
async function packAnew(
  database: StoreDatabase,
  generation: number,
  manyBlank: number,
  isTimeUp: () => boolean,
): Promise<void> {
  const { packed } = await readFeed(database, generation);
  const blank = packed.rows - packed.firstRow - packed.live - (packed.counted ?? 0);
  if (packed.movingUntil === null && (blank < manyBlank || blank < packed.live)) return;
  const until = packed.movingUntil ?? packed.rows;
  await inFeed(database, generation, async (feed) => ({
    ...feed,
    packed: { ...feed.packed, movingUntil: until },
  }));
  const end = Math.ceil(until / SEGMENT_ROWS);
  const start = Math.floor(packed.firstRow / SEGMENT_ROWS);
  for (let segment = start; segment < end; segment += SEGMENTS_AT_A_TIME) {
    await inFeed(database, generation, (feed) =>
      moveSegments(database, generation, feed, segment, until),
    );
    if (isTimeUp()) return;
  }
  await inFeed(database, generation, async (feed) => {
    await dropOldEntries(database, generation, until);
    return { ...feed, packed: { ...feed.packed, firstRow: until, movingUntil: null } };
  });
  for (let shard = 0; shard < SHARDS; shard += SHARDS_AT_A_TIME) {
    await mergeShards(database, generation, shard, shard + SHARDS_AT_A_TIME, until);
  }
}

async function moveSegments(
  database: StoreDatabase,
  generation: number,
  feed: FeedRecord,
  first: number,
  until: number,
): Promise<FeedRecord> {
  const packed = openPackedRows(database, generation, feed.packed);
  await packed.load(first, first + SEGMENTS_AT_A_TIME);
  for (const row of rowsOf(packed, first, first + SEGMENTS_AT_A_TIME)) {
    if (row.row >= until) break;
    packed.blank(row);
    packed.append(row.line, row, row.counted ? 'counted' : row.conversation);
  }
  return { ...feed, packed: await packed.flush() };
}

/** Entries of months' lists and records of lines that only speak of rows before `firstRow`. */
async function dropOldEntries(
  database: StoreDatabase,
  generation: number,
  firstRow: number,
): Promise<void> {
  const before = (rows: number) => Math.floor(firstRow / rows);
  await database.segments
    .where(':id')
    .between([generation, 0], [generation, before(SEGMENT_ROWS)])
    .delete();
  await database.searchText
    .where(':id')
    .between([generation, 0], [generation, before(TEXT_ROWS)])
    .delete();
  const lists = database.toReview.where(':id').between([generation], [generation, []]);
  const [chunks, chunkKeys] = [await lists.toArray(), await lists.primaryKeys()];
  for (const [index, { chunk, text }] of chunks.entries()) {
    const key = chunkKeys[index];
    if (!key) continue;
    const kept = text.split('\n').filter((line) => readEntryRow(line) >= firstRow);
    if (kept.length === 0) await database.toReview.delete(key);
    else await database.toReview.put({ chunk, text: kept.join('\n') }, key);
  }
}

function readEntryRow(line: string): number {
  return (JSON.parse(line) as [number, number])[1];
}

async function mergeRuns(
  database: StoreDatabase,
  generation: number,
  isTimeUp: () => boolean,
): Promise<void> {
  const feed = await readFeed(database, generation);
  const { shardRuns } = feed.packed.directory;
  if (shardRuns <= MANY_RUNS) return;
  for (let shard = 0; shard < SHARDS; shard += SHARDS_AT_A_TIME) {
    await mergeShards(database, generation, shard, shard + SHARDS_AT_A_TIME, feed.packed.firstRow);
    if (isTimeUp()) return;
  }
  await inFeed(database, generation, async (record) => {
    // Runs that were added meanwhile stay counted.
    const added = record.packed.directory.shardRuns - shardRuns;
    const directory = { ...record.packed.directory, shardRuns: added };
    return { ...record, packed: { ...record.packed, directory } };
  });
}
