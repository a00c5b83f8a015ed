import 'fake-indexeddb/auto';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ChangesPage } from '../../../lib/contract/changes.ts';
import { noCounts, ratedShare } from '../../../lib/csat/day-counts.ts';
import { FINAL_AFTER_END } from '../../../lib/csat/rating-state.ts';
import { createSampleFeed } from '../../../lib/sample/sample-feed.ts';
import { type Alone, alone, worked } from '../fixtures/alone.ts';
import { NOON } from '../fixtures/feed.ts';
import { TOKEN, WORKSPACE } from '../fixtures/joined.ts';
import { told } from '../fixtures/model-platform.ts';

// How long something is kept goes by the clock: today is the day of the tests' conversations.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOON }));
afterAll(() => void vi.useRealTimers());

const RUNNING = 'demo-live-rated-and-running';
const UNRATED = 'demo-live-not-asked-yet';
const FINAL = 'demo-live-final-unhappy';

const popup = ({ reader, clock }: Alone) =>
  reader.popup({ period: 'all', now: clock.now, open: null });
const panel = ({ reader, clock }: Alone, conversation: string) =>
  reader.panel({
    open: { inbox: 'fivefaces', place: null, conversation, ticket: null },
    period: 'all',
    now: clock.now,
  });
const begin = (given: Alone) => given.ask('admin-background:begin-sample', null);
const rate = (given: Alone, conversation: string, score: 1 | 2 | 3 | 4 | 5) =>
  given.ask('admin-background:rate-in-practice', { conversation, score });

async function sampled(): Promise<Alone> {
  const given = alone();
  worked(await begin(given));
  return given;
}

describe('sample data', () => {
  it('is a workspace of this browser alone that says what it is, with scores and conversations', async () => {
    const given = await sampled();
    const view = await popup(given);
    expect(view.workspace).toMatchObject({ solo: true, demo: true, server: '', role: 'admin' });
    expect(view.sync).toMatchObject({ phase: 'current', problem: null, syncedAt: NOON });
    const { rated, positive } = ratedShare(view.overall.counts);
    expect(rated).toBeGreaterThan(200);
    expect(positive).toBeLessThan(rated);
    expect(view.overall.counts.answered).toBeLessThan(view.overall.counts.asked);
    const shown = await panel(given, 'demo-live-may-change-with-a-clash');
    expect(shown.from).toMatchObject({ kind: 'connected', source: { name: 'Acme Support' } });
    expect(shown.conversation).toMatchObject({ rating: { score: 2 }, predicted: { score: 4 } });
    expect(shown.topics).toHaveLength(2);
    expect(shown.nextSteps).not.toHaveLength(0);
  });

  it('is told as a server tells: each page fits the contract, and its day counts are the fold', async () => {
    const plan = { begunAt: NOON, timeZone: 'Asia/Tokyo', ratings: [] };
    const feed = createSampleFeed(plan, { key: 'a2V5', hashEmail: () => 'ab' });
    const page = v.parse(ChangesPage, feed.changes(null, plan, NOON));
    const rated = page.items.filter(
      (item) =>
        item.kind === 'conversation' &&
        item.conversation.visibility === 'external' &&
        item.conversation.rating?.byTeam === false,
    );
    const counted = page.items
      .flatMap((item) => (item.kind === 'dayCounts' && item.topic === null ? item.days : []))
      .reduce((sum, [, row]) => sum + row.slice(4, 9).reduce((a, b) => a + b), 0);
    expect(counted).toBe(rated.length);
  });

  it('a face of the practice customer is shown and counted at once, and changed by another', async () => {
    const given = await sampled();
    const before = (await popup(given)).overall.counts;
    worked(await rate(given, UNRATED, 1));
    expect((await panel(given, UNRATED)).conversation).toMatchObject({ rating: { score: 1 } });
    const after = (await popup(given)).overall.counts;
    expect(after).toEqual({
      ...before,
      asked: before.asked + 1,
      opened: before.opened + 1,
      answered: before.answered + 1,
      score1: before.score1 + 1,
    });
    worked(await rate(given, UNRATED, 5));
    expect((await popup(given)).overall.counts).toMatchObject({
      answered: after.answered,
      score1: before.score1,
      score5: before.score5 + 1,
    });
    const { conversations } = worked(await given.ask('admin-background:read-practice', null));
    const shown = conversations.find(({ conversation }) => conversation.id === UNRATED);
    expect(shown?.conversation.rating?.score).toBe(5);
    expect(shown?.transcript.length).toBeGreaterThan(0);
  });

  it('a rating that can’t change any more does not change', async () => {
    const given = await sampled();
    expect(await rate(given, FINAL, 5)).toMatchObject({ ok: false, code: 'rating_final' });
    expect((await panel(given, FINAL)).conversation).toMatchObject({ rating: { score: 1 } });
    expect(await rate(given, 'nothing', 5)).toMatchObject({ ok: false });
  });

  it('a chat without a message for an hour ends by itself, and an hour later its rating is final', async () => {
    const given = await sampled();
    expect((await panel(given, RUNNING)).conversation).toMatchObject({ endedAt: null });
    expect((await panel(given, UNRATED)).conversation).toMatchObject({ notAsked: null });
    const counted = (await popup(given)).overall.counts;
    given.clock.now = NOON + 61 * 60_000;
    worked(await rate(given, RUNNING, 2));
    const { conversation } = await panel(given, RUNNING);
    expect(conversation).toMatchObject({ rating: { score: 2 } });
    expect(conversation?.endedAt).toBeLessThanOrEqual(given.clock.now);
    expect(conversation?.finalAt).toBe((conversation?.endedAt ?? 0) + FINAL_AFTER_END);
    const unasked = (await panel(given, UNRATED)).conversation;
    expect(unasked).toMatchObject({ rating: null, notAsked: 'left_first' });
    expect((await popup(given)).overall.counts.conversations).toBe(counted.conversations);
    given.clock.now = NOON + 121 * 60_000;
    expect(await rate(given, RUNNING, 5)).toMatchObject({ ok: false, code: 'rating_final' });
    // Nothing more has happened: what is kept stays, and so does where the sync goes on.
    await given.sync.syncOnce({ wait: 0, hurry: true });
    expect((await panel(given, RUNNING)).conversation).toMatchObject({ rating: { score: 2 } });
  });

  it('outlives the background and an eviction of the store, ratings included', async () => {
    const given = await sampled();
    worked(await rate(given, RUNNING, 1));
    await given.store.erase();
    const later = alone(given);
    expect(await later.sync.syncOnce({ wait: 0, hurry: true })).toMatchObject({ ok: true });
    expect((await panel(later, RUNNING)).conversation).toMatchObject({ rating: { score: 1 } });
  });

  it('reviews are kept in this browser', async () => {
    const given = await sampled();
    const review = { subject: 'conversation', source: 'fivefaces', id: FINAL, version: 0 } as const;
    const made = { takenBy: null, cause: 'wrong_answer', nextStep: null, note: null } as const;
    worked(await given.ask('page-background:save-review', { ...review, ...made, done: true }));
    expect((await panel(given, FINAL)).review?.stored).toMatchObject({ cause: 'wrong_answer' });
  });
});

describe('nothing of it stays', () => {
  async function expectNothing(given: Alone): Promise<void> {
    expect(await given.tokens.sample()).toBeNull();
    expect((await panel(given, RUNNING)).conversation).toBeNull();
    expect((await given.store.usage()).conversations).toBeLessThanOrEqual(1);
    const found = await given.reader.lookUp({ text: 'refund', now: given.clock.now });
    expect(found).toMatchObject({ found: [], topics: [] });
  }

  it('when it is erased: everything is back to nothing, also after the next sync', async () => {
    const given = await sampled();
    worked(await given.ask('admin-background:erase-sample', null));
    await given.sync.syncOnce({ wait: 0, hurry: true });
    const view = await popup(given);
    expect(view.workspace).toBeNull();
    expect(view.overall.counts).toEqual(noCounts());
    await expectNothing(given);
  });

  it('when a platform is connected', async () => {
    const given = await sampled();
    const zendesk = { kind: 'zendesk' as const, config: { subdomain: 'acme' }, secret: 'token' };
    worked(await given.ask('admin-background:connect-source', zendesk));
    expect((await popup(given)).workspace).toMatchObject({ solo: true, demo: false });
    await expectNothing(given);
  });

  it('when a file is taken', async () => {
    const given = await sampled();
    const file = { name: 'h.csv', begin: true, end: true, conversations: [told('9')] };
    worked(await given.ask('admin-background:take-file', file));
    expect((await popup(given)).sources.map(({ kind }) => kind)).toEqual(['file']);
    await expectNothing(given);
  });

  it('a connection that fails keeps it', async () => {
    const given = await sampled();
    const wrong = { kind: 'zendesk' as const, config: { subdomain: 'acme' }, secret: 'wrong' };
    expect(await given.ask('admin-background:connect-source', wrong)).toMatchObject({ ok: false });
    expect((await popup(given)).workspace).toMatchObject({ demo: true });
  });
});

describe('it never mixes with real ratings', () => {
  it('in a team or beside a platform it is refused', async () => {
    const given = alone();
    const zendesk = { kind: 'zendesk' as const, config: { subdomain: 'acme' }, secret: 'token' };
    worked(await given.ask('admin-background:connect-source', zendesk));
    expect(await begin(given)).toMatchObject({ ok: false, code: 'not_empty' });
    expect((await popup(given)).workspace).toMatchObject({ demo: false });
    const team = alone();
    await team.store.join(WORKSPACE);
    await team.tokens.write({ token: TOKEN, workspace: WORKSPACE });
    expect(await begin(team)).toMatchObject({ ok: false, code: 'not_empty' });
    expect((await popup(team)).workspace).toMatchObject({ name: WORKSPACE.name });
  });
});
