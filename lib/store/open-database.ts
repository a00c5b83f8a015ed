import { Dexie, type DexieOptions } from 'dexie';
import { createDatabase, isPacking, LAYOUT } from './database.ts';
import type { StoreDatabase } from './records.ts';
import { asStoreError, StoreError } from './store-error.ts';
import type { StoreMode } from './views.ts';

/** How long (ms) an opening that another page blocks is waited for. */
const BLOCKED_FOR = 2_000;
/** How long (ms) any opening may take, unless it packs an old layout. */
const OPENS_WITHIN = 8_000;

export interface OpenedDatabase {
  database: StoreDatabase;
  mode: StoreMode;
}

/**
 * Opens the store's database. What cannot be kept on disk is kept in memory, where a memory is
 * given; what a newer release wrote is opened for reading, if that release says that this one can.
 * A database that the browser reports as broken is made anew once: it is a copy.
 * Throws StoreError.
 */
export async function openStoreDatabase(
  name: string,
  memory: (() => DexieOptions) | null,
): Promise<OpenedDatabase> {
  try {
    return await openOnDisk(name);
  } catch (error) {
    const reason = asStoreError(error);
    switch (reason.code) {
      case 'store_newer':
      case 'store_blocked':
      case 'storage_full':
        throw reason;
      case 'storage_failed':
        // Only the writer, which has a memory to fall back on, makes it anew.
        if (!memory) throw reason;
        await Dexie.delete(name).catch(() => undefined);
        return await openOnDisk(name).catch(() => openInMemory(name, memory, reason));
      case 'storage_denied':
        return openInMemory(name, memory, reason);
    }
  }
}

/** Dexie opens a newer database without a word; ten of IndexedDB's versions are one of its own. */
async function openOnDisk(name: string): Promise<OpenedDatabase> {
  const database = await open(createDatabase(name));
  if (database.backendDB().version <= LAYOUT * 10) return { database, mode: 'kept' };
  const row = await database.meta.get('layout').catch(() => undefined);
  if (row?.key === 'layout' && row.value.readableBy <= LAYOUT) {
    return { database, mode: 'read_only' };
  }
  database.close();
  throw new StoreError('store_newer');
}

async function openInMemory(
  name: string,
  memory: (() => DexieOptions) | null,
  reason: StoreError,
): Promise<OpenedDatabase> {
  if (!memory) throw reason;
  return { database: await open(createDatabase(name, memory())), mode: 'memory' };
}

/**
 * Opens. A page of ours that holds an older layout open gets a little time to let go; packing that
 * layout takes as long as it takes. (`blocked` is not told to an opening that waits behind another.)
 */
async function open(database: StoreDatabase): Promise<StoreDatabase> {
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = () => {
    if (!isPacking(database)) reject(new StoreError('store_blocked'));
  };
  const timer = setTimeout(giveUp, OPENS_WITHIN);
  database.on('blocked', () => setTimeout(giveUp, BLOCKED_FOR));
  try {
    await Promise.race([database.open(), promise]);
    return database;
  } catch (error) {
    database.close();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
