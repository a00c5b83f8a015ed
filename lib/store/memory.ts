import type { DexieOptions } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';

/**
 * An IndexedDB in memory, for a browser that gives the extension no storage. It is forgotten with
 * the background; what it holds comes back with the next sync. Only the background has it in its
 * bundle.
 */
export function memoryDatabase(): DexieOptions {
  return { indexedDB: new IDBFactory(), IDBKeyRange };
}
