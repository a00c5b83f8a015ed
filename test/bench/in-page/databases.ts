import type { Conversation } from '../../../lib/contract/conversation.ts';
import { Ratings } from '../ratings.ts';

/** A raw IndexedDB request or transaction as a promise. */
export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

/** A new, empty raw database with one object store, `rows`. */
export async function newRawDatabase(
  name: string,
  options?: IDBObjectStoreParameters,
): Promise<IDBDatabase> {
  await deleteDatabase(name);
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore('rows', options);
  return settled(request);
}

export async function deleteDatabase(name: string): Promise<void> {
  await settled(indexedDB.deleteDatabase(name));
}

/** Deletes every database of this origin: each case begins on empty ground. */
export async function deleteAllDatabases(): Promise<void> {
  const databases = await indexedDB.databases();
  await Promise.all(databases.map(({ name }) => deleteDatabase(name ?? '')));
}

/** Conversations in batches, as the baselines take them. The time to make them is nobody's. */
export function* batches(count: number, size: number): Generator<Conversation[]> {
  const ratings = new Ratings(count);
  for (let from = 0; from < count; from += size) {
    const length = Math.min(size, count - from);
    yield Array.from({ length }, (_, at) => ratings.conversation(from + at));
  }
}

/** Milliseconds that the writes took, without the making of what they wrote. */
export async function timeWrites<T>(
  pieces: Iterable<T>,
  write: (piece: T) => Promise<unknown>,
): Promise<number> {
  let milliseconds = 0;
  for (const piece of pieces) {
    const start = performance.now();
    await write(piece);
    milliseconds += performance.now() - start;
  }
  return milliseconds;
}

/** Milliseconds of each of several calls, one after the other. */
export async function timeEach<T>(
  inputs: Iterable<T>,
  call: (input: T) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  for (const input of inputs) {
    const start = performance.now();
    await call(input);
    times.push(performance.now() - start);
  }
  return times;
}
