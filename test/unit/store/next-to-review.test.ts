import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { Review } from '../../../lib/contract/review.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import { conversation, conversationItem, NOON, page, rating } from '../fixtures/feed.ts';
import { joined } from '../fixtures/joined.ts';

const HOUR = 3_600_000;
const ME = 'p1';

/** Conversations by how many hours ago they began, each rated by 2 unless said. */
async function kept(hoursAgo: Record<string, number>, facts: Record<string, object> = {}) {
  const { store } = await joined();
  const items = Object.entries(hoursAgo).map(([id, hours]) =>
    conversationItem(
      1,
      conversation(id, {
        startedAt: toInstant(NOON - hours * HOUR),
        rating: rating(2),
        ...facts[id],
      }),
    ),
  );
  await store.apply(page(null, 'a', items));
  const reader = createStoreReader(store);
  const following = (open: string | null, topics: string[] = []) =>
    reader.nextToReview({
      open: open === null ? null : { source: 'fivefaces', id: open },
      topics,
      me: ME,
      now: NOON,
    });
  return { store, following };
}

function review(id: string, change: Partial<Review>): Review {
  return {
    subject: 'conversation',
    source: 'fivefaces',
    id,
    version: 1,
    takenBy: null,
    cause: null,
    nextStep: null,
    note: null,
    doneAt: null,
    changedAt: toInstant(NOON),
    changedBy: null,
    ...change,
  };
}

describe('the next conversation to review', () => {
  it('is the next older one, and after the oldest the newest again: nobody goes to and fro', async () => {
    const { following } = await kept(
      { new: 1, middle: 2, old: 3, happy: 4 },
      { happy: { rating: rating(5) } },
    );
    const way = async (open: string) => (await following(open)).all.next?.id;
    expect(await way('new')).toBe('middle');
    expect(await way('middle')).toBe('old');
    expect(await way('old')).toBe('new');
    expect((await following('old')).all).toMatchObject({ count: 2, more: false });
  });

  it('from a conversation without a rating, or from none, is the newest', async () => {
    const { following } = await kept({ new: 1, old: 3, silent: 2 }, { silent: { rating: null } });
    expect((await following('silent')).all).toMatchObject({ count: 2, next: { id: 'new' } });
    expect((await following(null)).all.next).toEqual({
      source: 'fivefaces',
      id: 'new',
      ticketId: null,
    });
  });

  it('leaves out what is done and what somebody else has, also by an edit that still waits', async () => {
    const { store, following } = await kept({
      open: 1,
      done: 2,
      theirs: 3,
      mine: 4,
      waits: 5,
      left: 6,
    });
    await store.keepReview(review('done', { doneAt: toInstant(NOON) }));
    await store.keepReview(review('theirs', { takenBy: { id: 'p2', name: 'Tom' } }));
    await store.keepReview(review('mine', { takenBy: { id: ME, name: 'Ada' } }));
    await store.keepEdit({
      edit: '6f0e1f5e-7f0e-4b5e-9d6e-0a2b3c4d5e6f',
      subject: 'conversation',
      source: 'fivefaces',
      id: 'waits',
      version: 0,
      takenBy: null,
      cause: 'other',
      nextStep: null,
      note: null,
      done: true,
      madeAt: NOON,
    });
    expect((await following('open')).all).toMatchObject({ count: 2, next: { id: 'mine' } });
    expect((await following('mine')).all).toMatchObject({ count: 2, next: { id: 'left' } });
  });

  it('in a topic knows only that topic', async () => {
    const of = { topics: ['refunds'] };
    const { following } = await kept({ a: 1, b: 2, c: 3 }, { a: of, c: of });
    const { topics } = await following('a', ['refunds', 'empty']);
    expect(topics).toMatchObject([
      { topic: 'refunds', line: { count: 1, next: { id: 'c' } } },
      { topic: 'empty', line: { count: 0, next: null } },
    ]);
  });
});
