import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { ConnectedSource } from '../../../lib/contract/source.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import type { Store } from '../../../lib/store/store.ts';
import type { OpenQuery } from '../../../lib/store/views.ts';
import {
  conversation,
  conversationItem,
  NOON,
  openIn,
  page,
  rating,
  settingsItem,
} from '../fixtures/feed.ts';
import { joined } from '../fixtures/joined.ts';

const source = (id: string, kind: string, place: string | null): ConnectedSource => ({
  id,
  kind,
  name: id,
  place,
  problem: null,
});
const SOURCES = [
  source('intercom', 'intercom', 'ab12cd34'),
  source('zendesk', 'zendesk', 'acme.zendesk.com'),
  source('zendesk-2', 'zendesk', 'other.zendesk.com'),
  source('hubspot', 'hubspot', '123'),
];

/** A workspace with those sources, and a conversation 1 with ticket T-1 in each of some sources. */
async function workspace(holding: string[], sources = SOURCES): Promise<Store> {
  const { store } = await joined();
  await store.apply(
    page(null, 'a', [
      { ...settingsItem(1), sources, seesRatings: 'ai_ratings_only' } as never,
      ...holding.map((of, index) =>
        conversationItem(2 + index, conversation('1', { source: of, ticketId: 'T-1' })),
      ),
    ]),
  );
  return store;
}

async function shown(store: Store, open: Partial<OpenQuery>) {
  const query = { ...openIn('1'), ...open };
  const view = await createStoreReader(store).panel({ open: query, period: 'all', now: NOON });
  const from = view.from.kind === 'connected' ? view.from.source.id : view.from;
  return { from, conversation: view.conversation?.source ?? null };
}

describe('the source of the open conversation', () => {
  it('is the one of the inbox’s kind and account, whatever else has a conversation of that id', async () => {
    const store = await workspace(['fivefaces', 'intercom', 'zendesk', 'zendesk-2']);
    const zendesk = { inbox: 'zendesk', place: 'other.zendesk.com' };
    expect(await shown(store, zendesk)).toEqual({ from: 'zendesk-2', conversation: 'zendesk-2' });
    expect(await shown(store, {})).toEqual({ from: 'fivefaces', conversation: 'fivefaces' });
    const intercom = { inbox: 'intercom', place: 'ab12cd34' };
    expect(await shown(store, intercom)).toEqual({ from: 'intercom', conversation: 'intercom' });
  });

  it('is known also while the conversation is not kept: it is missing, not elsewhere', async () => {
    const store = await workspace([]);
    const intercom = { inbox: 'intercom', place: 'ab12cd34' };
    expect(await shown(store, intercom)).toEqual({ from: 'intercom', conversation: null });
  });

  it('is elsewhere where the account, or the platform, is not connected', async () => {
    const store = await workspace(['intercom', 'zendesk']);
    const elsewhere = async (open: Partial<OpenQuery>, platform: string) =>
      expect(await shown(store, open)).toEqual({
        from: { kind: 'elsewhere', inbox: open.inbox, platform },
        conversation: null,
      });
    await elsewhere({ inbox: 'zendesk', place: 'third.zendesk.com' }, 'Zendesk');
    await elsewhere({ inbox: 'intercom', place: 'zz99' }, 'Intercom');
    await elsewhere({ inbox: 'chatwoot', place: 'https://app.chatwoot.com/1' }, 'Chatwoot');
    await elsewhere({ inbox: 'myaskai', conversation: 'unheard' }, 'My AskAI');
  });

  it('is the only one of its kind where the address names no account, and none of several', async () => {
    const store = await workspace(['intercom', 'zendesk']);
    expect((await shown(store, { inbox: 'intercom', place: null })).from).toBe('intercom');
    expect((await shown(store, { inbox: 'zendesk', place: null })).from).toMatchObject({
      kind: 'elsewhere',
    });
  });

  it('is whichever has the conversation, the own one first, in an inbox that shows any', async () => {
    const pattern = { inbox: 'pattern' };
    const both = await workspace(['zendesk', 'fivefaces']);
    expect(await shown(both, pattern)).toEqual({ from: 'fivefaces', conversation: 'fivefaces' });
    const one = await workspace(['zendesk']);
    expect(await shown(one, pattern)).toEqual({ from: 'zendesk', conversation: 'zendesk' });
    expect(await shown(one, { inbox: 'myaskai' })).toMatchObject({ from: 'zendesk' });
  });

  it('finds by the ticket’s id where the conversation’s is not known, within the source alone', async () => {
    const store = await workspace(['zendesk', 'hubspot']);
    const ticket = { conversation: null, ticket: 'T-1' };
    const hubspot = { inbox: 'hubspot', place: '123', ...ticket };
    expect(await shown(store, hubspot)).toEqual({ from: 'hubspot', conversation: 'hubspot' });
    const other = { inbox: 'zendesk', place: 'other.zendesk.com', ...ticket };
    expect(await shown(store, other)).toEqual({ from: 'zendesk-2', conversation: null });
  });

  it('is told of conversations that were looked through by their ticket', async () => {
    const store = await workspace([]);
    const looked = conversation('9', { source: 'hubspot', ticketId: 'T-9', rating: rating(2) });
    await store.keepLookedThrough(looked, NOON);
    const open = { inbox: 'hubspot', place: '123', conversation: null, ticket: 'T-9' };
    expect(await shown(store, open)).toEqual({ from: 'hubspot', conversation: 'hubspot' });
  });

  it('is the server itself first, also where an earlier server names no sources', async () => {
    const store = await workspace(['fivefaces'], []);
    const reader = createStoreReader(store);
    const view = await reader.popup({ period: 'all', now: NOON, open: openIn('1') });
    expect(view.sources.map(({ id }) => id)).toEqual(['fivefaces']);
    expect(view.from).toMatchObject({ kind: 'connected', source: { id: 'fivefaces' } });
    expect(view.seesRatings).toBe('ai_ratings_only');
  });
});
