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
  });
  await store.setRetention?.({ conversations: null, days: null });
  return store;
}
