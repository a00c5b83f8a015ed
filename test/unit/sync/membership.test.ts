import 'fake-indexeddb/auto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStoreReader } from '../../../lib/store/reader.ts';
import type { Store } from '../../../lib/store/store.ts';
import { openTokens, type Tokens } from '../../../lib/store/tokens.ts';
import { createMembership, type MembershipActions } from '../../../lib/sync/membership.ts';
import { conversation, conversationItem, NOON, page } from '../fixtures/feed.ts';
import { joined, newStore, TOKEN, WORKSPACE } from '../fixtures/joined.ts';

const CODE = 'tBh6IoUkRHpOFIWJAPaTNQ';
const JOINED = {
  token: TOKEN,
  person: { id: 'p2', name: 'Tom' },
  role: 'teammate',
  workspace: { id: 'main', name: 'Acme Support', demo: false },
};

const INBOX = { inbox: 'zendesk', origin: 'https://acme.zendesk.com', pattern: null };
const PREVIEW = {
  workspace: { name: 'Acme Support', demo: false },
  role: 'teammate',
  inboxes: [INBOX],
};

let server: Server;
let origin: string;
/** What the server was asked, as method, path and body. */
let asked: string[];
let refusal: number | null;

beforeEach(async () => {
  asked = [];
  refusal = null;
  server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    asked.push([request.method, request.url, body || request.headers.authorization].join(' '));
    if (refusal !== null) {
      const problem = { type: 'p', title: 't', status: refusal, code: 'invite_invalid' };
      response.writeHead(refusal).end(JSON.stringify(problem));
    } else if (request.url === '/v1/leave') response.writeHead(204).end();
    else if (request.url === '/v1/join/preview') response.end(JSON.stringify(PREVIEW));
    else response.end(JSON.stringify(JOINED));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

interface Given {
  store: Store;
  tokens: Tokens;
  onChange: ReturnType<typeof vi.fn>;
  forget: ReturnType<typeof vi.fn>;
  membership: MembershipActions;
}

function membershipOf({ store, tokens }: { store: Store; tokens: Tokens }, allowed = true): Given {
  const onChange = vi.fn(async () => undefined);
  const forget = vi.fn(async () => undefined);
  const membership = createMembership({
    store,
    tokens,
    sync: { exclusively: (action) => action() },
    outbox: { forget },
    isAllowed: async () => allowed,
    onChange,
  });
  return { store, tokens, onChange, forget, membership };
}

const newHere = () => ({ store: newStore(), tokens: openTokens(`t-${crypto.randomUUID()}`) });
const viewOf = (store: Store) =>
  createStoreReader(store).popup({ period: 'all', now: NOON, open: null });

describe('joining', () => {
  it('keeps the token to itself and shows the workspace at once', async () => {
    const { store, tokens, onChange, membership } = membershipOf(newHere());
    const told = await membership.join(`${origin}/join#${CODE}`, 'Tom');
    const { token, ...expected } = JOINED;
    expect(told).toEqual(expected);
    expect((await tokens.read())?.token).toBe(token);
    const view = await viewOf(store);
    expect(view.workspace).toMatchObject({
      server: origin,
      name: 'Acme Support',
      role: 'teammate',
    });
    expect(JSON.stringify(view)).not.toContain(TOKEN);
    // Which inboxes the team shows is what the server says of the invite.
    expect(onChange).toHaveBeenCalledWith({ server: origin, inboxes: [INBOX] });
    expect(asked).toEqual([
      `POST /v1/join/preview {"code":"${CODE}"}`,
      `POST /v1/join {"code":"${CODE}","name":"Tom"}`,
    ]);
  });

  it('another workspace leaves nothing of the one before', async () => {
    const before = await joined();
    await before.store.apply(page(null, 'a', [conversationItem(1, conversation('c1'))]));
    const { store, membership } = membershipOf(before);
    await membership.join(`${origin}/join#${CODE}`, 'Tom');
    expect((await createStoreReader(store).lookUp({ text: 'c1', now: NOON })).found).toEqual([]);
    expect((await store.position()).cursor).toBeNull();
  });

  it('sample data and what a browser collected alone go, and do not come back', async () => {
    const before = newHere();
    await before.tokens.writeSample({ begunAt: NOON, timeZone: 'UTC', ratings: [] });
    await before.tokens.writeSolo({
      id: 'zendesk',
      kind: 'zendesk',
      name: 'Acme',
      place: 'acme.zendesk.com',
      config: {},
      secret: 'secret',
      createdAt: NOON,
    });
    const { store, membership } = membershipOf(before);
    await membership.join(`${origin}/join#${CODE}`, 'Tom');
    expect(await before.tokens.sample()).toBeNull();
    expect(await before.tokens.solo()).toEqual([]);
    expect((await viewOf(store)).workspace).toMatchObject({ solo: false, demo: false });
  });

  it('with a bad invite says so and keeps what was there', async () => {
    refusal = 404;
    const { store, tokens, onChange, membership } = membershipOf(await joined());
    await expect(membership.join(`${origin}/join#${CODE}`, 'Tom')).rejects.toMatchObject({
      code: 'invite_invalid',
    });
    await expect(membership.preview('hello')).rejects.toMatchObject({ code: 'invite_unreadable' });
    expect((await tokens.read())?.workspace).toEqual(WORKSPACE);
    expect((await viewOf(store)).workspace?.name).toBe('Acme Support');
    expect(onChange).not.toHaveBeenCalled();
  });

  it('asks no server that the browser does not let it reach', async () => {
    const { membership } = membershipOf(newHere(), false);
    await expect(membership.preview(`${origin}/join#${CODE}`)).rejects.toMatchObject({
      code: 'permission',
    });
    expect(asked).toEqual([]);
  });
});

describe('leaving', () => {
  it('gives the token back and erases everything here', async () => {
    const { store, tokens, onChange, forget, membership } = membershipOf(newHere());
    await membership.join(`${origin}/join#${CODE}`, 'Tom');
    forget.mockClear();
    await membership.leave();
    expect(forget).toHaveBeenCalledOnce();
    expect(asked.at(-1)).toBe(`POST /v1/leave Bearer ${TOKEN}`);
    expect(await tokens.read()).toBeNull();
    expect((await viewOf(store)).workspace).toBeNull();
    expect(onChange).toHaveBeenLastCalledWith(null);
  });

  it('erases everything here also when the server is not there', async () => {
    const { store, tokens, membership } = membershipOf(newHere());
    await membership.join(`${origin}/join#${CODE}`, 'Tom');
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await membership.leave();
    expect(await tokens.read()).toBeNull();
    expect((await viewOf(store)).workspace).toBeNull();
  });
});
