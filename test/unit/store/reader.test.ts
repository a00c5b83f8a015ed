import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { toInstant } from '../../../lib/contract/primitives.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import type { PopupView, StoreReader } from '../../../lib/store/views.ts';
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
import { joined } from '../fixtures/joined.ts';

const DAY = 86_400_000;
const panel = (reader: StoreReader, id: string, now = NOON) =>
  reader.panel({ open: openIn(id), period: 'all', now });

describe('the panel’s view', () => {
  it('says that a conversation which is not kept is not known, rather than not rated', async () => {
    const { store } = await joined();
    await store.apply(page(null, 'a', [conversationItem(1, conversation('c1'))]));
    const view = await panel(createStoreReader(store), 'other');
    expect(view.conversation).toBeNull();
    expect(view.topics).toEqual([]);
  });

  it('takes scores from day counts alone, and a conversation once in each of its topics', async () => {
    const { store } = await joined();
    await store.apply(
      page(null, 'a', [
        topicItem(1, 'refunds', 'Refund deadline'),
        topicItem(1, 'refunds-2', 'Refund by card'),
        dayCountsItem(2, null, [['2026-11-03', { score1: 4, score5: 6 }]]),
        dayCountsItem(2, 'refunds', [
          ['2026-10-31', { score5: 1 }],
          ['2026-11-03', { score1: 3 }],
        ]),
        dayCountsItem(2, 'refunds-2', [['2026-11-03', { score4: 1 }]]),
        conversationItem(3, conversation('c1', { topics: ['refunds', 'refunds-2', 'unheard'] })),
      ]),
    );
    const view = await panel(createStoreReader(store), 'c1');
    expect(view.topics.map(({ title }) => title)).toEqual([
      'Refund deadline',
      'Refund by card',
      'unheard',
    ]);
    expect(
      view.topics.map(({ figures }) => [figures.counts.score1, figures.counts.score5]),
    ).toEqual([
      [3, 1],
      [0, 0],
      [0, 0],
    ]);
    expect([view.overall.counts.score1, view.overall.counts.score5]).toEqual([4, 6]);
  });

  it('lists the customer’s rated conversations from before, newest first, at most five', async () => {
    const { store } = await joined();
    const of = (id: string, daysAgo: number, facts = {}) =>
      conversationItem(
        1,
        conversation(id, {
          customer: 'anna',
          startedAt: toInstant(NOON - daysAgo * DAY),
          rating: rating(3),
          ...facts,
        }),
      );
    await store.apply(
      page(null, 'a', [
        of('now', 0),
        of('later', -1),
        of('unrated', 1, { rating: null }),
        ...[2, 3, 4, 5, 6, 7].map((days) => of(`d${days}`, days)),
        of('test', 2.5, { visibility: 'internal' }),
        of('somebody', 2, { customer: 'ben' }),
      ]),
    );
    const { earlier } = await panel(createStoreReader(store), 'now');
    expect(earlier.map(({ id }) => id)).toEqual(['d2', 'test', 'd3', 'd4', 'd5']);
    expect(earlier.map(({ internal }) => internal)).toEqual([false, true, false, false, false]);
  });

  it('begins its period with the day in the workspace’s time zone on the server’s clock', async () => {
    const { store } = await joined();
    await store.apply(
      page(null, 'a', [
        settingsItem(1, { timeZone: 'Pacific/Kiritimati' }),
        dayCountsItem(2, null, [['2026-10-06', { score5: 1 }]]),
      ]),
    );
    const reader = createStoreReader(store);
    const view = () => reader.popup({ period: 30, now: NOON, open: null });
    // Noon in UTC is 2 o'clock on the 4th there: the last 30 days begin on 6 October.
    expect((await view()).overall.period).toEqual({
      length: 30,
      from: '2026-10-06',
      to: '2026-11-04',
    });
    await store.saveAttempt({ clockOffset: DAY });
    expect((await view()).overall.counts.score5).toBe(0);
  });

  it('shows the workspace as the feed last named it', async () => {
    const { store } = await joined();
    await store.apply(page(null, 'a', [settingsItem(2, { name: 'New name' }), settingsItem(1)]));
    const view = await panel(createStoreReader(store), 'c1');
    expect(view.workspace).toMatchObject({ name: 'New name', role: 'teammate' });
    expect(view.collection).toEqual({ enabled: true, changedAt: null, changedBy: null });
  });
});

describe('the state of the sync', () => {
  it('is never, then first with its progress, then current', async () => {
    const { store } = await joined();
    const reader = createStoreReader(store);
    const sync = async () => (await reader.popup({ period: 30, now: NOON, open: null })).sync;
    expect(await sync()).toMatchObject({ phase: 'never', progress: null, syncedAt: null });
    await store.apply(page(null, 'a', [], { more: true, progress: { done: 10, total: 40 } }));
    expect(await sync()).toMatchObject({ phase: 'first', progress: { done: 10, total: 40 } });
    await store.apply(page('a', 'b', []));
    expect(await sync()).toMatchObject({ phase: 'current', progress: null });
  });
});

describe('the look-up', () => {
  it('finds by conversation, by ticket and by words of a topic’s title', async () => {
    const { store } = await joined();
    await store.apply(
      page(null, 'a', [
        topicItem(1, 'refunds', 'Refund deadline'),
        conversationItem(2, conversation('c1', { ticketId: '4711' })),
        conversationItem(3, conversation('c2', { ticketId: '4711' })),
        conversationItem(4, conversation('4711')),
      ]),
    );
    const reader = createStoreReader(store);
    const found = async (text: string) =>
      (await reader.lookUp({ text, now: NOON })).found.map(({ id }) => id);
    expect(await found(' c1 ')).toEqual(['c1']);
    expect(await found('4711')).toEqual(['4711', 'c2', 'c1']);
    expect(await found('')).toEqual([]);
    // With a conversation come the titles of its own topics.
    await store.apply(
      page('a', 'b', [conversationItem(5, conversation('c3', { topics: ['refunds'] }))]),
    );
    expect((await reader.lookUp({ text: 'c3', now: NOON })).topics).toEqual([
      { id: 'refunds', title: 'Refund deadline' },
    ]);
    expect((await reader.lookUp({ text: 'DEADLINE', now: NOON })).topics).toEqual([
      { id: 'refunds', title: 'Refund deadline' },
    ]);
  });
});

describe('following a view', () => {
  it('tells at once, after each change, and no more after the end', async () => {
    const { store } = await joined();
    const reader = createStoreReader(store);
    const end = new AbortController();
    const heard = vi.fn<(view: PopupView) => void>();
    const last = () => heard.mock.lastCall?.[0].overall.counts.score5;
    reader.follow(
      (from) => from.popup({ period: 'all', now: NOON, open: null }),
      heard,
      () => undefined,
      end.signal,
    );
    await vi.waitFor(() => expect(last()).toBe(0));
    await store.apply(page(null, 'a', [dayCountsItem(1, null, [['2026-11-03', { score5: 3 }]])]));
    await vi.waitFor(() => expect(last()).toBe(3));
    end.abort();
    const calls = heard.mock.calls.length;
    await store.apply(page('a', 'b', [dayCountsItem(2, null, [['2026-11-03', { score5: 4 }]])]));
    await reader.popup({ period: 'all', now: NOON, open: null });
    expect(heard.mock.calls.length).toBe(calls);
  });

  it('says that the store cannot be read', async () => {
    const { store } = await joined();
    const reader = createStoreReader(store);
    const failed = vi.fn();
    const { signal } = new AbortController();
    reader.follow(
      () => Promise.reject(new Error('denied')),
      () => undefined,
      failed,
      signal,
    );
    await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce());
  });
});

describe('a person leaves, or was offline for longer than allowed', () => {
  it('finds nothing on this computer after 30 days without the server, and all of it after a sync', async () => {
    const { store } = await joined();
    const wire = conversation('c1', { ticketId: 'T-1', rating: rating(2), topics: ['refund'] });
    await store.apply(
      page(null, 'a', [
        dayCountsItem(1, null, [['2026-11-03', { score2: 1 }]]),
        conversationItem(2, wire),
      ]),
    );
    await store.keepLookedThrough(conversation('looked', { rating: rating(1) }), NOON);
    await store.saveAttempt({ syncedAt: NOON });
    const reader = createStoreReader(store);
    const day = 86_400_000;
    const view = (id: string, now: number) =>
      reader.panel({ open: openIn(id), period: 'all', now });

    expect((await view('c1', NOON + 29 * day)).conversation?.rating?.score).toBe(2);
    const late = NOON + 31 * day;
    for (const id of ['c1', 'looked']) {
      expect(await view(id, late)).toMatchObject({
        conversation: null,
        topics: [],
        earlier: [],
        sync: { locked: true },
      });
    }
    expect((await view('c1', late)).overall.counts.score2).toBe(0);
    expect((await reader.lookUp({ text: 'T-1', now: late })).found).toEqual([]);
    expect((await reader.lookUp({ text: 'looked', now: late })).found).toEqual([]);
    const list = { topic: null, unreviewedOnly: false, before: null, limit: 9, now: late };
    expect((await reader.toReview(list)).conversations).toEqual([]);

    await store.saveAttempt({ syncedAt: late });
    expect((await view('c1', late)).conversation?.rating?.score).toBe(2);
  });

  it('is locked after as many days as a policy says, and keeps no more days than it allows', async () => {
    const { store } = await joined();
    const old = conversation('old', { countedOn: '2026-09-01', rating: rating(2) });
    await store.apply(
      page(null, 'a', [conversationItem(1, old), conversationItem(2, conversation('new'))]),
    );
    const day = 86_400_000;
    await store.saveAttempt({ syncedAt: NOON, clockOffset: NOON - Date.now() });
    const reader = createStoreReader(store);
    const locked = async (days: number) =>
      (await reader.popup({ period: 'all', now: Date.now() + days * day, open: null })).sync.locked;
    expect(await locked(8)).toBe(false);
    await store.setLimits({ daysKept: 30, daysOffline: 7 });
    expect([await locked(6), await locked(8)]).toEqual([false, true]);
    expect((await store.usage()).retention.days).toBe(30);
    expect((await panel(reader, 'old', Date.now())).conversation).toBeNull();
    expect((await panel(reader, 'new', Date.now())).conversation).not.toBeNull();
    // Who chose less keeps less.
    await store.setRetention({ conversations: null, days: 10 });
    expect((await store.usage()).retention.days).toBe(10);
    // A policy outlives leaving the team.
    await store.erase();
    expect((await store.usage()).retention.days).toBe(10);
  });
});
