import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ChangeItem } from '../../../lib/contract/changes.ts';
import type { Conversation } from '../../../lib/contract/conversation.ts';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { Review } from '../../../lib/contract/review.ts';
import { ratedShare } from '../../../lib/csat/day-counts.ts';
import { createSampleFeed } from '../../../lib/sample/sample-feed.ts';
import type { ConversationFilter } from '../../../lib/store/conversation-views.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import type { Store } from '../../../lib/store/store.ts';
import type { StoreReader } from '../../../lib/store/views.ts';
import { NOON, page } from '../fixtures/feed.ts';
import { joined, WORKSPACE } from '../fixtures/joined.ts';

/** What Insights reads of conversations, beside the same told by plain loops over the feed. */

const DAY = 86_400_000;
const ME = WORKSPACE.person;
const SAM = { id: 'p2', name: 'Sam' };
const now = NOON;

let store: Store;
let reader: StoreReader;
let all: Conversation[];
let toReview: Conversation[];
let topic: string;
let reviews: Review[];

const nothing: ConversationFilter = { period: 'all', source: null, channel: null, handling: null };
const span = (from: string, to: string): ConversationFilter => ({
  ...nothing,
  period: { from, to },
});
const HALF_YEAR = span('2026-05-01', '2026-10-31');

function review(of: Conversation, facts: Partial<Review>): Review {
  return {
    subject: 'conversation',
    source: of.source,
    id: of.id,
    version: 1,
    takenBy: null,
    cause: null,
    nextStep: null,
    note: null,
    doneAt: null,
    changedAt: toInstant(now - DAY),
    changedBy: ME,
    ...facts,
  };
}

beforeAll(async () => {
  const plan = { begunAt: now, timeZone: 'UTC', ratings: [] };
  const feed = createSampleFeed(plan, { key: 'a2V5', hashEmail: (email) => `h-${email.length}` });
  const items: ChangeItem[] = [...(feed.changes(null, plan, now)?.items ?? [])];
  all = items.flatMap((item) => (item.kind === 'conversation' ? [item.conversation] : []));
  toReview = all
    .filter(
      ({ rating, visibility }) =>
        rating !== null && !rating.byTeam && visibility === 'external' && (rating.score ?? 5) <= 3,
    )
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  const counts = new Map<string, number>();
  for (const id of toReview.flatMap(({ topics }) => topics)) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  topic = [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
  const ours = toReview.slice(0, 60).map((one, index) =>
    review(one, {
      takenBy: index % 3 === 0 ? ME : index % 3 === 1 ? SAM : null,
      cause: index % 2 === 0 ? 'wrong_answer' : 'did_not_know',
      nextStep: index % 4 === 0 ? 'add-knowledge' : index % 4 === 1 ? 'nothing' : null,
      doneAt: index % 5 < 2 ? toInstant(now - index * 3 * DAY) : null,
      changedBy: index % 2 === 0 ? ME : SAM,
    }),
  );
  const head = Math.max(...items.map(({ n }) => n));
  items.push(
    ...ours.map((one, index) => ({ n: head + 1 + index, kind: 'review', review: one }) as const),
  );
  // The sample workspace has reviews of its own; ours are newer.
  const stored = items.flatMap((item) => (item.kind === 'review' ? [item.review] : []));
  reviews = [
    ...new Map(
      stored
        .filter(({ subject }) => subject === 'conversation')
        .map((one) => [`${one.source} ${one.id}`, one]),
    ).values(),
  ];
  store = (await joined()).store;
  await store.apply(page(null, 'a', items));
  reader = createStoreReader(store);
});

const isIn = (day: string, { period }: ConversationFilter) =>
  typeof period !== 'object' || (day >= period.from && day <= period.to);
const reviewOf = (one: Conversation) =>
  reviews.find(({ source, id }) => source === one.source && id === one.id) ?? null;
const ids = (list: readonly { conversation: { id: string } }[]) =>
  list.map(({ conversation }) => conversation.id);

describe('a topic’s page', () => {
  const read = (filter: ConversationFilter, show = 'all' as never, limit = 10_000) =>
    reader.topicInsights({ topic, filter, show, limit, now });

  it('counts and lists the topic’s conversations of the period, team tests apart', async () => {
    const own = all.filter(
      ({ topics, countedOn }) => topics.includes(topic) && isIn(countedOn, HALF_YEAR),
    );
    const external = own.filter(
      ({ visibility, rating }) => visibility === 'external' && !rating?.byTeam,
    );
    const score = (from: number, to: number) =>
      external.filter(
        ({ rating }) => rating && Number(rating.score) >= from && Number(rating.score) <= to,
      );
    const view = await read(HALF_YEAR);
    expect(view.counts).toEqual({
      all: external.length,
      rated: score(1, 5).length,
      to_review: score(1, 3).length,
      negative: score(1, 2).length,
      neutral: score(3, 3).length,
      positive: score(4, 5).length,
      unrated: external.filter(({ rating }) => rating === null).length,
      internal: own.length - external.length,
    });
    expect(view.counts.rated).toBeGreaterThan(20);
    expect(new Set(ids(view.conversations))).toEqual(new Set(external.map(({ id }) => id)));
    const starts = view.conversations.map(({ conversation }) => conversation.startedAt);
    expect(starts).toEqual(starts.toSorted((a, b) => b - a));
    const low = await read(HALF_YEAR, 'negative' as never, 3);
    expect(ids(low.conversations)).toEqual(
      score(1, 2)
        .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
        .slice(0, 3)
        .map(({ id }) => id),
    );
  });

  it('tells what came of the reviews: those done in the period, with causes and next steps', async () => {
    const own = reviews.filter(({ id }) =>
      all.some((one) => one.id === id && one.topics.includes(topic)),
    );
    const done = own.filter(
      ({ doneAt }) => doneAt !== null && isIn(doneAt.slice(0, 10), HALF_YEAR),
    );
    const { reviews: found } = await read(HALF_YEAR);
    expect(found.done).toBe(done.length);
    expect(done.length).toBeGreaterThan(2);
    expect(found.open).toBe(own.filter(({ doneAt }) => doneAt === null).length);
    expect(found.causes.wrong_answer ?? 0).toBe(
      done.filter(({ cause }) => cause === 'wrong_answer').length,
    );
    expect(found.steps['add-knowledge'] ?? 0).toBe(
      done.filter(({ nextStep }) => nextStep === 'add-knowledge').length,
    );
    expect(found.fixing).toHaveLength(own.filter(({ doneAt }) => doneAt !== null).length);
  });

  it('has the days of the topic and of everybody, also narrowed to who answered', async () => {
    const { days, everything } = await read(nothing);
    const rated = (list: typeof days) =>
      list.reduce((sum, [, counts]) => sum + ratedShare(counts).rated, 0);
    const counted = all.filter(
      ({ rating, visibility }) => rating && !rating.byTeam && visibility === 'external',
    );
    expect(rated(everything)).toBe(counted.length);
    expect(rated(days)).toBe(counted.filter(({ topics }) => topics.includes(topic)).length);
    const handed = counted.filter(
      ({ handedOverAt, rating }) => handedOverAt !== null || rating?.of === 'teammate',
    );
    const narrow = await read({ ...nothing, handling: 'handed_over' });
    expect(rated(narrow.everything)).toBe(handed.length);
    expect(rated(narrow.days)).toBe(handed.filter(({ topics }) => topics.includes(topic)).length);
  });

  it('of a topic that is not known is empty and says so', async () => {
    const view = await reader.topicInsights({
      topic: 'x',
      filter: nothing,
      show: 'all',
      limit: 9,
      now,
    });
    expect(view).toMatchObject({ topic: null, days: [], conversations: [] });
  });
});

describe('a topic’s page that stays open', () => {
  const ofTopic = (topic: string, from: Store = store) =>
    createStoreReader(from).topicInsights({
      topic,
      filter: nothing,
      show: 'all',
      limit: 10_000,
      now,
    });

  it('follows what comes, changes its topics, and is erased, as one that is opened anew', async () => {
    const { store: own } = await joined();
    const known = (
      await reader.topicInsights({
        topic,
        filter: nothing,
        show: 'all',
        limit: 3,
        now,
      })
    ).conversations.map(({ conversation }) => all.find(({ id }) => id === conversation.id));
    const [one, two, three] = known as [Conversation, Conversation, Conversation];
    let n = 0;
    let cursor: string | null = null;
    const take = async (...items: (Conversation | { erased: Conversation })[]) => {
      const next = `c${n}`;
      const told: ChangeItem[] = items.map((item) => {
        n += 1;
        return 'erased' in item
          ? { n, kind: 'erasure', source: item.erased.source, conversation: item.erased.id }
          : { n, kind: 'conversation', conversation: item };
      });
      await own.apply(page(cursor, next, told));
      cursor = next;
    };
    const shown = async () =>
      (await ofTopic(topic, own)).conversations.map((at) => at.conversation);
    const names = async () => new Set((await shown()).map(({ id }) => id));
    await take(one, { ...two, topics: ['other'] });
    expect(await names()).toEqual(new Set([one.id]));
    await take(three, { ...two, topics: [topic, 'other'] });
    expect(await names()).toEqual(new Set([one.id, two.id, three.id]));
    await take({ ...one, rating: null });
    expect((await shown()).find(({ id }) => id === one.id)?.rating).toBeNull();
    await take({ ...three, topics: [] });
    expect(await names()).toEqual(new Set([one.id, two.id]));
    await take({ erased: one });
    expect(await names()).toEqual(new Set([two.id]));
    // Another topic in between, and back.
    expect((await ofTopic('other', own)).counts.all).toBe(1);
    expect(await names()).toEqual(new Set([two.id]));
    await own.setRetention({ conversations: null, days: 1 });
    expect(await names()).toEqual(new Set());
  });
});

describe('the review queue', () => {
  const read = (change: object = {}, filter = HALF_YEAR) =>
    reader.reviewQueue({
      filter,
      topic: null,
      show: 'all',
      open: null,
      limit: 10_000,
      now,
      ...change,
    });
  const open = (filter: ConversationFilter) =>
    toReview.filter((one) => isIn(one.countedOn, filter) && !reviewOf(one)?.doneAt);

  it('lists what is to review in the period, newest first, without what is done', async () => {
    const view = await read();
    expect(ids(view.conversations)).toEqual(open(HALF_YEAR).map(({ id }) => id));
    expect(view.conversations.length).toBeGreaterThan(30);
    const everything = await read({}, nothing);
    expect(ids(everything.conversations)).toEqual(open(nothing).map(({ id }) => id));
  });

  it('shows those of a topic, those that I have, and those that nobody has', async () => {
    const takenBy = (one: Conversation) => reviewOf(one)?.takenBy?.id ?? null;
    const ofTopic = open(HALF_YEAR).filter(({ topics }) => topics.includes(topic));
    const mine = ofTopic.filter((one) => takenBy(one) === ME.id);
    const free = ofTopic.filter((one) => takenBy(one) === null);
    const view = await read({ topic, show: 'mine' });
    expect(view.counts).toEqual({
      all: ofTopic.length,
      mine: mine.length,
      not_taken: free.length,
      flagged: 0,
    });
    expect(mine.length).toBeGreaterThan(0);
    expect(ids(view.conversations)).toEqual(mine.map(({ id }) => id));
    const notTaken = await read({ topic, show: 'not_taken' });
    expect(ids(notTaken.conversations)).toEqual(free.map(({ id }) => id));
    expect(view.topics[0]?.id).toBe(topic);
    expect(view.topics[0]?.count).toBe(ofTopic.length);
  });

  it('tells the progress of the team and of whoever looks, and of nobody else', async () => {
    const { progress } = await read();
    const done = reviews.filter(
      ({ doneAt }) => doneAt !== null && isIn(doneAt.slice(0, 10), HALF_YEAR),
    );
    const left = open(HALF_YEAR);
    expect(progress).toEqual({
      toReview: left.length,
      flagged: 0,
      taken: left.filter((one) => reviewOf(one)?.takenBy).length,
      done: done.length,
      mine: {
        taken: left.filter((one) => reviewOf(one)?.takenBy?.id === ME.id).length,
        done: done.filter(({ takenBy, changedBy }) => (takenBy ?? changedBy)?.id === ME.id).length,
      },
    });
    expect(progress.mine.done).toBeGreaterThan(0);
  });

  it('opens any conversation by its name, also one that is done', async () => {
    const done = toReview.find((one) => reviewOf(one)?.doneAt);
    const view = await read({ open: { source: done?.source, conversation: done?.id }, limit: 1 });
    expect(view.open?.conversation.id).toBe(done?.id);
    expect(view.open?.review.stored?.doneAt).not.toBeNull();
    expect((await read({ open: { source: 'fivefaces', conversation: 'x' } })).open).toBeNull();
  });

  it('counts an edit that waits to be sent as it will be', async () => {
    const [first] = open(HALF_YEAR);
    const before = (await read()).progress;
    await store.keepEdit({
      edit: crypto.randomUUID(),
      subject: 'conversation',
      source: first?.source ?? null,
      id: first?.id ?? '',
      version: 0,
      takenBy: ME,
      cause: 'other',
      nextStep: null,
      note: null,
      done: true,
      madeAt: Date.parse('2026-10-30T12:00:00Z'),
    });
    const view = await read();
    expect(ids(view.conversations)).not.toContain(first?.id);
    expect(view.progress.toReview).toBe(before.toReview - 1);
    expect(view.progress.done).toBe(before.done + 1);
    expect(view.progress.mine.done).toBe(before.mine.done + 1);
  });
});

describe('conversations that somebody flagged', () => {
  const read = (show: 'all' | 'mine' | 'flagged', filter = HALF_YEAR) =>
    reader.reviewQueue({ filter, topic: null, show, open: null, limit: 10_000, now });
  const external = ({ visibility }: Conversation) => visibility === 'external';
  const some = (isWanted: (one: Conversation) => boolean) =>
    all.filter((one) => isWanted(one) && isIn(one.countedOn, HALF_YEAR)).slice(0, 2);
  const unrated = () => some((one) => external(one) && one.rating === null);
  const happy = () =>
    some((one) => external(one) && !one.rating?.byTeam && Number(one.rating?.score) >= 4);
  const teamTests = () => some(({ visibility }) => visibility === 'internal');
  const flag = (
    one: Conversation | undefined,
    facts: { done?: boolean; takenBy?: typeof ME; madeAt?: number } = {},
  ) =>
    store.keepEdit({
      edit: crypto.randomUUID(),
      subject: 'conversation',
      source: one?.source ?? null,
      id: one?.id ?? '',
      version: 0,
      takenBy: null,
      cause: null,
      nextStep: null,
      note: null,
      done: false,
      madeAt: now - 60_000,
      ...facts,
    });

  it('are in the queue with who did and when, and leave it when they are done; no rating comes of it', async () => {
    const [first, second] = unrated();
    const [praised] = happy();
    const [test] = teamTests();
    const ratings = async () => {
      const { days, counts } = await reader.insights({
        period: 'all',
        compare: 'none',
        source: null,
        now,
      });
      return { days, counts };
    };
    const before = await read('all');
    const figures = await ratings();
    const n = 10_000_000;
    await store.apply({
      ...page('a', 'b', [
        {
          n,
          kind: 'review',
          review: review(second ?? ({} as Conversation), { changedBy: SAM }),
        },
        {
          n: n + 1,
          kind: 'review',
          review: review(praised ?? ({} as Conversation), { version: 2, takenBy: SAM }),
        },
      ]),
    });
    await flag(first);
    await flag(test);
    const view = await read('flagged');
    const expected = [first, second, praised].map((one) => one?.id);
    expect(new Set(ids(view.conversations))).toEqual(new Set(expected));
    const flagOf = (id: string | undefined) =>
      view.conversations.find(({ conversation }) => conversation.id === id)?.flag;
    expect(flagOf(first?.id)).toEqual({ by: ME, at: now - 60_000 });
    expect(flagOf(second?.id)).toEqual({ by: SAM, at: now - DAY });
    // Somebody changed it since: who flagged it is not known.
    expect(flagOf(praised?.id)).toEqual({ by: null, at: null });
    expect(view.counts).toMatchObject({ flagged: 3, all: before.counts.all + 3 });
    expect(view.progress).toEqual({
      ...before.progress,
      toReview: before.progress.toReview + 3,
      flagged: 3,
      taken: before.progress.taken + 1,
    });
    const everything = await read('all');
    expect(ids(everything.conversations)).toEqual(expect.arrayContaining(expected));
    const starts = everything.conversations.map(({ conversation }) => conversation.startedAt);
    expect(starts).toEqual(starts.toSorted((a, b) => b - a));
    expect(everything.conversations.filter((one) => one.flag === null)).toHaveLength(
      before.counts.all,
    );
    expect((await read('flagged', span('2020-01-01', '2020-02-01'))).conversations).toEqual([]);

    await flag(first, { takenBy: ME });
    expect(ids((await read('mine')).conversations)).toContain(first?.id);
    await flag(first, { done: true, madeAt: Date.parse('2026-10-30T12:00:00Z') });
    const after = await read('flagged');
    expect(ids(after.conversations)).not.toContain(first?.id);
    expect(after.progress).toMatchObject({ flagged: 2, done: before.progress.done + 1 });
    expect(await ratings()).toEqual(figures);
  });

  it('are there too where the server alone had them, once they were looked up', async () => {
    const [one] = unrated();
    const old = { ...(one as Conversation), id: 'long-ago', customer: null, emailHash: null };
    await store.keepLookedThrough(old, now);
    await flag(old);
    expect(ids((await read('flagged')).conversations)).toContain('long-ago');
  });
});

describe('kind words', () => {
  const happy = (filter: ConversationFilter) =>
    all
      .filter(
        ({ rating, visibility, countedOn }) =>
          rating?.comment &&
          !rating.byTeam &&
          visibility === 'external' &&
          Number(rating.score) >= 4 &&
          isIn(countedOn, filter),
      )
      .sort((a, b) => ((a.rating?.ratedAt ?? '') < (b.rating?.ratedAt ?? '') ? 1 : -1));
  const read = (search: string, limit = 10_000, filter = HALF_YEAR) =>
    reader.kindWords({ filter, search, limit, now });

  it('are the comments of happy ratings that count, newest first', async () => {
    const expected = happy(HALF_YEAR).map(({ rating }) => rating?.ratedAt);
    const view = await read('');
    expect(view.count).toBe(expected.length);
    expect(expected.length).toBeGreaterThan(10);
    expect(view.conversations.map(({ rating }) => toInstant(rating?.ratedAt ?? 0))).toEqual(
      expected,
    );
    const some = await read('', 4);
    expect(some).toMatchObject({ count: expected.length });
    expect(some.conversations).toHaveLength(4);
  });

  it('are found by their words, in any case and order', async () => {
    const word = 'thank';
    const expected = happy(nothing).filter(({ rating }) =>
      rating?.comment?.toLowerCase().includes(word),
    );
    expect(expected.length).toBeGreaterThan(1);
    const view = await read('THANK', 10_000, nothing);
    expect(new Set(view.conversations.map(({ id }) => id))).toEqual(
      new Set(expected.map(({ id }) => id)),
    );
    expect((await read('no such word at all')).count).toBe(0);
  });
});
