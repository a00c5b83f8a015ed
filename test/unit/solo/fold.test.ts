import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addDays, dayOf } from '../../../lib/csat/calendar.ts';
import {
  addCounts,
  contribution,
  type DayCounts,
  noCounts,
  responseRate,
} from '../../../lib/csat/day-counts.ts';
import type { Score } from '../../../lib/csat/scale.ts';
import type { SourceConversation } from '../../../lib/sources/source.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import { openStore, type Store } from '../../../lib/store/store.ts';
import { soloSourceOf, soloWorkspace } from '../../../lib/sync/solo-workspace.ts';
import { NOON } from '../fixtures/feed.ts';
import { batch, face, told } from '../fixtures/model-platform.ts';

// How long something is kept goes by the clock: today is the day of the tests' conversations.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOON }));
afterAll(() => void vi.useRealTimers());

const DAY = 86_400_000;
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
const newName = () => `solo-${crypto.randomUUID()}`;

const access = (id: string) =>
  ({
    id,
    kind: 'zendesk',
    name: id,
    place: `${id}.zendesk.com`,
    config: {},
    secret: null,
    createdAt: 1,
  }) as const;

async function soloStore(name = newName(), sources = ['zendesk']): Promise<Store> {
  const store = openStore(name);
  await store.ensureIdentity();
  await store.solo.begin(soloWorkspace());
  for (const id of sources) await store.solo.add(soloSourceOf(access(id)));
  return store;
}

/** Applies a batch on top of whatever state is stored. */
async function apply(store: Store, conversations: SourceConversation[], gone: string[] = []) {
  const [source] = await store.solo.sources();
  const state = source?.state ?? null;
  return store.solo.apply(
    'zendesk',
    state,
    batch(`${Number(state) + 1}`, conversations, { gone }),
    NOON,
  );
}

const open = (id: string, place = 'zendesk.zendesk.com') => ({
  inbox: 'zendesk',
  place,
  conversation: id,
  ticket: null,
});
const panel = (store: Store, id: string) =>
  createStoreReader(store).panel({ open: open(id), period: 'all', now: NOON });

async function countsOf(store: Store, topic: string | null): Promise<DayCounts> {
  const reader = createStoreReader(store);
  if (topic === null) {
    return (await reader.popup({ period: 'all', now: NOON, open: null })).overall.counts;
  }
  const page = await reader.topicPage({ topic, period: 'all', now: NOON });
  return page.topic?.figures.counts ?? noCounts();
}

describe('a batch of a source of this browser', () => {
  it('is kept with its state, its topics under the source’s name, and day counts folded here', async () => {
    const store = await soloStore();
    const topics = [{ id: 'refund', title: 'Refunds' }];
    await apply(store, [
      told('1', { rating: face(2, 'no help'), topics }),
      told('2', { rating: { ...face(5), score: null, sentiment: 'positive' }, topics }),
    ]);
    const view = await panel(store, '1');
    expect(view.from).toMatchObject({ kind: 'connected', source: { id: 'zendesk' } });
    expect(view.conversation?.rating).toMatchObject({ score: 2, comment: 'no help' });
    expect(view.topics).toMatchObject([{ id: 'zendesk:refund', title: 'Refunds' }]);
    expect(view.topics[0]?.figures.counts).toMatchObject({ conversations: 2, score2: 1, good: 1 });
    expect(view.overall.counts).toEqual(view.topics[0]?.figures.counts);
    expect(await store.solo.sources()).toMatchObject([
      { state: '1', complete: true, conversations: 2, ratings: 2 },
    ]);
  });

  it('that was pulled from another state than the stored one changes nothing', async () => {
    const store = await soloStore();
    const first = batch('a', [told('1', { rating: face(4) })]);
    expect(await store.solo.apply('zendesk', null, first, NOON)).toMatchObject({ applied: true });
    expect(await store.solo.apply('zendesk', null, first, NOON)).toMatchObject({ applied: false });
    expect(await store.solo.apply('gone', null, first, NOON)).toMatchObject({ applied: false });
    expect((await countsOf(store, null)).score4).toBe(1);
  });

  it('that tells the same again writes nothing', async () => {
    const store = await soloStore();
    const same = () => [told('1', { rating: face(4), topics: [{ id: 't', title: 'T' }] })];
    expect((await apply(store, same())).changed).toBe(true);
    expect((await apply(store, same())).changed).toBe(false);
  });

  it('masks personal numbers in comments, and keeps an e-mail address only as a hash that finds it', async () => {
    const store = await soloStore();
    const rating = face(1, 'mail me at anna@example.com, card 4111 1111 1111 1111');
    await apply(store, [told('1', { rating, email: ' Anna@Example.com ' })]);
    const { conversation } = await panel(store, '1');
    expect(conversation?.rating?.comment).toBe('mail me at [e-mail], card [card number]');
    expect(conversation?.emailHash).toMatch(/^[0-9a-f]{64}$/);
    const found = await createStoreReader(store).lookUp({ text: 'anna@example.com', now: NOON });
    expect(found.found.map(({ id }) => id)).toEqual(['1']);
    // Another browser's hash is another one.
    const other = await soloStore();
    await apply(other, [told('1', { email: 'anna@example.com' })]);
    expect((await panel(other, '1')).conversation?.emailHash).not.toBe(conversation?.emailHash);
  });

  it('leaves a conversation on the day on which it first counted', async () => {
    const store = await soloStore();
    await apply(store, [told('1', { rating: face(3) })]);
    await apply(store, [told('1', { rating: face(5), startedAt: NOON - 40 * DAY })]);
    expect((await panel(store, '1')).conversation?.countedOn).toBe(dayOf(NOON, ZONE));
    expect(await countsOf(store, null)).toEqual({ ...noCounts(), conversations: 1, score5: 1 });
  });

  it('of what is told only if it is known brings nothing new, and changes what is there', async () => {
    const store = await soloStore();
    await apply(store, [told('1', { rating: face(3) })]);
    await apply(store, [told('1', { onlyIfKnown: true }), told('2', { onlyIfKnown: true })]);
    expect((await panel(store, '1')).conversation?.rating).toBeNull();
    expect((await panel(store, '2')).conversation).toBeNull();
    expect(await countsOf(store, null)).toEqual({ ...noCounts(), conversations: 1 });
  });

  it('that states a part leaves the rest as it was', async () => {
    const store = await soloStore();
    const topics = [{ id: 't', title: 'T' }];
    await apply(store, [told('1', { rating: face(3, 'so so'), ticketId: 'T-1', topics })]);
    const predicted = { score: 4, reason: 'friendly' } as const;
    await apply(store, [told('1', { partial: true, channel: null, topics: null, predicted })]);
    expect((await panel(store, '1')).conversation).toMatchObject({
      rating: { score: 3, comment: 'so so' },
      ticketId: 'T-1',
      channel: 'web',
      topics: ['zendesk:t'],
      predicted,
    });
  });

  it('leaves out what cannot be kept and says so in a note', async () => {
    const store = await soloStore();
    await apply(store, [told('a\nb'), told('2', { startedAt: Number.NaN }), told('3')]);
    const [source] = await store.solo.sources();
    expect(source).toMatchObject({ conversations: 1 });
    expect(source?.notes).toHaveLength(1);
  });
});

describe('what a source no longer has', () => {
  it('goes with its reviews, and counts no more', async () => {
    const store = await soloStore();
    await apply(store, [told('1', { rating: face(1) }), told('2', { rating: face(5) })]);
    await apply(store, [], ['1', 'never']);
    expect((await panel(store, '1')).conversation).toBeNull();
    expect(await countsOf(store, null)).toEqual({ ...noCounts(), conversations: 1, score5: 1 });
    // And it may come back.
    await apply(store, [told('1', { rating: face(4) })]);
    expect((await countsOf(store, null)).conversations).toBe(2);
  });

  it('goes at the end of telling everything again, and not before', async () => {
    const store = await soloStore();
    await apply(store, [told('1', { rating: face(1) }), told('2', { rating: face(5) })]);
    await store.solo.tellAgain('zendesk');
    const again = batch('x', [told('2', { rating: face(5) })], { more: true });
    await store.solo.apply('zendesk', null, again, NOON);
    expect((await panel(store, '1')).conversation).not.toBeNull();
    await store.solo.apply('zendesk', 'x', batch('y', [told('3')]), NOON);
    expect((await panel(store, '1')).conversation).toBeNull();
    expect((await panel(store, '2')).conversation?.rating?.score).toBe(5);
    expect(await countsOf(store, null)).toEqual({ ...noCounts(), conversations: 2, score5: 1 });
    expect(await store.solo.sources()).toMatchObject([{ conversations: 2, ratings: 1 }]);
  });
});

it('a source that is taken out takes with it all that came from it, and nothing else', async () => {
  const store = await soloStore(newName(), ['zendesk', 'zendesk-2']);
  const topics = [{ id: 'refund', title: 'Refunds' }];
  const one = (id: string) => told(id, { rating: face(2, `words of ${id}`), topics });
  await store.solo.apply('zendesk', null, batch('a', [one('1'), one('2')]), NOON);
  await store.solo.apply('zendesk-2', null, batch('a', [one('1'), one('3')]), NOON);
  await store.solo.keepOne('zendesk', told('looked'), NOON);
  await store.solo.remove('zendesk');
  const reader = createStoreReader(store);
  expect(await countsOf(store, null)).toEqual({ ...noCounts(), conversations: 2, score2: 2 });
  expect(
    (await reader.topicPage({ topic: 'zendesk:refund', period: 'all', now: NOON })).topic,
  ).toBeNull();
  const words = await reader.lookUp({ text: 'words', now: NOON });
  expect(words.found.map(({ source }) => source)).toEqual(['zendesk-2', 'zendesk-2']);
  expect((await reader.lookUp({ text: 'looked', now: NOON })).found).toEqual([]);
  const toReview = { topic: null, unreviewedOnly: false, before: null, limit: 9, now: NOON };
  expect((await reader.toReview(toReview)).conversations).toHaveLength(2);
  expect((await store.sources()).map(({ id }) => id)).toEqual(['zendesk-2']);
  expect((await store.usage()).conversations).toBe(2);
});

it('a conversation asked for by itself updates what is kept, else it is shown and counts nowhere', async () => {
  const store = await soloStore();
  await apply(store, [told('1', { rating: face(1) })]);
  await store.solo.keepOne('zendesk', told('1', { rating: face(5) }), NOON);
  const topics = [{ id: 'refund', title: 'Refunds' }];
  await store.solo.keepOne('zendesk', told('2', { rating: face(2), topics }), NOON);
  expect(await countsOf(store, null)).toEqual({ ...noCounts(), conversations: 1, score5: 1 });
  const view = await panel(store, '2');
  expect(view.conversation?.rating?.score).toBe(2);
  expect(view.lookedThroughAt).toBe(NOON);
  expect(view.topics).toMatchObject([{ title: 'Refunds' }]);
  // Once the source lists it, it counts.
  await apply(store, [told('2', { rating: face(2), topics })]);
  expect((await panel(store, '2')).lookedThroughAt).toBeNull();
  expect((await countsOf(store, null)).score2).toBe(1);
});

it('a review is saved here at once, each on top of the one before', async () => {
  const store = await soloStore();
  await apply(store, [told('1', { rating: face(1) })]);
  const edit = (note: string, done: boolean) => ({
    edit: crypto.randomUUID(),
    subject: 'conversation' as const,
    source: 'zendesk',
    id: '1',
    version: 0,
    takenBy: null,
    cause: 'wrong_answer' as const,
    nextStep: null,
    note,
    done,
    madeAt: NOON,
  });
  await store.solo.saveReview(edit('look into it', false));
  await store.solo.saveReview(edit('mended', true));
  const { review } = await panel(store, '1');
  expect(review?.stored).toMatchObject({ version: 2, note: 'mended', changedBy: { name: 'You' } });
  expect(review?.waiting).toBeNull();
  expect(review?.stored?.doneAt).not.toBeNull();
});

const IDS = ['1', '2', '3', '4', '5', '6'] as const;
const rating = fc.option(
  fc.oneof(
    fc.constantFrom<Score>(1, 2, 3, 4, 5).map((score) => face(score)),
    fc
      .constantFrom('positive' as const, 'neutral' as const, 'negative' as const)
      .map((sentiment) => ({ ...face(3), score: null, sentiment })),
  ),
);
const stated = fc.record({
  id: fc.constantFrom(...IDS),
  days: fc.integer({ min: 0, max: 60 }),
  asked: fc.option(fc.boolean()),
  rating,
  topics: fc.option(fc.subarray(['a', 'b', 'c'])),
  onlyIfKnown: fc.boolean(),
});
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      told: fc.array(stated, { maxLength: 5 }),
      gone: fc.subarray([...IDS], { maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant('again' as const) },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
  { weight: 1, arbitrary: fc.constant('tidy' as const) },
  { weight: 1, arbitrary: fc.constant('keep 20 days' as const) },
);

it('counts folded here equal a recount, whatever is told in whatever order, again, and over restarts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const name = newName();
      let store = await soloStore(name);
      const kept = new Map<
        string,
        {
          day: string;
          one: typeof stated extends fc.Arbitrary<infer T> ? T : never;
          topics: string[];
        }
      >();
      /** Conversations that count before are not kept; they count all the same. */
      let from = '';
      let last: { conversations: SourceConversation[]; gone: string[] } | null = null;
      for (const one of steps) {
        if (one === 'restart') {
          store.close();
          store = openStore(name);
        } else if (one === 'tidy') await store.tidy();
        else if (one === 'keep 20 days') {
          from = addDays(dayOf(NOON, ZONE), -19);
          await store.setRetention({ conversations: null, days: 20 });
        } else if (one === 'again') {
          if (last) await apply(store, last.conversations, last.gone);
        } else {
          const gone = one.gone.filter((id) => !one.told.some((told) => told.id === id));
          const conversations = one.told.map(({ id, days, topics, ...facts }) =>
            told(id, {
              ...facts,
              startedAt: NOON - days * DAY,
              topics: topics?.map((id) => ({ id, title: id.toUpperCase() })) ?? null,
            }),
          );
          last = { conversations, gone };
          await apply(store, conversations, gone);
          for (const given of new Map(one.told.map((told) => [told.id, told])).values()) {
            const before = kept.get(given.id);
            if (given.onlyIfKnown && !before) continue;
            const day = before?.day ?? dayOf(NOON - given.days * DAY, ZONE);
            kept.set(given.id, { day, one: given, topics: given.topics ?? before?.topics ?? [] });
          }
          for (const id of gone) kept.delete(id);
        }
      }
      const recount = (topic: string | null, from: string | null) =>
        [...kept.values()]
          .filter(({ topics }) => topic === null || topics.includes(topic))
          .filter(({ day }) => from === null || day >= from)
          .map(({ one }) =>
            contribution({
              internal: false,
              asked: null,
              opened: false,
              score: one.rating?.score ?? null,
              sentiment: one.rating && one.rating.score === null ? one.rating.sentiment : null,
            }),
          )
          .reduce(addCounts, noCounts());
      for (const topic of [null, 'a', 'b', 'c']) {
        const counts = await countsOf(store, topic && `zendesk:${topic}`);
        expect(counts).toEqual(recount(topic, null));
        expect(responseRate(counts)).toBeNull();
      }
      const recent = await createStoreReader(store).popup({ period: 30, now: NOON, open: null });
      expect(recent.overall.counts).toEqual(recount(null, addDays(dayOf(NOON, ZONE), -29)));
      const [source] = await store.solo.sources();
      expect(source?.conversations).toBe(kept.size);
      expect(source?.ratings).toBe([...kept.values()].filter(({ one }) => one.rating).length);
      const within = [...kept.values()].filter(({ day }) => day >= from);
      expect((await store.usage()).conversations).toBe(within.length);
      store.close();
    }),
    { numRuns: 25 },
  );
}, 30_000);
