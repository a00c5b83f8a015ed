import 'fake-indexeddb/auto';
import { createHmac } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { createStoreReader } from '../../../lib/store/reader.ts';
import {
  conversation,
  conversationItem,
  NOON,
  page,
  rating,
  settingsItem,
} from '../fixtures/feed.ts';
import { joined } from '../fixtures/joined.ts';
import { lookUp } from '../fixtures/read-copy.ts';

describe('the look-up', () => {
  it('finds words of a comment in any case and with or without accents', async () => {
    const { store } = await joined();
    await store.apply(
      page(null, 'a', [
        conversationItem(1, conversation('chat-1', { rating: rating(2, 'Le café\nétait FERMÉ') })),
        conversationItem(2, conversation('chat-2', { rating: rating(2, 'cafe latte') })),
        conversationItem(3, conversation('other', { ticketId: 'ZD-4711' })),
      ]),
    );
    expect(await lookUp(store, 'cafe')).toEqual(['chat-2', 'chat-1']);
    expect(await lookUp(store, 'fermé CAFÉ')).toEqual(['chat-1']);
    expect(await lookUp(store, 'cafe tea')).toEqual([]);
    expect(await lookUp(store, 'ZD-4711')).toEqual(['other']);
  });

  it('finds by e-mail address through its keyed hash', async () => {
    const { store } = await joined();
    const settings = settingsItem(1);
    if (settings.kind === 'settings') {
      settings.emailLookup = { key: 'a2V5', normalisation: 'trim-lowercase' };
    }
    const hers = createHmac('sha256', 'key').update('ada@example.com').digest('hex');
    await store.apply(
      page(null, 'a', [
        settings,
        conversationItem(2, conversation('hers', { emailHash: hers })),
        conversationItem(3, conversation('his', { emailHash: 'f'.repeat(64) })),
      ]),
    );
    expect(await lookUp(store, ' Ada@Example.com ')).toEqual(['hers']);
  });

  it('by e-mail address is followed like any other', async () => {
    const { store } = await joined();
    const settings = settingsItem(1);
    if (settings.kind === 'settings') {
      settings.emailLookup = { key: 'a2V5', normalisation: 'trim-lowercase' };
    }
    await store.apply(page(null, 'a', [settings]));
    const found = vi.fn<(ids: string[]) => void>();
    const end = new AbortController();
    createStoreReader(store).follow(
      (reader) => reader.lookUp({ text: 'ada@example.com', now: NOON }),
      (view) => found(view.found.map(({ id }) => id)),
      () => undefined,
      end.signal,
    );
    await vi.waitFor(() => expect(found).toHaveBeenLastCalledWith([]));
    const emailHash = createHmac('sha256', 'key').update('ada@example.com').digest('hex');
    await store.apply(page('a', 'b', [conversationItem(2, conversation('hers', { emailHash }))]));
    await vi.waitFor(() => expect(found).toHaveBeenLastCalledWith(['hers']));
    end.abort();
  });

  it('finds an old comment no more once another took its place', async () => {
    const { store } = await joined();
    await store.apply(
      page(null, 'a', [conversationItem(1, conversation('c1', { rating: rating(1, 'horrible') }))]),
    );
    await store.apply(
      page('a', 'b', [conversationItem(2, conversation('c1', { rating: rating(5, 'lovely') }))]),
    );
    expect([await lookUp(store, 'horrible'), await lookUp(store, 'lovely')]).toEqual([[], ['c1']]);
  });
});

describe('what was looked through', () => {
  it('is found by its id, though the feed does not deliver it', async () => {
    const { store } = await joined();
    await store.apply(page(null, 'a', [conversationItem(1, conversation('c1'))]));
    await store.keepLookedThrough(conversation('long-past'), NOON);
    expect(await lookUp(store, 'long-past')).toEqual(['long-past']);
  });
});
