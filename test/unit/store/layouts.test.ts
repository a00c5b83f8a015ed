import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { type Score, sentiment } from '../../../lib/csat/scale.ts';
import { memoryDatabase } from '../../../lib/store/memory.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import { openStore, type Store } from '../../../lib/store/store.ts';
import { conversation, conversationItem, NOON, openIn, page, rating } from '../fixtures/feed.ts';
import { joined, WORKSPACE } from '../fixtures/joined.ts';
import old from './layout-1.json' with { type: 'json' };

const newName = () => `store-${crypto.randomUUID()}`;

/** A database as the first release left it: its tables, its indexes, its rows. */
async function oldDatabase(name: string): Promise<Dexie> {
  const database = new Dexie(name);
  database.version(1).stores({
    conversations: 'key, ticket, [customer+startedAt]',
    topics: 'key',
    dayCounts: 'key',
    meta: 'key',
  });
  for (const [table, rows] of Object.entries(old)) await database.table(table).bulkPut(rows);
  return database;
}

const panel = (store: Store, id: string) =>
  createStoreReader(store).panel({
    open: openIn(id),
    period: 'all',
    now: NOON,
  });
/** What layout 1 could not know yet follows from the rest. */
const asNow = (kept: (typeof old.conversations)[number]['conversation']) => {
  const score = kept?.rating?.score as Score;
  const rating = kept?.rating && { ...kept.rating, sentiment: sentiment(score) };
  return { ...kept, rating, finalUnknown: false, ratingHidden: false };
};
const lookUp = async (store: Store, text: string) =>
  (await createStoreReader(store).lookUp({ text, now: NOON })).found.map(({ id }) => id);

describe('a database of layout 1', () => {
  it('is packed when it is opened: everything is found and counted as before, without the network', async () => {
    const name = newName();
    (await oldDatabase(name)).close();
    const store = openStore(name);
    const view = await panel(store, 'c10');
    expect(view.workspace).toMatchObject({ name: 'Acme Support', timeZone: 'Europe/Berlin' });
    expect(view.conversation).toEqual(
      asNow(old.conversations.find((row) => row.conversation?.id === 'c10')?.conversation),
    );
    expect(view.topics).toMatchObject([{ title: 'Refund deadline' }]);
    expect(view.topics[0]?.figures.counts).toMatchObject({ conversations: 75, score2: 30 });
    expect(view.overall.counts).toMatchObject({ conversations: 151, score5: 31 });
    expect(view.sync).toMatchObject({ phase: 'current', clockOffset: 1500, mode: 'kept' });
    expect(await lookUp(store, 'T-149')).toEqual(['c149']);
    expect(await lookUp(store, 'cafe link')).toEqual(['c4']);
    expect((await store.usage()).conversations).toBe(149);
    expect((await store.position()).cursor).toBe('cursor-2');
  });

  it('keeps every conversation as it was, and what was erased stays erased', async () => {
    const name = newName();
    (await oldDatabase(name)).close();
    const store = openStore(name);
    for (const row of old.conversations) {
      if (!row.conversation || !row.key.startsWith('1\n')) continue;
      const { conversation: kept } = await panel(store, row.conversation.id);
      expect(kept).toEqual(asNow(row.conversation));
    }
    const late = conversationItem(150, conversation('c9', { rating: rating(1) }));
    await store.apply(page('cursor-2', 'cursor-3', [late]));
    expect((await panel(store, 'c9')).conversation).toBeNull();
  });
});

describe('version from a newer release', () => {
  async function newer(name: string, readableBy: number): Promise<void> {
    const store = openStore(name);
    await store.join(WORKSPACE);
    await store.apply(
      page(null, 'a', [conversationItem(1, conversation('c1', { rating: rating(4) }))]),
    );
    const { database } = await store.open();
    await database.meta.put({ key: 'layout', value: { layout: 99, readableBy } });
    store.close();
    const raised = Promise.withResolvers<void>();
    const request = indexedDB.open(name, 9_990);
    request.onsuccess = () => {
      request.result.close();
      raised.resolve();
    };
    request.onerror = () => raised.reject(request.error);
    await raised.promise;
  }

  it('is read and not written, with a message, where it says that this one can read it', async () => {
    const name = newName();
    await newer(name, 3);
    const store = openStore(name);
    const view = await panel(store, 'c1');
    expect(view.conversation?.rating?.score).toBe(4);
    expect(view.sync.mode).toBe('read_only');
    await expect(store.apply(page('a', 'b', []))).rejects.toMatchObject({
      code: 'store_newer',
      message: 'A newer version of Fivefaces was used here before.',
    });
  });

  it('is left alone where it does not', async () => {
    const name = newName();
    await newer(name, 98);
    const store = openStore(name);
    await expect(store.workspace()).rejects.toMatchObject({ code: 'store_newer' });
    const database = await new Dexie(name).open();
    expect(database.verno).toBe(999);
    database.close();
  });
});

describe('blocked upgrade', () => {
  it('is told after a moment, and goes on once the old page has gone', async () => {
    const name = newName();
    const holder = await oldDatabase(name);
    holder.on('versionchange', () => false);
    const store = openStore(name);
    await expect(store.workspace()).rejects.toMatchObject({ code: 'store_blocked' });
    holder.close();
    await expect.poll(() => store.workspace().catch(() => null)).not.toBeNull();
    expect(await lookUp(store, 'c1')).toEqual(['c1']);
  });
});

describe('storage denied', () => {
  const denied = {
    open() {
      throw new DOMException('A mutation operation was attempted', 'InvalidStateError');
    },
  };

  it('leaves a store in memory where one is given, and says so', async () => {
    const real = globalThis.indexedDB;
    Dexie.dependencies.indexedDB = denied as unknown as IDBFactory;
    try {
      const store = openStore(newName(), { memory: memoryDatabase });
      await store.join(WORKSPACE);
      await store.apply(
        page(null, 'a', [conversationItem(1, conversation('c1', { rating: rating(2) }))]),
      );
      const view = await panel(store, 'c1');
      expect(view.conversation?.rating?.score).toBe(2);
      expect(view.sync.mode).toBe('memory');
    } finally {
      Dexie.dependencies.indexedDB = real;
    }
  });

  it('is an error with a remedy where there is none', async () => {
    const real = globalThis.indexedDB;
    Dexie.dependencies.indexedDB = denied as unknown as IDBFactory;
    try {
      await expect(openStore(newName()).identity()).rejects.toMatchObject({
        code: 'storage_denied',
        remedy: expect.stringContaining('Allow'),
      });
    } finally {
      Dexie.dependencies.indexedDB = real;
    }
  });
});

describe('evicted', () => {
  it('a database that is deleted under us is empty and usable, not broken', async () => {
    const { store } = await joined();
    await store.apply(page(null, 'a', [conversationItem(1, conversation('c1'))]));
    const { database } = await store.open();
    await Dexie.delete(database.name);
    expect(await store.workspace()).toBeNull();
    await store.join(WORKSPACE);
    expect((await store.position()).cursor).toBeNull();
    await store.apply(page(null, 'a', [conversationItem(1, conversation('c1'))]));
    expect(await lookUp(store, 'c1')).toEqual(['c1']);
  });
});
