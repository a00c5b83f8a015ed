import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Conversation } from '../../../lib/contract/conversation.ts';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { Score } from '../../../lib/csat/scale.ts';
import { openPackedRows } from '../../../lib/store/packed-rows.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import { EMPTY_PACKED } from '../../../lib/store/records.ts';
import { readLine, writeLine } from '../../../lib/store/row-line.ts';
import { time, toStored } from '../../../lib/store/stored-conversation.ts';
import { tidyStore } from '../../../lib/store/tidy.ts';
import {
  conversation,
  conversationItem,
  dayCountsItem,
  NOON,
  page,
  rating,
} from '../fixtures/feed.ts';
import { joined, newStore } from '../fixtures/joined.ts';
import { DAY, daysAgo, lookUp, toReview } from '../fixtures/read-copy.ts';

describe('a conversation as a line', () => {
  const text = fc.string({ unit: 'grapheme' });
  const instant = fc
    .integer({ min: NOON - 900 * DAY, max: NOON + 900 * DAY })
    .map((time) => toInstant(time));
  const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
  const score = fc.constantFrom<Score>(1, 2, 3, 4, 5);
  const wire: fc.Arbitrary<Conversation> = fc.record({
    source: text,
    id: text,
    ticketId: orNull(text),
    channel: orNull(text),
    visibility: fc.constantFrom('external', 'internal'),
    customer: orNull(text),
    emailHash: orNull(text),
    startedAt: instant,
    endedAt: orNull(instant),
    finalAt: orNull(instant),
    finalUnknown: fc.boolean(),
    ratingHidden: fc.boolean(),
    handedOverAt: orNull(instant),
    countedOn: instant.map((time) => time.slice(0, 10)),
    asked: orNull(fc.boolean()),
    askedAt: orNull(instant),
    askedBy: orNull(fc.constantFrom('helped', 'handover')),
    openedAt: orNull(instant),
    notAsked: orNull(fc.constantFrom('collection_off', 'left_first')),
    rating: orNull(
      fc
        .tuple(
          fc.record({
            comment: orNull(text),
            reason: fc.option(text, { nil: undefined }),
            ratedAt: instant,
            byTeam: fc.boolean(),
            of: fc.constantFrom('ai_agent', 'teammate', 'unknown'),
          }),
          fc.oneof(
            fc.record({ score }),
            fc.record({
              score: fc.constant(null),
              sentiment: fc.constantFrom('negative', 'neutral', 'positive'),
            }),
          ),
        )
        .map(([facts, given]) => ({ ...facts, ...given })),
    ),
    predicted: orNull(fc.record({ score, reason: orNull(text) })),
    topics: fc.array(text),
  });

  it('comes back as it was, whatever is in it, and has no line feed', () => {
    void fc.assert(
      fc.property(wire, fc.nat(), (one, n) => {
        const stored = toStored(one);
        const line = writeLine(n, stored);
        expect(line).not.toContain('\n');
        const { source, id } = one;
        expect(readLine(line)).toEqual({ n, source, id, conversation: stored, counted: null });
      }),
    );
  });
});

describe('an instant of the feed', () => {
  it('is read as Date.parse reads it, in any order of days and with any offset', () => {
    const any = fc.date({ min: new Date(0), max: new Date(8e12), noInvalidDate: true });
    const forms = [
      (date: Date) => date.toISOString(),
      (date: Date) => date.toISOString().replace(/\.\d+Z$/, 'Z'),
      (date: Date) => date.toISOString().replace('Z', '+05:30'),
      (date: Date) => date.toISOString().replace(/\dZ$/, '+01:00'),
    ];
    void fc.assert(
      fc.property(fc.array(fc.tuple(any, fc.constantFrom(...forms))), (dates) => {
        for (const [date, form] of dates) expect(time(form(date))).toBe(Date.parse(form(date)));
      }),
    );
  });
});

describe('how much is kept', () => {
  afterEach(() => vi.useRealTimers());
  const days = Array.from({ length: 40 }, (_, index) => daysAgo(`d${index}`, index));
  const counts = ['2026-11', '2026-10', '2026-09'].map((month, index) =>
    dayCountsItem(
      index + 1,
      null,
      days
        .filter(({ countedOn }) => countedOn.startsWith(month))
        .map((one) => [one.countedOn, { conversations: 1, asked: 1 }]),
    ),
  );
  const first = () =>
    page(null, 'a', [...counts, ...days.map((one, index) => conversationItem(10 + index, one))]);

  it('keeps the newest conversations up to a number, by what the day counts say, and every count', async () => {
    const { store } = await joined();
    await store.setRetention({ conversations: 10, days: null });
    await store.apply(first());
    const usage = await store.usage();
    expect(usage).toMatchObject({ conversations: 10, keptFrom: days[9]?.countedOn });
    expect([await lookUp(store, 'd9'), await lookUp(store, 'd10')]).toEqual([['d9'], []]);
    const { overall } = await createStoreReader(store).popup({
      period: 'all',
      now: NOON,
      open: null,
    });
    expect(overall.counts.conversations).toBe(40);
  });

  it('takes out at once what is beyond a new limit, words and lists too', async () => {
    const { store } = await joined();
    await store.apply(first());
    await store.setRetention({ conversations: null, days: 5 });
    expect(await lookUp(store, 'd39')).toEqual([]);
    expect((await store.usage()).conversations).toBeLessThan(40);
    const { database } = await store.open();
    const words = (await database.searchText.toArray()).join('\n');
    expect(words).not.toContain('d39');
    expect((await database.segments.toArray()).join('\n')).not.toContain('"d39"');
  });

  it('holds for what comes after a limit was set on an empty copy, however its clock stands', async () => {
    vi.useFakeTimers({ now: NOON + 2 * DAY, toFake: ['Date'] });
    const { store } = await joined();
    await store.apply(page(null, 'a', []));
    await store.setRetention({ conversations: null, days: 5 });
    // By this computer's clock the fifth day is over; the server's stands two days behind.
    await store.apply(page('a', 'b', [conversationItem(1, daysAgo('fourth', 4))]));
    const serverTime = toInstant(NOON + 2 * DAY);
    await store.apply(page('b', 'c', [conversationItem(2, daysAgo('today', 0))], { serverTime }));
    await store.tidy();
    expect([await lookUp(store, 'fourth'), await lookUp(store, 'today')]).toEqual([[], ['today']]);
    expect((await store.usage()).conversations).toBe(1);
  });

  it('fetches anew beside the old copy where more is to be kept', async () => {
    const { store } = await joined();
    await store.setRetention({ conversations: 10, days: null });
    await store.apply(first());
    await store.setRetention({ conversations: null, days: null });
    expect((await store.position()).cursor).toBeNull();
    expect(await lookUp(store, 'd3')).toEqual(['d3']);
    await store.apply(first());
    expect((await store.usage()).conversations).toBe(40);
  });
});

describe('an erasure', () => {
  it('leaves no word of the conversation on this computer', async () => {
    const { store } = await joined();
    const wire = conversation('c1', {
      customer: 'mara-k',
      ticketId: 'T-77',
      rating: rating(1, 'my secret words'),
    });
    await store.apply(
      page(null, 'a', [conversationItem(1, wire), conversationItem(2, conversation('c2'))]),
    );
    await store.apply(
      page('a', 'b', [conversationItem(3, { ...wire, rating: rating(2, 'more secret') })]),
    );
    await store.keepLookedThrough(wire, NOON);
    await store.apply(
      page('b', 'c', [{ n: 4, kind: 'erasure', source: 'fivefaces', conversation: 'c1' }]),
    );
    const { database } = await store.open();
    const everything = JSON.stringify(
      await Promise.all(database.tables.map((table) => table.toArray())),
    );
    expect(everything).not.toMatch(/secret|mara-k|T-77/);
    expect(await lookUp(store, 'c2')).toEqual(['c2']);
  });
});

describe('packing anew', () => {
  it('moves what is left of sparse rows, after which all is found as before', async () => {
    const store = newStore();
    const { database } = await store.open();
    const wire = (id: number, round: number) =>
      conversation(`c${id}`, {
        ticketId: `T${id}`,
        rating: rating((((id + round) % 5) + 1) as Score, `round ${round}`),
      });
    const count = 90;
    let n = 0;
    let cursor: string | null = null;
    for (let round = 0; round < 6; round += 1) {
      const items = Array.from({ length: count }, (_, id) => {
        n += 1;
        return conversationItem(n, wire(id, round));
      });
      await store.apply(page(cursor, `${round}`, items));
      cursor = `${round}`;
    }
    const before = await toReview(store);
    await tidyStore(database, NOON, () => false, 200);
    expect(await toReview(store)).toEqual(before);
    expect(await lookUp(store, 'T83')).toEqual(['c83']);
    expect((await store.usage()).conversations).toBe(count);
    expect(await database.segments.count()).toBe(2);
    const feed = await database.meta.get('feed:1');
    expect(feed).toMatchObject({ value: { packed: { firstRow: 6 * count, movingUntil: null } } });
    await store.apply(page(cursor, 'end', [conversationItem(n + 1, wire(5, 99))]));
    expect(await lookUp(store, 'round 99')).toEqual(['c5']);
  });
});

describe('the digest of the copy', () => {
  it('sums change numbers and scores by month, and skips what is erased', async () => {
    const { store } = await joined();
    await store.apply(
      page(null, 'a', [
        dayCountsItem(1, null, [
          ['2026-11-03', { conversations: 2, score2: 1, answered: 1, asked: 1 }],
        ]),
        conversationItem(2, conversation('c1', { rating: rating(2) })),
        conversationItem(3, daysAgo('c2', 20, { rating: rating(5) })),
        conversationItem(4, conversation('c3')),
        { n: 5, kind: 'erasure', source: 'fivefaces', conversation: 'c4' },
      ]),
    );
    expect(await store.digest()).toEqual({
      epoch: 'epoch-1',
      head: 5,
      topics: { count: 0, numbers: 0 },
      reviews: { count: 0, numbers: 0 },
      keptFrom: null,
      months: [
        {
          month: '2026-10',
          conversations: { count: 1, numbers: 3, scores: 15 },
          dayCounts: { count: 0, numbers: 0, counted: 0 },
        },
        {
          month: '2026-11',
          conversations: { count: 2, numbers: 6, scores: 4 },
          dayCounts: { count: 1, numbers: 1, counted: 5 },
        },
      ],
    });
  });

  it('is none before everything was fetched once', async () => {
    const { store } = await joined();
    await store.apply(page(null, 'a', [], { more: true }));
    expect(await store.digest()).toBeNull();
  });
});

describe('rows', () => {
  it('fill records in their order, over many pages, with blank ones between', async () => {
    const store = newStore();
    const { database } = await store.open();
    let state = openPackedRows(database, 1, EMPTY_PACKED);
    for (let part = 0; part < 5; part += 1) {
      for (let index = 0; index < 30; index += 1) {
        const one = toStored(conversation(`c${part * 30 + index}`));
        state.append(writeLine(1, one), one, one);
      }
      state = openPackedRows(database, 1, await state.flush());
    }
    const located = await state.locate(
      Array.from({ length: 150 }, (_, index) => ({ source: 'fivefaces', id: `c${index}` })),
    );
    expect(located.map((one) => one?.row)).toEqual(Array.from({ length: 150 }, (_, row) => row));
    expect(await database.segments.count()).toBe(3);
  });
});
