import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../lib/contract/primitives.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import type { Store } from '../../../lib/store/store.ts';
import {
  conversation,
  conversationItem,
  dayCountsItem,
  NOON,
  openIn,
  page,
  rating,
  settingsItem,
  topicItem,
} from '../fixtures/feed.ts';
import { joined, newStore, WORKSPACE } from '../fixtures/joined.ts';

async function scoreOf(store: Store, id: string) {
  const view = await createStoreReader(store).panel({
    open: openIn(id),
    period: 'all',
    now: NOON,
  });
  return view.conversation?.rating?.score ?? null;
}

async function isKept(store: Store, id: string) {
  const { found } = await createStoreReader(store).lookUp({ text: id, now: NOON });
  return found.length === 1;
}

describe('a page of changes', () => {
  it('is applied together with its cursor', async () => {
    const { store } = await joined();
    const applied = await store.apply(
      page(null, 'a', [conversationItem(1, conversation('c1', { rating: rating(2) }))]),
    );
    expect(applied).toEqual({ applied: true });
    expect(await scoreOf(store, 'c1')).toBe(2);
    expect(await store.position()).toEqual({ epoch: 'epoch-1', cursor: 'a', complete: true });
  });

  it('changes nothing if it does not begin at the stored cursor', async () => {
    const { store } = await joined();
    await store.apply(page(null, 'a', []));
    const late = page('b', 'c', [conversationItem(9, conversation('c1', { rating: rating(5) }))]);
    expect(await store.apply(late)).toEqual({ applied: false });
    expect(await isKept(store, 'c1')).toBe(false);
    expect((await store.position()).cursor).toBe('a');
  });

  it('changes nothing the second time', async () => {
    const { store } = await joined();
    const first = page(null, 'a', [dayCountsItem(1, null, [['2026-11-03', { score5: 1 }]])]);
    await store.apply(first);
    expect(await store.apply(first)).toEqual({ applied: false });
    const { overall } = await createStoreReader(store).popup({
      period: 'all',
      now: NOON,
      open: null,
    });
    expect(overall.counts.score5).toBe(1);
  });

  it('of another epoch changes nothing', async () => {
    const { store } = await joined();
    await store.apply(page(null, 'a', []));
    const other = page('a', 'b', [settingsItem(3, { name: 'Other' })], { epoch: 'epoch-2' });
    expect(await store.apply(other)).toEqual({ applied: false });
  });

  it('leaves nothing behind when the browser stops writing in the middle', async () => {
    const { store } = await joined();
    const { database } = await store.open();
    const broken = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    database.toReview.hook('creating', broken);
    const whole = page(null, 'a', [
      conversationItem(1, conversation('c1')),
      conversationItem(2, conversation('c2', { rating: rating(1) })),
    ]);
    await expect(store.apply(whole)).rejects.toMatchObject({ code: 'storage_full' });
    expect(await isKept(store, 'c1')).toBe(false);
    expect((await store.position()).cursor).toBeNull();
  });
});

describe('of two states of one conversation', () => {
  it('the one with the higher change number stays, within a page and between pages', async () => {
    const { store } = await joined();
    const older = conversationItem(4, conversation('c1', { rating: rating(1) }));
    const newer = conversationItem(7, conversation('c1', { rating: rating(5) }));
    await store.apply(page(null, 'a', [newer, older]));
    expect(await scoreOf(store, 'c1')).toBe(5);
    await store.apply(page('a', 'b', [older]));
    expect(await scoreOf(store, 'c1')).toBe(5);
  });

  it('an erased one does not come back by a state from before', async () => {
    const { store } = await joined();
    const wire = conversation('c1', { ticketId: 'T-1', customer: 'anna', rating: rating(2) });
    await store.apply(page(null, 'a', [conversationItem(3, wire)]));
    await store.apply(
      page('a', 'b', [{ n: 5, kind: 'erasure', source: 'fivefaces', conversation: 'c1' }]),
    );
    await store.apply(page('b', 'c', [conversationItem(4, wire)]));
    expect(await isKept(store, 'c1')).toBe(false);
    expect(await isKept(store, 'T-1')).toBe(false);
  });
});

describe('the first page', () => {
  it('takes the place of a review that was saved before it, which the server may have lost', async () => {
    const { store } = await joined();
    await store.keepReview({
      subject: 'topic',
      source: null,
      id: 'delivery',
      version: 1,
      takenBy: null,
      cause: 'other',
      nextStep: null,
      note: 'Gone with the backup',
      doneAt: null,
      changedAt: toInstant(NOON),
      changedBy: { id: 'p1', name: 'Ada' },
    });
    await store.apply(page(null, 'a', [topicItem(1, 'delivery', 'Delivery')]));
    const { database } = await store.open();
    expect(await database.reviews.count()).toBe(0);
  });
});

describe('a new epoch', () => {
  it('is built beside the old data and swapped when it is complete', async () => {
    const { store } = await joined();
    await store.apply(
      page(null, 'a', [
        conversationItem(8, conversation('old', { rating: rating(1) })),
        dayCountsItem(8, null, [['2026-11-03', { score1: 1 }]]),
      ]),
    );
    await store.startAgain();
    const next = { epoch: 'epoch-2', more: true };
    await store.apply(
      page(null, 'x', [conversationItem(1, conversation('new', { rating: rating(5) }))], next),
    );
    expect(await scoreOf(store, 'old')).toBe(1);
    expect(await isKept(store, 'new')).toBe(false);

    await store.apply(
      page('x', 'y', [dayCountsItem(2, null, [['2026-11-03', { score5: 1 }]])], {
        epoch: 'epoch-2',
      }),
    );
    expect(await isKept(store, 'old')).toBe(false);
    expect(await scoreOf(store, 'new')).toBe(5);
    const { overall, sync } = await createStoreReader(store).popup({
      period: 'all',
      now: NOON,
      open: null,
    });
    expect([overall.counts.score1, overall.counts.score5, sync.phase]).toEqual([0, 1, 'current']);

    await store.tidy();
    const { database } = await store.open();
    expect(await database.segments.count()).toBe(1);
  });

  it('may begin again before it was complete', async () => {
    const { store } = await joined();
    await store.apply(page(null, 'a', [conversationItem(1, conversation('old'))]));
    await store.startAgain();
    await store.apply(
      page(null, 'x', [conversationItem(1, conversation('half'))], { epoch: '2', more: true }),
    );
    await store.startAgain();
    expect((await store.position()).cursor).toBeNull();
    await store.apply(
      page(null, 'z', [conversationItem(1, conversation('third'))], { epoch: '3' }),
    );
    await store.tidy();
    expect([await isKept(store, 'half'), await isKept(store, 'third')]).toEqual([false, true]);
  });
});

describe('the store', () => {
  it('has an identity that is written once and outlives erasing', async () => {
    const store = newStore();
    expect(await store.identity()).toBeNull();
    const identity = await store.ensureIdentity();
    expect(await store.ensureIdentity()).toBe(identity);
    await store.join(WORKSPACE);
    await store.erase();
    expect(await store.identity()).toBe(identity);
  });

  it('keeps nothing of a workspace after erasing but the reason', async () => {
    const { store } = await joined();
    await store.apply(page(null, 'a', [settingsItem(1), conversationItem(2, conversation('c1'))]));
    const problem = {
      code: 'auth' as const,
      detail: 'token_revoked',
      message: 'm',
      remedy: 'r',
      since: NOON,
    };
    await store.erase(problem);
    const view = await createStoreReader(store).popup({ period: 'all', now: NOON, open: null });
    expect(view.workspace).toBeNull();
    expect(view.collection).toBeNull();
    expect(view.sync).toMatchObject({ phase: 'never', problem });
    expect(await isKept(store, 'c1')).toBe(false);
  });
});
