import 'fake-indexeddb/auto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { Review } from '../../../lib/contract/review.ts';
import { createHandlers, describeFailure } from '../../../lib/messages/handlers.ts';
import type { Handlers } from '../../../lib/messages/receive.ts';
import { reviewOutboxCopy } from '../../../lib/settings/review-outbox-copy.ts';
import { fivefacesSource } from '../../../lib/sources/fivefaces.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import type { Store } from '../../../lib/store/store.ts';
import { StoreError } from '../../../lib/store/store-error.ts';
import { createLookThrough } from '../../../lib/sync/look-through.ts';
import { createMembership } from '../../../lib/sync/membership.ts';
import { createReviewOutbox } from '../../../lib/sync/review-outbox.ts';
import { createSample } from '../../../lib/sync/sample.ts';
import { createSoloSources } from '../../../lib/sync/solo-sources.ts';
import { createSync } from '../../../lib/sync/sync.ts';
import { conversation, conversationItem, NOON, openIn, page, rating } from '../fixtures/feed.ts';
import { joined, TOKEN, WORKSPACE } from '../fixtures/joined.ts';

/** The background without the browser around it, on a real server of this computer. */

let server: Server;
let store: Store;
let handlers: Handlers;
/** Whether the server can be reached. */
let online: boolean;
/** Whether an admin withdrew the access. */
let withdrawn: boolean;
let reviews: Map<string, Review>;

beforeEach(async () => {
  online = true;
  withdrawn = false;
  reviews = new Map();
  server = createServer(async (request, response) => {
    if (!online) return response.destroy();
    let body = '';
    for await (const piece of request) body += piece;
    const [status, answer] = answerTo(String(request.url), body, request.headers['if-match'] ?? '');
    response.writeHead(status).end(JSON.stringify(answer));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const { tokens, ...given } = await joined();
  store = given.store;
  await tokens.write({ token: TOKEN, workspace: { ...WORKSPACE, server: origin } });
  const source = () => fivefacesSource(origin, TOKEN);
  const isAllowed = async () => true;
  const locks = { request: (...args: unknown[]) => (args.at(-1) as () => unknown)() } as never;
  const reach = { store, tokens, source, isAllowed, now: () => NOON };
  await reviewOutboxCopy.setValue(null);
  const outbox = createReviewOutbox({ ...reach, locks, copy: reviewOutboxCopy });
  const sync = createSync({ ...reach, locks, outbox, onWithdrawn: async () => undefined });
  let asked = {};
  handlers = createHandlers({
    ...reach,
    reader: createStoreReader(store),
    sync,
    outbox,
    membership: createMembership({ ...reach, sync, outbox, onChange: async () => undefined }),
    lookThrough: createLookThrough({
      ...reach,
      asked: {
        getValue: async () => asked,
        setValue: async (value) => {
          asked = value;
        },
      },
    }),
    solo: createSoloSources({
      ...reach,
      sync,
      definition: () => null,
      fetch,
      onChange: async () => undefined,
    }),
    sample: createSample({ ...reach, sync }),
    inboxes: { allow: async ({ inbox }) => inbox === 'zendesk', forget: async () => undefined },
    surroundings: async () => ({
      version: '1.2.3',
      userAgent: 'Firefox/153.0',
      isAllowed,
      inboxes: 1,
      policy: null,
    }),
    openTab: vi.fn(),
    openPage: vi.fn(),
  });
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

function problem(status: number, code: string, more: object = {}): [number, object] {
  return [status, { type: 'p', title: 't', status, code, ...more }];
}

function answerTo(url: string, body: string, version: string): [number, object] {
  const { pathname } = new URL(url, 'http://x');
  if (withdrawn) return problem(401, 'token_revoked');
  if (pathname === '/v1/changes') {
    const wire = conversation('c1', { rating: rating(2, 'no help') });
    const first = !url.includes('cursor=');
    return [200, page(first ? null : 'a', 'a', first ? [conversationItem(1, wire)] : [])];
  }
  if (pathname === '/v1/sources') return body ? [200, asSource(body)] : [200, { sources: [] }];
  if (pathname === '/v1/members') return [200, { members: [MEMBER] }];
  if (pathname === '/v1/invites') return [200, { invites: [] }];
  if (pathname.endsWith('/review')) return saveReview(pathname.split('/')[3] ?? '', body, version);
  if (pathname === '/v1/conversations/old') {
    return [200, { conversation: conversation('old', { rating: rating(4) }), transcript: [SAID] }];
  }
  return problem(404, 'not_found');
}

const SAID = {
  id: 'm1',
  role: 'ai_agent',
  text: 'Within 14 days.',
  at: toInstant(NOON),
  sources: [{ title: 'Policy', url: 'https://example.com/policy' }],
};

const MEMBER = {
  id: 'p1',
  name: 'Ada',
  role: 'admin',
  joinedAt: '2026-11-03T12:00:00.000Z',
  lastSeenAt: null,
  you: true,
};

function asSource(body: string): object {
  const { kind, config } = JSON.parse(body);
  const times = { createdAt: '2026-11-03T12:00:00.000Z', syncedAt: null, nextAt: null };
  const rest = { problem: null, conversations: 0, ratings: 0, notes: [] };
  return { id: kind, kind, name: kind, place: 'acme.zendesk.com', config, ...times, ...rest };
}

function saveReview(id: string, body: string, version: string): [number, object] {
  const stored = reviews.get(id);
  if (version !== `"${stored?.version ?? 0}"`) {
    return problem(412, 'version_conflict', { current: stored });
  }
  const { takenBy, done, edit: _, ...rest } = JSON.parse(body);
  const review: Review = {
    ...rest,
    subject: 'conversation',
    source: 'fivefaces',
    id,
    version: (stored?.version ?? 0) + 1,
    takenBy: takenBy && { id: takenBy, name: 'Ada' },
    doneAt: done ? '2026-11-03T12:00:00.000Z' : null,
    changedAt: '2026-11-03T12:00:00.000Z',
    changedBy: { id: 'p1', name: 'Ada' },
  };
  reviews.set(id, review);
  return [200, review];
}

const made = {
  subject: 'conversation',
  source: 'fivefaces',
  id: 'c1',
  version: 0,
  takenBy: { id: 'p1', name: 'Ada' },
  cause: 'wrong_answer',
  nextStep: null,
  note: 'mine',
  done: false,
} as const;

const panel = (id: string) =>
  createStoreReader(store).panel({
    open: openIn(id),
    period: 'all',
    now: NOON,
  });

describe('a review saved in the panel', () => {
  it('is on the server and shown as stored, without waiting for the next sync', async () => {
    await handlers['page-background:sync']({ wait: 0, hurry: true }, {});
    expect(await handlers['page-background:save-review'](made, {})).toEqual({
      ok: true,
      value: null,
    });
    expect(reviews.get('c1')).toMatchObject({ note: 'mine', takenBy: { id: 'p1' } });
    expect((await panel('c1')).review).toMatchObject({
      stored: { note: 'mine', version: 1 },
      waiting: null,
    });
  });

  it('offline is shown as waiting, goes out with the next sync, and leaves no copy', async () => {
    await handlers['page-background:sync']({ wait: 0, hurry: true }, {});
    online = false;
    expect(await handlers['page-background:save-review'](made, {})).toMatchObject({ ok: true });
    expect((await panel('c1')).review?.waiting).toMatchObject({ note: 'mine', state: 'waiting' });
    expect((await reviewOutboxCopy.getValue())?.edits).toHaveLength(1);
    online = true;
    const synced = await handlers['page-background:sync']({ wait: 0, hurry: true }, {});
    expect(synced).toEqual({ ok: true, value: { changed: true } });
    expect(reviews.get('c1')?.note).toBe('mine');
    expect((await reviewOutboxCopy.getValue())?.edits).toEqual([]);
  });

  it('over somebody else’s is a conflict, which a person settles', async () => {
    saveReview('c1', JSON.stringify({ ...made, takenBy: null, note: 'theirs' }), '"0"');
    await handlers['page-background:save-review'](made, {});
    const waiting = await handlers['page-background:waiting-edits'](null, {});
    if (!waiting.ok) throw new Error(waiting.message);
    const [edit] = waiting.value;
    expect(edit).toMatchObject({ state: 'conflict', theirs: { note: 'theirs' } });
    const settle = { edit: edit?.edit ?? '', keep: 'mine' } as const;
    expect(await handlers['page-background:resolve-review'](settle, {})).toMatchObject({
      ok: true,
    });
    expect(reviews.get('c1')).toMatchObject({ note: 'mine', version: 2 });
  });

  it('is forgotten when the access was withdrawn, in both copies', async () => {
    withdrawn = true;
    await handlers['page-background:save-review'](made, {});
    expect((await reviewOutboxCopy.getValue())?.edits).toHaveLength(1);
    const synced = await handlers['page-background:sync']({ wait: 0, hurry: true }, {});
    expect(synced).toMatchObject({ ok: false, code: 'token_revoked' });
    expect(await store.waitingEdits()).toEqual([]);
    expect(await reviewOutboxCopy.getValue()).toBeNull();
  });

  it('is forgotten on leaving, in both copies', async () => {
    online = false;
    await handlers['page-background:save-review'](made, {});
    await handlers['admin-background:leave'](null, {});
    expect(await store.waitingEdits()).toEqual([]);
    expect(await reviewOutboxCopy.getValue()).toBeNull();
  });
});

describe('look-through', () => {
  const ask = (id: string) => handlers['page-background:look-through'](openIn(id), {});

  it('finds what the server has and says what it has not', async () => {
    expect(await ask('old')).toEqual({ ok: true, value: { found: true } });
    expect((await panel('old')).conversation?.rating?.score).toBe(4);
    expect(await ask('never')).toEqual({ ok: true, value: { found: false } });
  });
});

describe('a transcript', () => {
  const read = (source: string, conversation: string) =>
    handlers['admin-background:read-transcript']({ source, conversation }, {});

  it('is read from the server, and kept nowhere', async () => {
    expect(await read('fivefaces', 'old')).toEqual({
      ok: true,
      value: { messages: [{ ...SAID, at: NOON }], leftOut: 0 },
    });
    expect((await panel('old')).conversation).toBeNull();
  });

  it('says why there is none: not known, of a platform, or no network', async () => {
    await expect(read('fivefaces', 'never')).rejects.toMatchObject({ code: 'not_found' });
    await expect(read('zendesk', 'old')).rejects.toMatchObject({ code: 'not_found' });
    online = false;
    await expect(read('fivefaces', 'old')).rejects.toMatchObject({ code: 'network' });
  });
});

describe('Options', () => {
  it('sees what is kept, and sets how much', async () => {
    await handlers['page-background:sync']({ wait: 0, hurry: true }, {});
    const usage = await handlers['admin-background:usage'](null, {});
    expect(usage).toMatchObject({ ok: true, value: { mode: 'kept', conversations: 1 } });
    const retention = { conversations: 5_000, days: 30 };
    expect(await handlers['admin-background:set-retention'](retention, {})).toMatchObject({
      ok: true,
      value: { retention },
    });
  });

  it('fetches everything anew, and says so where that does not work', async () => {
    await handlers['page-background:sync']({ wait: 0, hurry: true }, {});
    expect(await handlers['admin-background:fetch-anew'](null, {})).toEqual({
      ok: true,
      value: null,
    });
    expect((await panel('c1')).conversation?.rating?.score).toBe(2);
    online = false;
    expect(await handlers['admin-background:fetch-anew'](null, {})).toMatchObject({
      ok: false,
      code: 'network',
    });
    // What was there is still shown.
    expect((await panel('c1')).conversation?.rating?.score).toBe(2);
  });

  it('copies diagnostics that name nobody', async () => {
    await handlers['page-background:sync']({ wait: 0, hurry: true }, {});
    const outcome = await handlers['admin-background:diagnostics'](null, {});
    if (!outcome.ok) throw new Error(outcome.message);
    const { text } = outcome.value;
    expect(text).toContain('Fivefaces: 1.2.3');
    expect(text).toContain('State: idle');
    expect(text).toContain('Server: http on this computer');
    for (const personal of [TOKEN, 'Ada', 'Acme', '127.0.0.1', 'no help', 'c1', 'epoch-1']) {
      expect(text).not.toContain(personal);
    }
  });
});

describe('in a team, sources and members', () => {
  it('are the server’s: a platform is connected there, and nothing of it is kept here', async () => {
    const wanted = { kind: 'zendesk', config: { subdomain: 'acme' }, secret: 's3cret' } as const;
    const connected = await handlers['admin-background:connect-source'](wanted, {});
    expect(connected).toMatchObject({ ok: true, value: { id: 'zendesk', kind: 'zendesk' } });
    expect(await store.solo.sources()).toEqual([]);
    const listed = await handlers['admin-background:read-sources'](null, {});
    expect(listed).toEqual({ ok: true, value: { sources: [] } });
    const people = await handlers['admin-background:read-members'](null, {});
    expect(people).toEqual({ ok: true, value: { members: [MEMBER], invites: [] } });
  });

  it('say what a server of before them does not know', async () => {
    const unknown = handlers['admin-background:test-source']({ id: 'zendesk' }, {});
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('an inbox that this version cannot show the panel beside is refused with a remedy', async () => {
  const zendesk = { inbox: 'zendesk', origin: 'https://acme.zendesk.com', pattern: null };
  const allow = handlers['admin-background:allow-inbox'];
  expect(await allow(zendesk, {})).toEqual({ ok: true, value: null });
  await expect(allow({ ...zendesk, inbox: 'unheard' }, {})).rejects.toMatchObject({
    code: 'inbox_unknown',
  });
});

describe('a failure of the store', () => {
  it.each(['storage_full', 'store_newer', 'storage_denied'] as const)(
    '%s crosses with its own words',
    (code) => {
      const outcome = describeFailure(new StoreError(code));
      const { message, remedy } = new StoreError(code);
      expect(outcome).toEqual({ ok: false, code, message, remedy });
    },
  );

  it('of any other kind is called one', () => {
    expect(describeFailure(new Error('disk'))).toMatchObject({ code: 'storage_failed' });
  });
});
