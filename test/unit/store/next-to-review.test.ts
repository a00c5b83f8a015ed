import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../lib/contract/primitives.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import { conversation, conversationItem, NOON, page, rating } from '../fixtures/feed.ts';
import { joined } from '../fixtures/joined.ts';
import { editOf, reviewOf } from '../fixtures/reviews.ts';

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
  const listed = async (how: { unreviewedOnly: boolean; limit: number }) => {
    const pages: string[][] = [];
    for (let before: string | null | undefined; before !== null; ) {
      const query = { topic: null, before: before ?? null, now: NOON, ...how };
      const view = await reader.toReview(query);
      pages.push(view.conversations.map(({ conversation: { id } }) => id));
      before = view.next;
    }
    return pages;
  };
  return { store, following, listed };
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
    await store.keepReview(reviewOf('done', { doneAt: toInstant(NOON) }));
    await store.keepReview(reviewOf('theirs', { takenBy: { id: 'p2', name: 'Tom' } }));
    await store.keepReview(reviewOf('mine', { takenBy: { id: ME, name: 'Ada' } }));
    await store.keepEdit(editOf('waits', { cause: 'other', done: true }));
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

  it('has what somebody flagged in its place, until it is done or somebody else takes it', async () => {
    const silent = { rating: null, topics: ['refunds'] };
    const { store, following } = await kept(
      { new: 1, silent: 2, old: 3, happy: 4, unheard: 5 },
      { silent, happy: { rating: rating(5) }, unheard: silent },
    );
    await store.keepReview(reviewOf('silent', { cause: 'other' }));
    const way = async (open: string) => (await following(open)).all.next?.id;
    expect(await way('new')).toBe('silent');
    expect(await way('silent')).toBe('old');
    expect(await way('old')).toBe('new');
    expect((await following('old')).all.count).toBe(2);
    expect((await following('old', ['refunds'])).topics).toMatchObject([
      { line: { count: 1, next: { id: 'silent' } } },
    ]);
    await store.keepReview(reviewOf('happy', { version: 1 }));
    expect(await way('old')).toBe('happy');
    const theirs = { takenBy: { id: 'p2', name: 'Tom' }, version: 2 };
    await store.keepReview(reviewOf('silent', theirs));
    expect(await way('new')).toBe('old');
    await store.keepReview(reviewOf('happy', { version: 2, doneAt: toInstant(NOON) }));
    expect(await way('old')).toBe('new');
    expect((await following('old')).all.count).toBe(1);
  });

  it('has what this computer has flagged and not sent yet', async () => {
    const { store, following } = await kept({ new: 1, silent: 2 }, { silent: { rating: null } });
    await store.keepEdit(editOf('silent', { cause: 'other', done: false }));
    expect((await following('new')).all).toMatchObject({ count: 1, next: { id: 'silent' } });
    await store.keepEdit(editOf('silent', { cause: 'other', done: true }));
    expect((await following('new')).all).toMatchObject({ count: 0, next: null });
  });

  it('has nothing of the company’s own tests, nor of a rating that is kept from this person', async () => {
    const { store, following } = await kept(
      { new: 1, test: 2, secret: 3 },
      {
        test: { rating: null, visibility: 'internal' },
        secret: { ratingHidden: true, rating: null },
      },
    );
    await store.keepReview(reviewOf('test', {}));
    await store.keepReview(reviewOf('secret', {}));
    expect((await following('new')).all).toMatchObject({ count: 0, next: null });
  });
});

describe('the list of what is to review', () => {
  it('has what was flagged in its place, page by page, where it lists what still waits', async () => {
    const silent = { rating: null };
    const { store, listed } = await kept(
      { a: 1, b: 2, c: 3, d: 4, e: 5 },
      { b: silent, c: silent, e: silent },
    );
    for (const id of ['b', 'e']) await store.keepReview(reviewOf(id, {}));
    expect(await listed({ unreviewedOnly: true, limit: 1 })).toEqual([['a'], ['b'], ['d'], ['e']]);
    expect(await listed({ unreviewedOnly: true, limit: 2 })).toEqual([
      ['a', 'b'],
      ['d', 'e'],
    ]);
    expect(await listed({ unreviewedOnly: true, limit: 4 })).toEqual([['a', 'b', 'd', 'e']]);
    expect(await listed({ unreviewedOnly: false, limit: 4 })).toEqual([['a', 'd']]);
  });
});
