import { hashOf } from './hash.ts';
import { putAll } from './put-all.ts';
import type { DirectoryState, Run, StoreDatabase } from './records.ts';

/**
 * Where to find rows: entries of (hash, row number), append-only. A page that brings few of them
 * writes one small run; one that brings many writes a run in each of the shards, which are chosen by
 * the top bits of the hash. A look-up reads the small runs and one shard. Entries of rows that were
 * superseded stay until the store is packed anew: who reads the row finds it blank.
 */
const SHARD_BITS = 9;
export const SHARDS = 2 ** SHARD_BITS;
/** In place of a shard's number: the runs that are not sharded. */
const SMALL = -1;
/** A page with fewer entries writes a small run. */
const FEW = 4_096;
/** So many small runs are spread over the shards: a look-up reads all of them. */
const MOST_SMALL_RUNS = 32;
/** Entries of one record: a value of IndexedDB should stay below 64 KiB. */
const RECORD_ENTRIES = 8_000;

const shardOf = (hash: number) => hash >>> (32 - SHARD_BITS);

/** Sorts (row, hash) pairs by hash, then row. */
function sorted(pairs: ArrayLike<number>): Run {
  const run = new Uint32Array(pairs);
  new BigUint64Array(run.buffer).sort();
  return run;
}

/** Adds entries, as pairs of row number and hash in any order; inside the caller's transaction. */
export async function addEntries(
  database: StoreDatabase,
  generation: number,
  state: DirectoryState,
  pairs: readonly number[],
): Promise<DirectoryState> {
  if (pairs.length === 0) return state;
  const run = sorted(pairs);
  if (run.length / 2 >= FEW) return addSharded(database, generation, state, run);
  await database.directory.put(run, [generation, SMALL, state.nextRun]);
  const next = { ...state, nextRun: state.nextRun + 1, smallRuns: state.smallRuns + 1 };
  return next.smallRuns < MOST_SMALL_RUNS ? next : spreadSmallRuns(database, generation, next);
}

async function spreadSmallRuns(
  database: StoreDatabase,
  generation: number,
  state: DirectoryState,
): Promise<DirectoryState> {
  const small = database.directory
    .where(':id')
    .between([generation, SMALL, -Infinity], [generation, SMALL, Infinity]);
  const run = merged(await small.toArray());
  await small.delete();
  return addSharded(database, generation, { ...state, smallRuns: 0 }, run);
}

async function addSharded(
  database: StoreDatabase,
  generation: number,
  state: DirectoryState,
  run: Run,
): Promise<DirectoryState> {
  const values: Run[] = [];
  const keys: number[][] = [];
  for (const [shard, entries] of byShard(run)) {
    values.push(entries);
    keys.push([generation, shard, state.nextRun]);
  }
  await putAll(database.directory, values, keys);
  return { ...state, nextRun: state.nextRun + 1, shardRuns: state.shardRuns + 1 };
}

/** The pieces of a sorted run, one a shard. */
function* byShard(run: Run): Generator<[shard: number, entries: Run]> {
  let from = 0;
  while (from < run.length) {
    const shard = shardOf(run[from + 1] ?? 0);
    let to = from;
    while (to < run.length && shardOf(run[to + 1] ?? 0) === shard) to += 2;
    yield [shard, run.slice(from, to)];
    from = to;
  }
}

function merged(runs: readonly Run[]): Run {
  const all = new Uint32Array(runs.reduce((sum, run) => sum + run.length, 0));
  let at = 0;
  for (const run of runs) {
    all.set(run, at);
    at += run.length;
  }
  return sorted(all);
}

/**
 * Rows that may be what is looked for, by text: the newest first. Some are blank by now, and some
 * only share the hash.
 */
export async function candidates(
  database: StoreDatabase,
  generation: number,
  texts: readonly string[],
): Promise<number[][]> {
  const hashes = texts.map(hashOf);
  const shards = new Map<number, Run[]>();
  const read = async (shard: number) => {
    const runs = await database.directory
      .where(':id')
      .between([generation, shard, -Infinity], [generation, shard, Infinity])
      .toArray();
    shards.set(shard, runs);
  };
  await Promise.all([...new Set([SMALL, ...hashes.map(shardOf)])].map(read));
  return hashes.map((hash) => {
    const rows: number[] = [];
    for (const run of shards.get(SMALL) ?? []) collect(run, hash, rows);
    for (const run of shards.get(shardOf(hash)) ?? []) collect(run, hash, rows);
    return [...new Set(rows)].sort((a, b) => b - a);
  });
}

function collect(run: Run, hash: number, rows: number[]): void {
  let low = 0;
  let high = run.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((run[middle * 2 + 1] ?? 0) < hash) low = middle + 1;
    else high = middle;
  }
  for (let entry = low; entry * 2 < run.length && run[entry * 2 + 1] === hash; entry += 1) {
    rows.push(run[entry * 2] ?? 0);
  }
}

/**
 * Makes one run of each of some shards' runs, without the entries of rows before `firstRow`; in a
 * transaction of its own, of which any number may be repeated.
 */
export async function mergeShards(
  database: StoreDatabase,
  generation: number,
  from: number,
  to: number,
  firstRow: number,
): Promise<void> {
  await database.transaction('rw', database.directory, async () => {
    for (let shard = from; shard < to; shard += 1) {
      const whole = database.directory
        .where(':id')
        .between([generation, shard, -Infinity], [generation, shard, Infinity]);
      const runs = await whole.toArray();
      const run = withoutBefore(merged(runs), firstRow);
      await whole.delete();
      const values: Run[] = [];
      for (let at = 0; at < run.length; at += RECORD_ENTRIES * 2) {
        values.push(run.slice(at, at + RECORD_ENTRIES * 2));
      }
      // Negative numbers: a new run never lands on a merged one.
      const keys = values.map((_, index) => [generation, shard, -1 - index]);
      await putAll(database.directory, values, keys);
    }
  });
}

function withoutBefore(run: Run, firstRow: number): Run {
  if (firstRow === 0) return run;
  const kept: number[] = [];
  for (let at = 0; at < run.length; at += 2) {
    const row = run[at] ?? 0;
    if (row >= firstRow) kept.push(row, run[at + 1] ?? 0);
  }
  return new Uint32Array(kept);
}
