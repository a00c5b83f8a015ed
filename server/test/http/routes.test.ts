import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../../lib/contract/primitives.ts';
import { pathOf, ROUTES, type Route, type RouteName } from '../../../lib/contract/routes.ts';
import { problemOf, startTestServer, type TestServer, widgetTokenOf } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const all = Object.entries(ROUTES) as [RouteName, Route][];
const forRoles = all.filter(([, route]) => Array.isArray(route.access));

describe('who may call', () => {
  test.each(forRoles)('%s asks for a token', async (name) => {
    const missing = await server.ask(name, { token: null });
    expect((await problemOf(missing)).code).toBe('token_missing');
    expect(missing.headers.get('WWW-Authenticate')).toBe('Bearer');
    const wrong = await server.ask(name, { token: 'ff_nobody-has-this-token-at-all' });
    expect((await problemOf(wrong)).code).toBe('token_invalid');
  });

  test.each(forRoles)('%s takes its roles and no others', async (name, route) => {
    for (const role of ['teammate', 'admin', 'ingest', 'operator'] as const satisfies Role[]) {
      // A path that nobody has: allowed roles get past the gate and meet another answer there.
      const { workspace } = server;
      const token = (await workspace.createToken({ role, name: 'somebody' })).token;
      const answer = await server.ask(name, { token, id: 'nobody-has-this' });
      const allowed = route.access.includes(role as never);
      expect(answer.status === 403, `${name} as ${role}`).toBe(!allowed);
    }
  });

  test('a revoked token is told so', async () => {
    const { id, token } = await server.workspace.createToken({ role: 'teammate', name: 'Kim' });
    await server.workspace.revokeToken(id);
    const answer = await server.ask('getMe', { token });
    expect(answer.status).toBe(401);
    expect((await problemOf(answer)).code).toBe('token_revoked');
  });

  test('leaving gives the token back', async () => {
    const { token } = await server.workspace.createToken({ role: 'teammate', name: 'Kim' });
    expect((await server.ask('postLeave', { token })).status).toBe(204);
    expect((await problemOf(await server.ask('getMe', { token }))).code).toBe('token_revoked');
  });

  test('a token of one workspace sees nothing of another', async () => {
    await server.service.ensureWorkspace('other', { name: 'O', timeZone: 'UTC', demo: false });
    const other = server.service.workspace('other');
    const { token } = await other.createToken({ role: 'admin', name: 'Eve' });
    await server.read('putConversation', { id: 'secret', body: { channel: 'Website' } });
    expect((await server.ask('getConversation', { id: 'secret', token })).status).toBe(404);
  });
});

describe('addresses', () => {
  test('what is not there is a problem, not a page', async () => {
    const answer = await fetch(`${server.url}/v1/nothing`);
    expect((await problemOf(answer)).code).toBe('not_found');
  });

  test.each(all)('%s refuses other methods and names its own', async (_, route) => {
    const path = pathOf(route, { id: 'c1', workspace: 'main' });
    const answer = await fetch(server.url + path, { method: 'PATCH' });
    expect((await problemOf(answer)).code).toBe('method_not_allowed');
    expect(answer.headers.get('Allow')?.split(', ')).toContain(route.method);
  });

  test.each(['a/b', '100%', '%2F', 'ä b?#', 'a+b', '日本'])('an id may be %j', async (id) => {
    await server.read('putConversation', { id, body: { channel: 'App' } });
    const { conversation } = await server.read('getConversation', { id });
    expect(conversation.id).toBe(id);
  });

  test('an id of 201 characters is refused by name', async () => {
    const answer = await server.ask('getConversation', { id: 'x'.repeat(201) });
    expect(await problemOf(answer)).toMatchObject({ code: 'invalid_request', detail: /id/ });
  });
});

describe('every route answers as its schema says', () => {
  test('the life of a conversation', async () => {
    const token = server.tokens.ingest;
    const at = new Date(server.clock.now).toISOString();
    await server.read('putConversation', {
      id: 'life',
      token,
      body: { channel: 'Website', customer: 'mara', email: 'mara@example.com', startedAt: at },
    });
    const messages = [{ id: 'm1', role: 'customer', text: 'Where is my parcel?' }];
    expect(
      await server.read('postMessages', { id: 'life', token, body: { messages } }),
    ).toStrictEqual({ added: 1 });
    await server.read('putConversationTopics', {
      id: 'life',
      token,
      body: { topics: [{ id: 'delivery', title: 'Delivery', category: 'question' }] },
    });
    const jwt = await widgetTokenOf(server, 'life');
    const asked = { stage: 'shown', door: 'helped' };
    await server.read('postAsked', { token: jwt, body: asked });
    const rated = await server.read('putRating', { token: jwt, body: { score: 2, seq: 1 } });
    expect(rated.rating?.score).toBe(2);
    expect((await server.read('getWidgetConversation', { token: jwt })).rating?.score).toBe(2);
    await server.read('postHandover', { id: 'life', token, body: {} });
    const ended = await server.ask('postEnd', { id: 'life', token });
    expect(ended.status, 'a body that may be empty may be left out').toBe(200);

    const { conversation, transcript } = await server.read('getConversation', { id: 'life' });
    expect(conversation).toMatchObject({ rating: { score: 2 }, topics: ['delivery'] });
    expect(transcript).toHaveLength(1);
    const { conversations } = await server.read('listConversations', {
      query: { topic: 'delivery' },
    });
    expect(conversations.map(({ id }) => id)).toStrictEqual(['life']);
    const { topics } = await server.read('listTopics');
    expect(topics.find(({ id }) => id === 'delivery')?.figures.rated).toBe(1);
    await server.read('putTopic', { id: 'delivery', body: { knownProblem: 'Carrier is late' } });
    expect((await server.read('getInsights')).overall.rated).toBe(1);
    const page = await server.read('getChanges');
    expect(page.items.some((item) => item.kind === 'conversation')).toBe(true);
  });

  test('joining by an invite', async () => {
    const { code } = await server.workspace.createInvite({
      role: 'teammate',
      uses: 1,
      expiresAt: null,
    });
    const preview = await server.read('postJoinPreview', { token: null, body: { code } });
    expect(preview).toStrictEqual({
      workspace: { name: 'Acme', demo: false },
      role: 'teammate',
      inboxes: [],
    });
    const joined = await server.read('postJoin', { token: null, body: { code, name: 'Kim' } });
    const me = await server.read('getMe', { token: joined.token });
    expect(me).toMatchObject({ person: { name: 'Kim' }, role: 'teammate' });
    const again = await server.ask('postJoin', { token: null, body: { code, name: 'Eve' } });
    expect((await problemOf(again)).code).toBe('invite_invalid');
  });
});

test('answers are not kept by browsers and say what they may not do', async () => {
  const { headers } = await server.ask('getMe');
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
});
