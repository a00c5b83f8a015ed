import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../lib/contract/conversation.ts';
import type { ConversationFilter } from '../../../lib/store/conversation-views.ts';
import { page } from '../fixtures/feed.ts';
import {
  all,
  DAY,
  HALF_YEAR,
  ids,
  isIn,
  ME,
  nothing,
  now,
  reader,
  review,
  reviewOf,
  reviews,
  SAM,
  span,
  store,
  storeReviewedSample,
  topic,
  toReview,
} from '../fixtures/reviewed-sample.ts';

/** What the review queue of Insights reads, beside the same told by plain loops over the feed. */

storeReviewedSample();

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
