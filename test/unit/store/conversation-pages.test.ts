import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { ChangeItem } from '../../../lib/contract/changes.ts';
import type { Conversation } from '../../../lib/contract/conversation.ts';
import { toInstant } from '../../../lib/contract/primitives.ts';
import { ratedShare } from '../../../lib/csat/day-counts.ts';
import type { ConversationFilter } from '../../../lib/store/conversation-views.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import type { Store } from '../../../lib/store/store.ts';
import { page } from '../fixtures/feed.ts';
import { joined } from '../fixtures/joined.ts';
import {
  all,
  HALF_YEAR,
  ids,
  isIn,
  nothing,
  now,
  reader,
  reviews,
  store,
  storeReviewedSample,
  topic,
} from '../fixtures/reviewed-sample.ts';

/** What Insights reads of conversations, beside the same told by plain loops over the feed. */

storeReviewedSample();

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
