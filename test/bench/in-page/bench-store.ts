import { readFeed, readGenerations } from '../../../lib/store/database.ts';
import type { Generation } from '../../../lib/store/find-conversations.ts';
import { openStore, type Store } from '../../../lib/store/store.ts';

/** The name of the store that `fill` leaves for the cases that read. */
export function nameOf(count: number): string {
  return `bench-${count}`;
}

/** Our store, without any limit to what it keeps. */
export async function openBenchStore(count: number): Promise<Store> {
  const store = openStore(nameOf(count));
  await store.join({
    server: location.origin,
    id: 'main',
    name: 'Acme Support',
    demo: true,
    timeZone: 'UTC',
    person: { id: 'p1', name: 'Robin' },
    role: 'teammate',
    solo: false,
  });
  await store.setRetention({ conversations: null, days: null });
  return store;
}

/** What is read of the store, for looking a row up without all that a view reads beside it. */
export async function generationOf(store: Store): Promise<Generation> {
  const { database } = await store.open();
  const { read: generation } = await readGenerations(database);
  const { packed } = await readFeed(database, generation);
  return { database, generation, packed };
}
