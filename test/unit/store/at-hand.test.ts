import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { atHandOf } from '../../../lib/store/at-hand.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import { openStore, type Store } from '../../../lib/store/store.ts';
import type { PanelQuery, PanelView } from '../../../lib/store/views.ts';
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
import { WORKSPACE } from '../fixtures/joined.ts';
import { editOf, reviewOf } from '../fixtures/reviews.ts';

const DAY = 86_400_000;
const IDS = ['c1', 'c2', 'c3', 'by-ticket', 'unheard'];

const of = (id: string, facts = {}) =>
  conversation(id, { customer: 'anna', topics: ['refunds'], ticketId: `T-${id}`, ...facts });

/** A store with some conversations, and its name. */
async function stocked(): Promise<{ name: string; store: Store }> {
  const name = `store-${crypto.randomUUID()}`;
  const store = openStore(name);
  await store.join(WORKSPACE);
  await store.apply(
    page(null, 'a', [
      topicItem(1, 'refunds', 'Refund deadline'),
      settingsItem(1),
      dayCountsItem(2, null, [['2026-11-03', { score1: 4, score5: 6 }]]),
      dayCountsItem(2, 'refunds', [['2026-11-03', { score1: 4 }]]),
      conversationItem(3, of('c1', { rating: rating(1) })),
      conversationItem(4, of('c2', { startedAt: '2026-11-03T13:00:00.000Z', rating: rating(5) })),
      conversationItem(5, of('c3', { startedAt: '2026-11-03T14:00:00.000Z' })),
      conversationItem(6, of('by-ticket')),
    ]),
  );
  await store.saveAttempt({ syncedAt: NOON, clockOffset: NOON - Date.now() });
  return { name, store };
}

/** What is asked as somebody goes from conversation to conversation. */
function queries(now: number): PanelQuery[] {
  return IDS.flatMap((id) => {
    const byTicket = { ...openIn(id), conversation: null, ticket: `T-${id}` };
    const open = id === 'by-ticket' ? byTicket : openIn(id);
    return [
      { open, period: 'all', now },
      { open, period: 30, now },
    ];
  });
}

async function views(store: Store, now: number): Promise<PanelView[]> {
  const reader = createStoreReader(store);
  const read: PanelView[] = [];
  for (const query of queries(now)) read.push(await reader.panel(query));
  return read;
}

/** What a page shows that has just been opened: it has nothing in memory. */
async function viewsOfNewPage(name: string, now: number): Promise<PanelView[]> {
  const store = openStore(name);
  const read = await views(store, now);
  store.close();
  return read;
}

const CHANGES: [string, (store: Store) => Promise<unknown>][] = [
  [
    'a conversation got another rating',
    (store) => store.apply(page('a', 'b', [conversationItem(7, of('c1', { rating: rating(4) }))])),
  ],
  [
    'a conversation came that was not known',
    (store) => store.apply(page('a', 'b', [conversationItem(7, of('unheard'))])),
  ],
  [
    'a conversation was erased',
    (store) =>
      store.apply(
        page('a', 'b', [{ n: 7, kind: 'erasure', source: 'fivefaces', conversation: 'c1' }]),
      ),
  ],
  [
    'counts changed',
    (store) =>
      store.apply(
        page('a', 'b', [
          dayCountsItem(7, null, [['2026-11-03', { score1: 5, score5: 6 }]]),
          dayCountsItem(7, 'refunds', [['2026-11-03', { score1: 5 }]]),
        ]),
      ),
  ],
  [
    'a topic got another title',
    (store) => store.apply(page('a', 'b', [topicItem(7, 'refunds', 'Refunds by card')])),
  ],
  ['settings changed', (store) => store.apply(page('a', 'b', [settingsItem(7, { name: 'Zeta' })]))],
  [
    'an old conversation is not kept any more',
    async (store) => {
      await store.apply(
        page('a', 'b', [conversationItem(7, of('c2', { countedOn: '2026-01-03' }))]),
      );
      await store.setRetention({ conversations: null, days: 30 });
    },
  ],
  ['a review was saved', (store) => store.keepReview(reviewOf('c1', { note: 'asked twice' }))],
  [
    'an edit of a review waits',
    (store) => store.keepEdit(editOf('c1', { edit: 'mine', note: 'asked twice' })),
  ],
  [
    'a conversation was looked through to',
    (store) => store.keepLookedThrough(of('unheard', { rating: rating(3) }), NOON),
  ],
  [
    'the server began another epoch, whose feed is whole',
    async (store) => {
      await store.startAgain();
      const anew = { epoch: 'epoch-2' };
      await store.apply(page(null, 'z', [conversationItem(1, of('c1'))], anew));
    },
  ],
  ['the person left', (store) => store.erase()],
  [
    'the person left and joined again',
    async (store) => {
      await store.erase();
      await store.join(WORKSPACE);
      await store.apply(page(null, 'a', [conversationItem(3, of('c2', { rating: rating(3) }))]));
    },
  ],
];

describe('a panel that has been open for a while', () => {
  it.each(CHANGES)('shows what one shows that was just opened, after %s', async (_, change) => {
    const { name, store } = await stocked();
    const before = await views(store, NOON);
    expect(before).toEqual(await viewsOfNewPage(name, NOON));
    await change(store);
    const after = await views(store, NOON);
    expect(after).not.toEqual(before);
    expect(after).toEqual(await viewsOfNewPage(name, NOON));
    // Once more, now from what was read since.
    expect(await views(store, NOON)).toEqual(after);
  });

  it('shows the same as a new one on the next day, and once it is locked', async () => {
    const { name, store } = await stocked();
    await views(store, NOON);
    for (const days of [1, 8, 31]) {
      const now = NOON + days * DAY;
      expect(await views(store, now)).toEqual(await viewsOfNewPage(name, now));
    }
    expect(await views(store, NOON)).toEqual(await viewsOfNewPage(name, NOON));
  });

  it('shows the same as a new one after this computer’s clock was put right', async () => {
    const { name, store } = await stocked();
    await store.saveAttempt({ clockOffset: -40 * DAY });
    const now = NOON + 40 * DAY;
    await createStoreReader(store).panel({ open: openIn('unheard'), period: 'all', now });
    await store.saveAttempt({ clockOffset: 0 });
    expect(await views(store, NOON)).toEqual(await viewsOfNewPage(name, NOON));
  });

  it('has nothing in memory any more after the person left', async () => {
    const { store } = await stocked();
    await views(store, NOON);
    const { database } = await store.open();
    expect(atHandOf(database)?.segments.size).toBe(1);
    await store.erase();
    await views(store, NOON);
    expect(atHandOf(database)).toBeNull();
  });

  it('does not take two topics in a row for a conversation', async () => {
    const { name, store } = await stocked();
    const topics = ['other', 'fivefaces', 'unheard', 'last'];
    await store.apply(page('a', 'b', [conversationItem(7, of('c3', { topics }))]));
    const [, , , , shown] = await views(store, NOON);
    expect(shown?.conversation?.topics).toEqual(topics);
    expect(await views(store, NOON)).toEqual(await viewsOfNewPage(name, NOON));
    const unheard = (await views(store, NOON)).at(-1);
    expect(unheard?.conversation).toBeNull();
  });

  it('goes through hundreds of conversations and tells each right', async () => {
    const { name, store } = await stocked();
    const ids = Array.from({ length: 5_000 }, (_, index) => `many-${index}`);
    const items = ids.map((id, index) =>
      conversationItem(10 + index, conversation(id, { customer: `of ${index % 700}` })),
    );
    await store.apply(page('a', 'b', items));
    const fresh = openStore(name);
    const asked = ids.filter((_, index) => index % 61 === 0);
    for (const id of [...asked, ...asked]) {
      const query = { open: openIn(id), period: 30, now: NOON } as const;
      const view = await createStoreReader(store).panel(query);
      expect(view.conversation?.id).toBe(id);
    }
    const last = { open: openIn('many-3'), period: 30, now: NOON } as const;
    expect(await createStoreReader(store).panel(last)).toEqual(
      await createStoreReader(fresh).panel(last),
    );
    fresh.close();
  });
});

describe('a panel without a team', () => {
  it('shows what is said of a topic at once', async () => {
    const { store } = await stocked();
    const reader = createStoreReader(store);
    const shown = () => reader.panel({ open: openIn('c1'), period: 'all', now: NOON });
    expect((await shown()).topics[0]?.knownProblem).toBeNull();
    await store.solo.saveTopic('refunds', { status: 'done' });
    expect((await shown()).topics[0]?.status).toBe('done');
  });
});
