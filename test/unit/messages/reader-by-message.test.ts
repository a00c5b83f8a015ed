import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createHandlers } from '../../../lib/messages/handlers.ts';
import { onMessage } from '../../../lib/messages/messenger.ts';
import { createReaderByMessage } from '../../../lib/messages/reader-by-message.ts';
import { announceStoreChange } from '../../../lib/messages/store-changes.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import type { Store } from '../../../lib/store/store.ts';
import { conversation, conversationItem, NOON, openIn, page, rating } from '../fixtures/feed.ts';
import { joined } from '../fixtures/joined.ts';

const query = { open: openIn('c1'), period: 'all' as const, now: NOON };
// The page that follows is a visible one.
vi.stubGlobal('document', { visibilityState: 'visible' });

let store: Store;
let end: AbortController;
let listening: (() => void)[];

beforeEach(async () => {
  fakeBrowser.reset();
  end = new AbortController();
  const given = await joined();
  store = given.store;
  const handlers = createHandlers({ ...given, reader: createStoreReader(store) } as never);
  const types = [
    'page-background:read-panel',
    'page-background:read-popup',
    'page-background:look-up',
    'page-background:to-review',
    'page-background:topic-page',
    'page-background:waiting-edits',
    'page-background:insights',
    'page-background:count-kept',
    'page-background:channels',
    'admin-background:topic-insights',
    'admin-background:review-queue',
    'admin-background:kind-words',
  ] as const;
  listening = types.map((type) =>
    onMessage(type, ({ data }) => handlers[type](data as never, {}) as never),
  );
});

afterEach(() => {
  end.abort();
  for (const stop of listening) stop();
});

describe('a page that cannot reach the store itself', () => {
  it('reads the very same views through the background', async () => {
    const wire = conversation('c1', { ticketId: 'T-1', rating: rating(2, 'no help') });
    await store.apply(page(null, 'a', [conversationItem(1, wire)]));
    const direct = createStoreReader(store);
    const asked = createReaderByMessage();
    expect(await asked.panel(query)).toEqual(await direct.panel(query));
    const popup = { period: 'auto' as const, now: NOON, open: query.open };
    expect(await asked.popup(popup)).toEqual(await direct.popup(popup));
    const lookUp = { text: 'T-1', now: NOON };
    expect(await asked.lookUp(lookUp)).toEqual(await direct.lookUp(lookUp));
    const toReview = { topic: null, unreviewedOnly: true, before: null, limit: 10, now: NOON };
    const shown = await asked.toReview(toReview);
    expect(shown).toEqual(await direct.toReview(toReview));
    expect(shown.conversations).toHaveLength(1);
    const topicPage = { topic: 'refunds', period: 'all' as const, now: NOON };
    expect(await asked.topicPage(topicPage)).toEqual(await direct.topicPage(topicPage));
    expect(await asked.waitingEdits()).toEqual([]);
    const insights = { period: 30, compare: 'before', source: null, now: NOON } as const;
    const figures = await asked.insights(insights);
    expect(figures).toEqual(await direct.insights(insights));
    const { span, compared } = figures;
    const kept = { span, compared, source: null, channel: 'web', handling: null, now: NOON };
    const { signal } = new AbortController();
    expect(await asked.countKept(kept, signal)).toEqual(await direct.countKept(kept, signal));
    expect(await asked.channels({ now: NOON })).toEqual(['web']);
    const filter = { period: 'all', source: null, channel: null, handling: null } as const;
    const some = { filter, limit: 10, now: NOON };
    const topic = { ...some, topic: 'refunds', show: 'all' } as const;
    expect(await asked.topicInsights(topic)).toEqual(await direct.topicInsights(topic));
    const queue = { ...some, topic: null, show: 'all', open: null } as const;
    const queued = await asked.reviewQueue(queue);
    expect(queued).toEqual(await direct.reviewQueue(queue));
    expect(queued.conversations).toHaveLength(1);
    const kind = { ...some, search: '' };
    expect(await asked.kindWords(kind)).toEqual(await direct.kindWords(kind));
  });

  it('hears of a change after the sync that brought it, and only of changes', async () => {
    const heard = vi.fn<(score: number | null) => void>();
    createReaderByMessage().follow(
      async (reader) => (await reader.panel(query)).conversation?.rating?.score ?? null,
      heard,
      () => undefined,
      end.signal,
    );
    await vi.waitFor(() => expect(heard).toHaveBeenLastCalledWith(null));
    const wire = conversation('c1', { rating: rating(2) });
    await store.apply(page(null, 'a', [conversationItem(1, wire)]));
    announceStoreChange();
    await vi.waitFor(() => expect(heard).toHaveBeenLastCalledWith(2));
    announceStoreChange();
    await store.apply(page('a', 'b', [conversationItem(2, { ...wire, rating: rating(4) })]));
    announceStoreChange();
    await vi.waitFor(() => expect(heard).toHaveBeenLastCalledWith(4));
    expect(heard.mock.calls).toEqual([[null], [2], [4]]);
  });
});
