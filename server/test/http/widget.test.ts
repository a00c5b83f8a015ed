import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemOf, startTestServer, type TestServer, widgetTokenOf } from './test-server.ts';

const SHOP = 'https://shop.example.com';

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer();
  const { version } = await server.workspace.settings();
  await server.workspace.putSettings({ widgetOrigins: [SHOP] }, version);
  token = await widgetTokenOf(server, 'c1');
});
afterAll(() => server.close());

const preflight = (origin: string, path = '/v1/w/main/rating') =>
  fetch(server.url + path, {
    method: 'OPTIONS',
    headers: { Origin: origin, 'Access-Control-Request-Method': 'PUT' },
  });

describe('only pages that the workspace allows may call the widget', () => {
  test('an allowed page passes its preflight', async () => {
    const answer = await preflight(SHOP);
    expect(answer.status).toBe(204);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(SHOP);
    expect(answer.headers.get('Access-Control-Allow-Methods')).toBe('PUT');
    expect(answer.headers.get('Access-Control-Allow-Headers')).toContain('Authorization');
    expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    expect(answer.headers.get('Vary')).toContain('Origin');
  });

  test.each([
    'https://shop.example.com.evil.example',
    'http://shop.example.com',
    'https://shop.example.com:8443',
    'null',
  ])('%s does not', async (origin) => {
    const answer = await preflight(origin);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect((await problemOf(answer)).code).toBe('origin_not_allowed');
  });

  test('the call itself is judged again, token or not', async () => {
    const allowed = await server.ask('getWidgetConversation', { token, headers: { Origin: SHOP } });
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('Access-Control-Allow-Origin')).toBe(SHOP);
    const other = { Origin: 'https://evil.example' };
    const refused = await server.ask('getWidgetConversation', { token, headers: other });
    expect((await problemOf(refused)).code).toBe('origin_not_allowed');
  });

  test('an allowed page can read why it is refused', async () => {
    const headers = { Origin: SHOP };
    const answer = await server.ask('getWidgetConversation', { token: 'x.y.z', headers });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(SHOP);
    expect((await problemOf(answer)).code).toBe('token_invalid');
  });

  test("the server's own pages may call it", async () => {
    const answer = await preflight(server.url);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(server.url);
  });

  test('an unknown workspace is not found', async () => {
    const answer = await preflight(SHOP, '/v1/w/nobody/rating');
    expect((await problemOf(answer)).code).toBe('not_found');
  });

  test('no other route is open to other pages', async () => {
    const answer = await server.ask('getMe', { headers: { Origin: SHOP } });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
    const asked = await preflight(SHOP, '/v1/me');
    expect(asked.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(asked.status).toBe(405);
  });
});

describe("the conversation's token", () => {
  test('a token of the team is none for the widget, nor the other way round', async () => {
    const { admin } = server.tokens;
    const asTeam = await server.ask('getWidgetConversation', { token: admin });
    expect((await problemOf(asTeam)).code).toBe('token_invalid');
    expect((await problemOf(await server.ask('getMe', { token }))).code).toBe('token_invalid');
  });

  test('a token of another workspace is refused', async () => {
    await server.service.ensureWorkspace('other', { name: 'O', timeZone: 'UTC', demo: false });
    const foreign = await server.service.workspace('other').signWidgetToken('c1', {});
    const answer = await server.ask('getWidgetConversation', { token: foreign.token });
    expect((await problemOf(answer)).code).toBe('token_invalid');
  });

  test('it runs out', async () => {
    const fresh = await widgetTokenOf(server, 'late');
    server.clock.now += 24 * 3_600_000;
    const answer = await server.ask('getWidgetConversation', { token: fresh });
    expect((await problemOf(answer)).code).toBe('token_expired');
  });

  test('collection off refuses a new rating by its code', async () => {
    const fresh = await widgetTokenOf(server, 'off');
    const { version } = await server.workspace.collection();
    await server.workspace.putCollection(false, 'Ada', version);
    const answer = await server.ask('putRating', { token: fresh, body: { score: 5, seq: 1 } });
    expect((await problemOf(answer)).code).toBe('collection_off');
    const offered = await server.read('getWidgetConversation', { token: fresh });
    expect(offered.collection).toBe(false);
  });
});
