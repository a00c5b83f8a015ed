import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { createStoreReader } from '../../../lib/store/reader.ts';
import { openStore, type Store } from '../../../lib/store/store.ts';
import type { OpenQuery, PanelQuery, PanelView, StoreReader } from '../../../lib/store/views.ts';
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
const ROWS = 200;
/** The row in the middle of them. */
const MIDDLE = 100;
const AFAR = [0, ROWS - 1];

const SCORES = [1, 2, 3, 4, 5] as const;
const named = (row: number) => `c${row}`;
const hour = (row: number) => new Date(Date.UTC(2026, 9, 1) + row * 3_600_000).toISOString();

/** Every third is not rated; each customer comes back now and then. */
const of = (row: number, facts = {}) =>
  conversation(named(row), {
    customer: `of ${row % 7}`,
    topics: [row % 2 === 0 ? 'refunds' : 'delivery'],
    ticketId: `T-${named(row)}`,
    startedAt: hour(row),
    ...(row % 3 === 0 ? {} : { rating: rating(SCORES[row % 5] ?? 1) }),
    ...facts,
  });

const review = (id: string, version: number) =>
  reviewOf(id, { version, note: `saved ${version} times` });

const edit = (id: string, name: string) => editOf(id, { edit: name, note: `edit ${name}` });

async function stocked(): Promise<{ name: string; store: Store }> {
  const name = `store-${crypto.randomUUID()}`;
  const store = openStore(name);
  await store.join(WORKSPACE);
  await store.apply(
    page(null, 'a', [
      settingsItem(1),
      topicItem(1, 'refunds', 'Refund deadline'),
      topicItem(1, 'delivery', 'Late delivery'),
      dayCountsItem(2, null, [['2026-11-03', { score1: 4, score5: 6 }]]),
      dayCountsItem(2, 'refunds', [['2026-11-03', { score1: 4 }]]),
      ...Array.from({ length: ROWS }, (_, row) => conversationItem(3 + row, of(row))),
    ]),
  );
  await store.saveAttempt({ syncedAt: NOON, clockOffset: NOON - Date.now() });
  await store.keepReview(review(named(99), 1));
  await store.keepEdit(edit(named(101), 'first'));
  return { name, store };
}

const asking = (row: number, how: Partial<PanelQuery> = {}): PanelQuery => ({
  open: openIn(named(row)),
  period: 'all',
  now: NOON,
  ...how,
});

/** A reader that has answered for the row in the middle, and then had time. */
async function settled(store: Store, query = asking(MIDDLE)) {
  const reader = createStoreReader(store);
  await reader.panel(query);
  await reader.readAhead(query, new AbortController().signal);
  return reader;
}

/** What a page shows that has just been opened: it has nothing in memory. */
async function onNewPage(name: string, query: PanelQuery): Promise<PanelView> {
  const store = openStore(name);
  try {
    return await createStoreReader(store).panel(query);
  } finally {
    store.close();
  }
}

/** What is in memory of a conversation, if all is: of one that is kept there is always a review. */
function wholeAtHand(reader: StoreReader, query: PanelQuery): PanelView | null {
  const view = reader.panelAtHand(query);
  return view?.conversation && view.review === null ? null : view;
}

/** Without what is read of the open conversation alone. */
function firstPart(view: PanelView | null): PanelView | null {
  return view && { ...view, review: null, earlier: [] };
}

/** Rows of whose conversation everything is in memory. */
function inMemory(reader: StoreReader): number[] {
  const rows = Array.from({ length: ROWS }, (_, row) => row);
  return rows.filter((row) => wholeAtHand(reader, asking(row)) !== null);
}

describe('read ahead', () => {
  it('has the conversations around the open one in memory, each as the store tells of it', async () => {
    const { name, store } = await stocked();
    const reader = await settled(store);
    const rows = inMemory(reader);
    expect(rows).toEqual(Array.from({ length: 49 }, (_, index) => MIDDLE - 24 + index));
    for (const row of rows) {
      expect(wholeAtHand(reader, asking(row))).toEqual(await onNewPage(name, asking(row)));
    }
    const notes = [99, 101].map((row) => wholeAtHand(reader, asking(row))?.review);
    expect(notes[0]?.stored?.note).toBe('saved 1 times');
    expect(notes[1]?.waiting?.note).toBe('edit first');
    const rated = rows.map((row) => wholeAtHand(reader, asking(row))?.earlier.length ?? 0);
    expect(Math.max(...rated)).toBe(5);
  });

  it('goes on from where somebody has gone', async () => {
    const { name, store } = await stocked();
    const reader = await settled(store);
    const next = asking(MIDDLE + 20);
    await reader.panel(next);
    await reader.readAhead(next, new AbortController().signal);
    expect(inMemory(reader).at(-1)).toBe(MIDDLE + 44);
    const last = asking(MIDDLE + 44);
    expect(wholeAtHand(reader, last)).toEqual(await onNewPage(name, last));
  });

  it('reaches over the ends of what is kept', async () => {
    const { store } = await stocked();
    for (const row of AFAR) {
      const reader = createStoreReader(openStore((await stocked()).name));
      await reader.panel(asking(row));
      await reader.readAhead(asking(row), new AbortController().signal);
      expect(inMemory(reader)).toHaveLength(25);
    }
    store.close();
  });

  it('knows them by what the inbox names them by', async () => {
    const { name, store } = await stocked();
    const byTicket = (row: number): OpenQuery => ({
      ...openIn(named(row)),
      conversation: null,
      ticket: `T-${named(row)}`,
    });
    const reader = await settled(store, asking(MIDDLE, { open: byTicket(MIDDLE) }));
    const next = asking(MIDDLE + 1, { open: byTicket(MIDDLE + 1) });
    expect(wholeAtHand(reader, next)).toEqual(await onNewPage(name, next));
    expect(wholeAtHand(reader, asking(MIDDLE + 1))).toBeNull();
  });

  it('leaves conversations of another source out', async () => {
    const { store } = await stocked();
    const other = { ...of(ROWS), source: 'imported' };
    await store.apply(page('a', 'b', [conversationItem(900, other), conversationItem(901, of(1))]));
    const reader = await settled(store, asking(ROWS - 1));
    expect(inMemory(reader)).toContain(1);
    expect(wholeAtHand(reader, asking(ROWS))).toBeNull();
  });

  it('has the rating and the topics of those farther away in memory, whose lines are there', async () => {
    const { name, store } = await stocked();
    const reader = await settled(store);
    for (const row of [...AFAR, MIDDLE - 60, MIDDLE + 60]) {
      const known = reader.panelAtHand(asking(row));
      expect(known).toEqual(firstPart(await onNewPage(name, asking(row))));
    }
  });

  it('has nothing of one whose topic’s score it does not know', async () => {
    const { store } = await stocked();
    const rare = of(MIDDLE + 60, { topics: ['refunds', 'rare'] });
    await store.apply(page('a', 'b', [conversationItem(900, rare)]));
    const reader = await settled(store);
    expect(reader.panelAtHand(asking(MIDDLE + 60))).toBeNull();
    expect(reader.panelAtHand(asking(MIDDLE + 59))).not.toBeNull();
    const otherPeriod = asking(MIDDLE + 59, { period: 30 });
    expect(reader.panelAtHand(otherPeriod)).toBeNull();
  });

  it('reads nothing after it was told to stop', async () => {
    const { store } = await stocked();
    const reader = createStoreReader(store);
    await reader.panel(asking(MIDDLE));
    await reader.readAhead(asking(MIDDLE), AbortSignal.abort());
    expect(inMemory(reader)).toEqual([MIDDLE]);
  });

  it('reads nothing where something has changed that the panel does not know of yet', async () => {
    const { store } = await stocked();
    const reader = createStoreReader(store);
    await reader.panel(asking(MIDDLE));
    await store.keepReview(review(named(MIDDLE + 1), 2));
    await reader.readAhead(asking(MIDDLE), new AbortController().signal);
    expect(inMemory(reader)).toEqual([MIDDLE]);
  });

  it('reads nothing of a conversation that is not kept', async () => {
    const { store } = await stocked();
    const reader = await settled(store, asking(ROWS + 1));
    expect(inMemory(reader)).toEqual([]);
  });
});

const CHANGES: [string, (store: Store) => Promise<unknown>][] = [
  [
    'the next one got another rating',
    (store) =>
      store.apply(
        page('a', 'b', [conversationItem(900, of(MIDDLE + 1, { rating: rating(3, 'so so') }))]),
      ),
  ],
  [
    'the next one was erased',
    (store) =>
      store.apply(
        page('a', 'b', [
          { n: 900, kind: 'erasure', source: 'fivefaces', conversation: named(MIDDLE + 1) },
        ]),
      ),
  ],
  [
    'an earlier one of its customer got a rating',
    (store) =>
      store.apply(
        page('a', 'b', [conversationItem(900, of(MIDDLE - 13, { rating: rating(1, 'again') }))]),
      ),
  ],
  ['its review was saved', (store) => store.keepReview(review(named(MIDDLE + 1), 2))],
  ['its review was edited here', (store) => store.keepEdit(edit(named(MIDDLE + 1), 'second'))],
  ['an edit of it was sent', (store) => store.changeEdit('first', null)],
  [
    'an edit of it was refused',
    (store) =>
      store.changeEdit('first', {
        ...edit(named(MIDDLE + 1), 'first'),
        state: 'refused',
        message: 'No.',
      }),
  ],
  [
    'its review was saved without a team',
    (store) => store.solo.saveReview(edit(named(MIDDLE + 1), 'alone')),
  ],
  [
    'it was looked through to',
    (store) => store.keepLookedThrough(of(ROWS + 1, { rating: rating(2) }), NOON),
  ],
  [
    'its counts changed',
    (store) =>
      store.apply(
        page('a', 'b', [dayCountsItem(900, 'delivery', [['2026-11-03', { score2: 9 }]])]),
      ),
  ],
];

describe('what was read ahead', () => {
  it.each(CHANGES)('is not shown any more after %s', async (_, change) => {
    const { name, store } = await stocked();
    const reader = await settled(store);
    const asked = [MIDDLE + 1, ROWS + 1].map((row) => asking(row));
    await reader.panel(asking(ROWS + 1));
    const before = asked.map((query) => wholeAtHand(reader, query));
    expect(before).not.toContain(null);
    await change(store);
    // As the panel does for the conversation that it shows.
    await reader.panel(asking(MIDDLE));
    expect(asked.map((query) => wholeAtHand(reader, query))).toEqual([null, null]);
    const after = await Promise.all(asked.map((query) => onNewPage(name, query)));
    expect(after).not.toEqual(before);
    asked.forEach((query, index) => {
      const known = reader.panelAtHand(query);
      if (known) expect(known).toEqual(firstPart(after[index] ?? null));
    });
    await reader.readAhead(asking(MIDDLE), new AbortController().signal);
    // What was erased, or came anew, is not beside the open one any more.
    expect([after[0], null]).toContainEqual(wholeAtHand(reader, asking(MIDDLE + 1)));
    expect(await Promise.all(asked.map((query) => reader.panel(query)))).toEqual(after);
  });

  it.each(CHANGES)('is told anew by a question, right after %s', async (_, change) => {
    const { name, store } = await stocked();
    const reader = await settled(store);
    await change(store);
    const next = asking(MIDDLE + 1);
    expect(await reader.panel(next)).toEqual(await onNewPage(name, next));
  });

  it('is not shown on the next day, nor once the copy is locked', async () => {
    const { store } = await stocked();
    const reader = await settled(store);
    for (const days of [1, 31]) {
      expect(wholeAtHand(reader, asking(MIDDLE + 1, { now: NOON + days * DAY }))).toBeNull();
    }
    expect(wholeAtHand(reader, asking(MIDDLE + 1))).not.toBeNull();
  });

  it('is not shown for another period', async () => {
    const { store } = await stocked();
    const reader = await settled(store);
    expect(wholeAtHand(reader, asking(MIDDLE + 1, { period: 30 }))).toBeNull();
  });

  it('is gone after the person left', async () => {
    const { store } = await stocked();
    const reader = await settled(store);
    await store.erase();
    await reader.panel(asking(MIDDLE));
    expect(inMemory(reader)).toEqual([]);
  });

  it('is of one state, also where that changed while it was read', async () => {
    const { name, store } = await stocked();
    const reader = createStoreReader(store);
    await reader.panel(asking(MIDDLE));
    const reading = reader.readAhead(asking(MIDDLE), new AbortController().signal);
    const changed = of(MIDDLE + 1, { rating: rating(1, 'meanwhile') });
    await store.apply(page('a', 'b', [conversationItem(900, changed)]));
    await reader.panel(asking(MIDDLE));
    await reading;
    for (const row of inMemory(reader)) {
      expect(wholeAtHand(reader, asking(row))).toEqual(await onNewPage(name, asking(row)));
    }
  });

  it('stays bounded however many are opened', async () => {
    const name = `store-${crypto.randomUUID()}`;
    const store = openStore(name);
    await store.join(WORKSPACE);
    const ids = Array.from({ length: 400 }, (_, index) => `many-${index}`);
    await store.apply(
      page(
        null,
        'a',
        ids.map((id, index) => conversationItem(index + 1, conversation(id))),
      ),
    );
    const reader = createStoreReader(store);
    const queries = ids.map((id) => ({ open: openIn(id), period: 'all', now: NOON }) as const);
    for (const query of queries) await reader.panel(query);
    const kept = queries.filter((query) => wholeAtHand(reader, query) !== null);
    expect(kept).toEqual(queries.slice(-256));
  });
});
