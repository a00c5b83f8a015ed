import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import type { Conversation } from '../../../lib/contract/conversation.ts';
import { SourceError } from '../../../lib/sources/errors.ts';
import type { WantedConversation } from '../../../lib/sources/fivefaces.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import type { Store } from '../../../lib/store/store.ts';
import type { Tokens } from '../../../lib/store/tokens.ts';
import { type AskedFor, createLookThrough } from '../../../lib/sync/look-through.ts';
import { conversation, NOON, openIn, page, rating, settingsItem } from '../fixtures/feed.ts';
import { joined } from '../fixtures/joined.ts';

interface Given {
  store: Store;
  tokens: Tokens;
  session?: { asked: AskedFor };
  clock?: { now: number };
  isAllowed?: boolean;
}

function lookThroughOf(given: Given, ask: (id: string) => Promise<Conversation>) {
  const { session = { asked: {} }, clock = { now: NOON }, isAllowed = true } = given;
  return createLookThrough({
    ...given,
    source: () => ({ conversation: ({ id }) => ask(id) }),
    isAllowed: async () => isAllowed,
    asked: {
      getValue: async () => session.asked,
      setValue: async (asked) => {
        session.asked = asked;
      },
    },
    now: () => clock.now,
  });
}

const known = async (id: string) => conversation(id, { rating: rating(2, 'no help') });
const unknown = async (): Promise<Conversation> => {
  throw new SourceError('contract', { code: 'not_found', transient: false });
};
const panel = (store: Store, id: string) =>
  createStoreReader(store).panel({
    open: openIn(id),
    period: 'all',
    now: NOON,
  });

describe('a conversation that is not kept here', () => {
  it('is fetched from the server and shown from then on', async () => {
    const given = await joined();
    const look = lookThroughOf(given, known);
    expect(await look(openIn('c1'))).toEqual({ found: true });
    const view = await panel(given.store, 'c1');
    expect(view.conversation?.rating).toMatchObject({ score: 2, comment: 'no help' });
    expect(view.lookedThroughAt).not.toBeNull();
  });

  it('that the server does not know is said so', async () => {
    const given = await joined();
    expect(await lookThroughOf(given, unknown)(openIn('c1'))).toEqual({ found: false });
    expect((await panel(given.store, 'c1')).conversation).toBeNull();
  });

  it('is asked for once in half a minute, by whichever background', async () => {
    const ask = vi.fn(unknown);
    const given = { ...(await joined()), session: { asked: {} }, clock: { now: NOON } };
    const look = lookThroughOf(given, ask);
    await Promise.all([look(openIn('c1')), look(openIn('c1'))]);
    await lookThroughOf(given, ask)(openIn('c1'));
    expect(ask).toHaveBeenCalledTimes(1);
    await look(openIn('c2'));
    expect(ask).toHaveBeenCalledTimes(2);
    given.clock.now += 30_000;
    await look(openIn('c1'));
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('is asked for again at once after a failure of the network', async () => {
    const ask = vi.fn(known).mockRejectedValueOnce(new SourceError('network'));
    const look = lookThroughOf(await joined(), ask);
    await expect(look(openIn('c1'))).rejects.toMatchObject({ class: 'network' });
    expect(await look(openIn('c1'))).toEqual({ found: true });
  });

  it('remembers a bounded number of questions', async () => {
    const given = { ...(await joined()), session: { asked: {} } };
    const look = lookThroughOf(given, unknown);
    for (let index = 0; index < 210; index += 1) await look(openIn(`c${index}`));
    expect(Object.keys(given.session.asked)).toHaveLength(200);
  });
});

describe('what was looked through to', () => {
  it('is kept in a bounded number: the oldest go first', async () => {
    const given = { ...(await joined()), clock: { now: NOON } };
    const look = lookThroughOf(given, known);
    for (let index = 0; index < 202; index += 1) {
      given.clock.now += 1;
      await look(openIn(`c${index}`));
    }
    expect((await panel(given.store, 'c1')).conversation).toBeNull();
    expect((await panel(given.store, 'c2')).conversation).not.toBeNull();
    expect((await panel(given.store, 'c201')).conversation).not.toBeNull();
  });

  it('goes when the feed erases it', async () => {
    const given = await joined();
    await given.store.apply(page(null, 'a', []));
    await lookThroughOf(given, known)(openIn('c1'));
    const erasure = { n: 7, kind: 'erasure', source: 'fivefaces', conversation: 'c1' } as const;
    await given.store.apply(page('a', 'b', [erasure]));
    expect((await panel(given.store, 'c1')).conversation).toBeNull();
  });

  it('goes with the epoch that it came from', async () => {
    const given = await joined();
    await given.store.apply(page(null, 'a', []));
    await lookThroughOf(given, known)(openIn('c1'));
    await given.store.startAgain();
    expect((await panel(given.store, 'c1')).conversation).not.toBeNull();
    await given.store.apply(page(null, 'x', [], { epoch: 'epoch-2' }));
    expect((await panel(given.store, 'c1')).conversation).toBeNull();
  });
});

describe('the server is not asked', () => {
  const next = { failures: 3, nextAttemptAt: NOON + 5_000 };

  it('while the sync waits for the network', async () => {
    const ask = vi.fn(known);
    const given = { ...(await joined()), clock: { now: NOON } };
    const problem = { code: 'network', detail: 'timeout', message: 'm', remedy: 'r', since: NOON };
    await given.store.saveAttempt({ ...next, problem: problem as never });
    const look = lookThroughOf(given, ask);
    await expect(look(openIn('c1'))).rejects.toMatchObject({ code: 'timeout', remedy: 'r' });
    expect(ask).not.toHaveBeenCalled();
    given.clock.now += 5_000;
    expect(await look(openIn('c1'))).toEqual({ found: true });
  });

  it('while it asked to wait', async () => {
    const ask = vi.fn(known);
    const given = await joined();
    const problem = { code: 'rate', detail: 'rate', message: 'm', remedy: 'r', since: NOON };
    await given.store.saveAttempt({ ...next, askedToWait: true, problem: problem as never });
    await expect(lookThroughOf(given, ask)(openIn('c1'))).rejects.toMatchObject({
      code: 'rate',
    });
    expect(ask).not.toHaveBeenCalled();
  });

  it('for conversations of another source', async () => {
    const ask = vi.fn(known);
    const look = lookThroughOf(await joined(), ask);
    expect(await look(openIn('c1', { inbox: 'zendesk' }))).toEqual({ found: false });
    expect(ask).not.toHaveBeenCalled();
  });

  it('where the browser does not let us, or nothing was joined', async () => {
    const ask = vi.fn(known);
    const given = await joined();
    const held = lookThroughOf({ ...given, isAllowed: false }, ask);
    await expect(held(openIn('c1'))).rejects.toMatchObject({ class: 'permission' });
    await given.tokens.clear();
    const look = lookThroughOf(given, ask);
    await expect(look(openIn('c1'))).rejects.toMatchObject({ code: 'not_joined' });
    expect(ask).not.toHaveBeenCalled();
  });
});

it('an answer about another conversation is kept nowhere', async () => {
  const given = await joined();
  const look = lookThroughOf(given, () => known('other'));
  await expect(look(openIn('c1'))).rejects.toMatchObject({ class: 'contract' });
  expect((await panel(given.store, 'other')).conversation).toBeNull();
});

it('an answer that comes after leaving is kept nowhere', async () => {
  const given = await joined();
  const look = lookThroughOf(given, async (id) => {
    await given.tokens.clear();
    await given.store.erase();
    return known(id);
  });
  expect(await look(openIn('c1'))).toEqual({ found: false });
  expect((await panel(given.store, 'c1')).conversation).toBeNull();
});

it('a conversation of a connected platform is asked for by its source, and by its ticket’s id', async () => {
  const given = await joined();
  const zendesk = { id: 'zendesk', kind: 'zendesk', name: 'Zendesk', place: 'acme', problem: null };
  const settings = { ...settingsItem(1), sources: [zendesk] } as never;
  await given.store.apply(page(null, 'a', [settings]));
  const ask = vi.fn(async ({ source }: WantedConversation) =>
    conversation('17', { source, ticketId: '17', rating: rating(2) }),
  );
  const look = createLookThrough({
    ...given,
    source: () => ({ conversation: ask }),
    isAllowed: async () => true,
    asked: { getValue: async () => ({}), setValue: async () => undefined },
    now: () => NOON,
  });
  const open = { inbox: 'zendesk', place: 'acme', conversation: null, ticket: '17' };
  expect(await look(open)).toEqual({ found: true });
  expect(ask).toHaveBeenCalledExactlyOnceWith({ source: 'zendesk', id: '17', ticket: '17' });
  const view = await createStoreReader(given.store).panel({ open, period: 'all', now: NOON });
  expect(view.conversation).toMatchObject({ source: 'zendesk', id: '17' });
  expect(await look({ ...open, place: 'other' })).toEqual({ found: false });
  expect(ask).toHaveBeenCalledOnce();
});

it('an inbox that shows any source has them tried in turn, the own one first', async () => {
  const given = await joined();
  const zendesk = { id: 'zendesk', kind: 'zendesk', name: 'Zendesk', place: 'acme', problem: null };
  const settings = { ...settingsItem(1), sources: [zendesk] } as never;
  await given.store.apply(page(null, 'a', [settings]));
  const asked: string[] = [];
  const look = createLookThrough({
    ...given,
    source: () => ({
      conversation: async ({ source, id }: WantedConversation) => {
        asked.push(source);
        if (source === 'fivefaces') return unknown();
        return conversation(id, { source });
      },
    }),
    isAllowed: async () => true,
    asked: { getValue: async () => ({}), setValue: async () => undefined },
    now: () => NOON,
  });
  expect(await look(openIn('5', { inbox: 'pattern' }))).toEqual({ found: true });
  expect(asked).toEqual(['fivefaces', 'zendesk']);
});
