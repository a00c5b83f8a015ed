import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { ChangeItem } from '../../../lib/contract/changes.ts';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { Score } from '../../../lib/csat/scale.ts';
import { conversation, conversationItem, NOON, page, rating } from '../fixtures/feed.ts';
import { joined } from '../fixtures/joined.ts';
import { daysAgo, toReview } from '../fixtures/read-copy.ts';

describe('what is to review', () => {
  it('is listed newest first, page after page, each once, of one topic or of all', async () => {
    const { store } = await joined();
    const items = Array.from({ length: 60 }, (_, index) =>
      conversationItem(
        index + 1,
        // Several begin at the same instant, over several months.
        daysAgo(`c${String(index).padStart(2, '0')}`, Math.floor(index / 3) * 9, {
          rating: rating(((index % 5) + 1) as Score),
          topics: index % 2 ? ['login'] : ['refund', 'login'],
          ...(index === 10 && { visibility: 'internal' as const }),
        }),
      ),
    );
    await store.apply(page(null, 'a', items.slice(0, 30), { more: true, head: 60 }));
    await store.apply(page('a', 'b', items.slice(30)));
    const expected = items.flatMap((item, index) =>
      index % 5 < 3 && index !== 10 && item.kind === 'conversation' ? [item.conversation.id] : [],
    );
    expect(await toReview(store)).toEqual(expected);
    const even = expected.filter((id) => Number(id.slice(1)) % 2 === 0);
    expect(await toReview(store, { topic: 'refund' })).toEqual(even);
  });

  it('follows a changed mind, and leaves out what is done', async () => {
    const { store } = await joined();
    const rated = (n: number, id: string, score: Score) =>
      conversationItem(n, conversation(id, { rating: rating(score) }));
    await store.apply(page(null, 'a', [rated(1, 'c1', 1), rated(2, 'c2', 2), rated(3, 'c3', 5)]));
    const review: ChangeItem = {
      n: 6,
      kind: 'review',
      review: {
        subject: 'conversation',
        source: 'fivefaces',
        id: 'c2',
        version: 1,
        takenBy: null,
        cause: 'did_not_know',
        nextStep: null,
        note: null,
        doneAt: toInstant(NOON),
        changedAt: toInstant(NOON),
        changedBy: { id: 'p1', name: 'Ada' },
      },
    };
    await store.apply(page('a', 'b', [rated(4, 'c1', 4), rated(5, 'c3', 3), review]));
    expect(await toReview(store)).toEqual(['c2', 'c3']);
    expect(await toReview(store, { unreviewedOnly: true })).toEqual(['c3']);
  });
});
