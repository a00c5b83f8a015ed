import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { SourceError } from '../../../lib/sources/errors.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import { secondsLeft } from '../../../lib/sync/progress.ts';
import {
  conversation,
  conversationItem,
  dayCountsItem,
  NOON,
  page,
  rating,
} from '../fixtures/feed.ts';
import { joined } from '../fixtures/joined.ts';
import { type Changes, once, popup, syncOf } from '../fixtures/syncing.ts';

/** The first page of three: scores lead, conversations follow. */
const LEAD = page(
  null,
  'a',
  [dayCountsItem(1, null, [['2026-11-03', { conversations: 2, asked: 2, score5: 1, score1: 1 }]])],
  { more: true, progress: { done: 1, total: 3 } },
);
const FIRST = page('a', 'b', [conversationItem(2, conversation('c1', { rating: rating(5) }))], {
  more: true,
  progress: { done: 2, total: 3 },
});
const LAST = page('b', 'c', [conversationItem(3, conversation('c2', { rating: rating(1) }))], {
  progress: { done: 3, total: 3 },
});
const PAGES = new Map([LEAD, FIRST, LAST].map((one) => [one.from, one]));

const feed: Changes = async (cursor) => PAGES.get(cursor) ?? page(cursor, 'c', []);

describe('the first sync', () => {
  it('asks for the largest pages, later ones for small ones', async () => {
    const sizes: (number | undefined)[] = [];
    const { sync } = syncOf(await joined(), (cursor, wait, signal, limit) => {
      sizes.push(limit);
      return feed(cursor, wait, signal, limit);
    });
    await sync.syncOnce(once);
    await sync.syncOnce(once);
    expect(sizes).toEqual([10_000, 10_000, 10_000, 2_000]);
  });

  it('has the right scores from the first page on, and says how far it is and how long it takes', async () => {
    const given = syncOf(await joined(), async (cursor, ...others) => {
      if (cursor === 'a') throw new SourceError('network');
      given.clock.now += 500;
      return feed(cursor, ...others);
    });
    await given.sync.syncOnce(once);
    const { overall, sync } = await popup(given.store);
    expect(overall.counts).toMatchObject({ asked: 2, score5: 1, score1: 1 });
    expect(sync).toMatchObject({ phase: 'first', progress: { done: 1, total: 3 }, perSecond: 2 });
    expect(secondsLeft(sync)).toBe(1);
  });

  it('goes on where it was, in a background that was started anew', async () => {
    const given = await joined();
    const asked: (string | null)[] = [];
    const dying: Changes = async (cursor, ...others) => {
      asked.push(cursor);
      if (cursor === 'a') throw new SourceError('network');
      return feed(cursor, ...others);
    };
    await syncOf(given, dying).sync.syncOnce(once);
    const after = syncOf(given, async (cursor, ...others) => {
      asked.push(cursor);
      return feed(cursor, ...others);
    });
    await after.sync.syncOnce({ wait: 0, hurry: true });
    expect(asked).toEqual([null, 'a', 'a', 'b']);
    expect((await popup(given.store)).sync).toMatchObject({
      phase: 'current',
      progress: null,
      perSecond: null,
    });
  });

  it('sees to it, before it begins, that another one follows; a complete copy needs none', async () => {
    const given = await joined();
    const order: string[] = [];
    const onIncomplete = async () => void order.push('alarm');
    const changes: Changes = async (cursor, ...others) => {
      order.push(`page ${cursor}`);
      return feed(cursor, ...others);
    };
    const { sync } = syncOf(given, changes, { onIncomplete });
    await sync.syncOnce(once);
    await sync.syncOnce(once);
    expect(order).toEqual(['alarm', 'page null', 'page a', 'page b', 'page c']);
  });

  it('pulls no longer than a background surely lives, and never waits meanwhile', async () => {
    const waits: number[] = [];
    const given = syncOf(await joined(), async (cursor, wait) => {
      waits.push(wait);
      given.clock.now += 5_000;
      return page(cursor, `${cursor}x`, [], { more: true });
    });
    await given.sync.syncOnce({ wait: 20, hurry: false });
    expect(waits).toEqual([0, 0, 0]);
    expect((await popup(given.store)).sync.phase).toBe('first');
  });

  it('shows the old copy to its end while a new epoch is fetched', async () => {
    const given = await joined();
    await syncOf(given, feed).sync.syncOnce(once);
    const shown: number[] = [];
    const reader = createStoreReader(given.store);
    const { sync } = syncOf(given, async (cursor) => {
      shown.push((await given.store.usage()).conversations);
      if (cursor === 'c') throw new SourceError('contract', { code: 'cursor_gone' });
      const item = conversationItem(1, conversation('c9'));
      const facts = { epoch: 'epoch-2', more: cursor === null };
      return page(cursor, `${cursor}+`, cursor === null ? [item] : [], facts);
    });
    await sync.syncOnce(once);
    expect(shown).toEqual([2, 2, 2]);
    expect((await reader.lookUp({ text: 'c9', now: NOON })).found).toHaveLength(1);
    expect((await given.store.usage()).conversations).toBe(1);
  });
});

describe('pages that are too large for the line', () => {
  it('are asked for at half the size from the next attempt on, also by another background', async () => {
    const given = await joined();
    const sizes: (number | undefined)[] = [];
    const slow: Changes = async (cursor, wait, signal, limit = 0) => {
      sizes.push(limit);
      if (limit > 3_000) throw new SourceError('network', { code: 'timeout' });
      return feed(cursor, wait, signal, limit);
    };
    const hurried = { wait: 0, hurry: true };
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await syncOf(given, slow).sync.syncOnce(hurried);
    }
    expect(sizes.slice(0, 3)).toEqual([10_000, 5_000, 2_500]);
    expect((await given.store.position()).cursor).not.toBeNull();
  });

  it('a long wait that nothing answered says nothing about them', async () => {
    const given = await joined();
    await syncOf(given, feed).sync.syncOnce(once);
    const { sync } = syncOf(given, async () => {
      throw new SourceError('network', { code: 'timeout' });
    });
    await sync.syncOnce({ wait: 20, hurry: false });
    expect((await given.store.attempt()).pageLimit).toBeNull();
  });
});

describe('a sync that the background did not live to end', () => {
  it('is counted by the next one', async () => {
    const given = await joined();
    const never = vi.fn<Changes>(() => new Promise(() => undefined));
    void syncOf(given, never).sync.syncOnce(once);
    await vi.waitFor(() => expect(never).toHaveBeenCalled());
    expect((await popup(given.store)).sync.runningSince).toBe(NOON);
    await syncOf(given, feed).sync.syncOnce(once);
    expect(await given.store.attempt()).toMatchObject({ died: 1, runningSince: null });
  });

  it('is not counted where it only waited for news', async () => {
    const given = await joined();
    await syncOf(given, feed).sync.syncOnce(once);
    const never = vi.fn<Changes>(() => new Promise(() => undefined));
    void syncOf(given, never).sync.syncOnce({ wait: 20, hurry: false });
    await vi.waitFor(() => expect(never).toHaveBeenCalled());
    await syncOf(given, feed).sync.syncOnce(once);
    expect((await given.store.attempt()).died).toBe(0);
  });

  it('leaves no trace where it ended with a failure', async () => {
    const given = await joined();
    const { sync } = syncOf(given, async () => {
      throw new SourceError('server');
    });
    await sync.syncOnce(once);
    expect(await given.store.attempt()).toMatchObject({ died: 0, runningSince: null });
  });
});

it('a feed that goes in circles is stopped', async () => {
  const { sync } = syncOf(await joined(), async (cursor) =>
    page(cursor, cursor === 'a' ? 'b' : 'a', [], { more: true }),
  );
  expect(await sync.syncOnce(once)).toMatchObject({ ok: false, code: 'feed_stuck' });
});
