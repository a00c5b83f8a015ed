import { hashOf } from './hash.ts';
import { putAll } from './put-all.ts';
import type { DirectoryState, Run, StoreDatabase } from './records.ts';

/**
 * Where to find rows: entries of (hash, row number), in three levels. A page that brings few of them
 * writes one small run. A page that brings many writes a run in each shard, which the top bits of
 * the hash choose; so do the small runs when there are many. When there is time, the runs of a shard
 * are merged into the sorted entries of the whole directory, of which a look-up reads one record.
 * Entries of rows that were superseded stay until the store is packed anew: who reads the row finds
 * it blank.
 *
 * Keys: generation and level, then run | shard and run | the record's first hash.
 */
const SMALL = 0;
const SHARDED = 1;
const SORTED = 2;

const SHARD_BITS = 6;
export const SHARDS = 2 ** SHARD_BITS;
/** A page with fewer entries writes a small run. */
const FEW = 4_096;
/** So many small runs are spread over the shards: a look-up reads all of them. */
const MOST_SMALL_RUNS = 32;
/** Entries of one record of the sorted ones. */
const RECORD_ENTRIES = 2_048;
/** Looking for more texts than that, whole shards are read. */
const MANY_TEXTS = 400;

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
  const run = joined(await within(database, [generation, SMALL]).toArray());
  await within(database, [generation, SMALL]).delete();
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
  for (let from = 0; from < run.length; ) {
    const shard = shardOf(run[from + 1] ?? 0);
    let to = from;
    while (to < run.length && shardOf(run[to + 1] ?? 0) === shard) to += 2;
    values.push(run.slice(from, to));
    keys.push([generation, SHARDED, shard, state.nextRun]);
    from = to;
  }
  await putAll(database.directory, values, keys);
  return { ...state, nextRun: state.nextRun + 1, shardRuns: state.shardRuns + 1 };
}

/** All records whose key begins with these parts. */
function within(database: StoreDatabase, beginning: number[]) {
  return database.directory.where(':id').between(beginning, [...beginning, []]);
}

/** The sorted entries' records whose first hash is in a shard. Records never reach over its end. */
function sortedWithin(database: StoreDatabase, generation: number, shard: number) {
  const size = 2 ** (32 - SHARD_BITS);
  return database.directory
    .where(':id')
    .between([generation, SORTED, shard * size], [generation, SORTED, (shard + 1) * size]);
}

function joined(runs: readonly Run[]): Run {
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
  state: DirectoryState,
  texts: readonly string[],
): Promise<number[][]> {
  const hashes = texts.map(hashOf);
  const shards = [...new Set(hashes.map(shardOf))];
  const [small, sharded, ordered] = await Promise.all([
    state.smallRuns > 0 ? within(database, [generation, SMALL]).toArray() : [],
    state.shardRuns > 0
      ? runsOf(shards, (shard) => within(database, [generation, SHARDED, shard]).toArray())
      : new Map<number, Run[]>(),
    hashes.length > MANY_TEXTS
      ? runsOf(shards, (shard) => sortedWithin(database, generation, shard).toArray())
      : runsOf(hashes, async (hash) => {
          const record = await database.directory
            .where(':id')
            .between([generation, SORTED], [generation, SORTED, hash], true, true)
            .last();
          return record ? [record] : [];
        }),
  ]);
  return hashes.map((hash) => {
    const shard = shardOf(hash);
    const rows: number[] = [];
    for (const run of small) collect(run, hash, rows);
    for (const run of sharded.get(shard) ?? []) collect(run, hash, rows);
    for (const run of ordered.get(hashes.length > MANY_TEXTS ? shard : hash) ?? []) {
      collect(run, hash, rows);
    }
    return [...new Set(rows)].sort((a, b) => b - a);
  });
}

async function runsOf(
  names: readonly number[],
  read: (name: number) => Promise<Run[]>,
): Promise<Map<number, Run[]>> {
  const unique = [...new Set(names)];
  const runs = await Promise.all(unique.map(read));
  return new Map(unique.map((name, index) => [name, runs[index] ?? []]));
}

function collect(run: Run, hash: number, rows: number[]): void {
  if (hash < (run[1] ?? 0) || hash > (run.at(-1) ?? 0)) return;
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
 * Merges the runs of some shards into the sorted entries, without those of rows before `firstRow`;
 * in a transaction of its own, which may be repeated any number of times.
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
      const [runs, ordered] = await Promise.all([
        within(database, [generation, SHARDED, shard]).toArray(),
        sortedWithin(database, generation, shard).toArray(),
      ]);
      const values = records(withoutBefore(joined([...runs, ...ordered]), firstRow));
      await Promise.all([
        within(database, [generation, SHARDED, shard]).delete(),
        sortedWithin(database, generation, shard).delete(),
      ]);
      const keys = values.map((record) => [generation, SORTED, record[1] ?? 0]);
      await putAll(database.directory, values, keys);
    }
  });
}

/** Cuts sorted entries into records; those of one hash stay together. */
function records(run: Run): Run[] {
  const cut: Run[] = [];
  for (let from = 0; from < run.length; ) {
    let to = Math.min(run.length, from + RECORD_ENTRIES * 2);
    while (to < run.length && run[to + 1] === run[to - 1]) to += 2;
    cut.push(run.slice(from, to));
    from = to;
  }
  return cut;
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
