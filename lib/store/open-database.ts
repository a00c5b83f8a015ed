import { Dexie, type DexieOptions } from 'dexie';
import { LAYOUT, StoreDatabase } from './database.ts';
import { asStoreError, StoreError } from './store-error.ts';
import type { StoreMode } from './views.ts';

/** How long (ms) an opening that another page blocks is waited for. */
const BLOCKED_FOR = 2_000;

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
    return { database: await open(new StoreDatabase(name)), mode: 'kept' };
  } catch (error) {
    const reason = asStoreError(error);
    switch (reason.code) {
      case 'store_newer':
        return { database: await openNewer(name, reason), mode: 'read_only' };
      case 'store_blocked':
      case 'storage_full':
        throw reason;
      case 'storage_failed':
        await Dexie.delete(name).catch(() => undefined);
        try {
          return { database: await open(new StoreDatabase(name)), mode: 'kept' };
        } catch {
          return inMemory(name, memory, reason);
        }
      case 'storage_denied':
        return inMemory(name, memory, reason);
    }
  }
}

async function inMemory(
  name: string,
  memory: (() => DexieOptions) | null,
  reason: StoreError,
): Promise<OpenedDatabase> {
  if (!memory) throw reason;
  return { database: await open(new StoreDatabase(name, memory())), mode: 'memory' };
}

/** Opens; a page of ours that holds an older version open gets a little time to let go. */
async function open(database: StoreDatabase): Promise<StoreDatabase> {
  const { promise, reject } = Promise.withResolvers<never>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  database.on('blocked', () => {
    timer = setTimeout(() => reject(new StoreError('store_blocked')), BLOCKED_FOR);
  });
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

async function openNewer(name: string, reason: StoreError): Promise<StoreDatabase> {
  const database = new StoreDatabase(name, {}, false);
  await database.open();
  const row = database.tables.some((table) => table.name === 'meta')
    ? await database.meta.get('layout')
    : undefined;
  if (row?.key === 'layout' && row.value.readableBy <= LAYOUT) return database;
  database.close();
  throw reason;
}
