import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { createStoreReader } from '../../../lib/store/reader.ts';
import { createSync } from '../../../lib/sync/sync.ts';
import { conversation, conversationItem, NOON, page, rating } from '../fixtures/feed.ts';
import { joined } from '../fixtures/joined.ts';

it('storage full: said so, what is there stays readable, and it goes on when there is room', async () => {
  const { store, tokens } = await joined();
  await store.apply(page(null, 'a', [conversationItem(1, conversation('c1'))]));
  const rated = conversationItem(2, conversation('c1', { rating: rating(5) }));
  const sync = createSync({
    store,
    tokens,
    source: () => ({
      changes: async (cursor) => page(cursor, 'b', cursor === 'a' ? [rated] : []),
      digest: () => Promise.reject(new Error('not asked for')),
    }),
    isAllowed: async () => true,
    onWithdrawn: async () => undefined,
    locks: navigator.locks,
    now: () => NOON,
  });
  const scoreOf = async () =>
    (await createStoreReader(store).lookUp({ text: 'c1', now: NOON })).found[0]?.rating?.score;

  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  expect(await sync.syncOnce({ wait: 0, hurry: true })).toMatchObject({
    ok: false,
    code: 'storage_full',
    message: 'There is no room left to store anything on this computer.',
  });
  expect(await scoreOf()).toBeUndefined();
  expect((await store.position()).cursor).toBe('a');

  put.mockRestore();
  await sync.syncOnce({ wait: 0, hurry: true });
  expect(await scoreOf()).toBe(5);
});
