import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  openTestData,
  problemOf,
  startTestServer,
  type TestData,
  type TestServer,
  widgetTokenOf,
} from './test-server.ts';

const FEW = { requests: 3, seconds: 60 };

let data: TestData;
let server: TestServer;
beforeAll(async () => {
  data = await openTestData();
});
afterEach(() => server.close());
afterAll(() => data.close());

const join = (code: string, headers: Record<string, string> = {}) =>
  server.ask('postJoinPreview', { token: null, body: { code }, headers });

describe('limits', () => {
  test('guessing invites ends soon, also for a right one', async () => {
    server = await startTestServer({ limits: { wrongSecret: FEW }, trustProxy: 1 }, data);
    const { code } = await server.workspace.createInvite({
      role: 'teammate',
      uses: 1,
      expiresAt: null,
    });
    const from = (address: string) => ({ 'X-Forwarded-For': `1.2.3.4, ${address}` });
    const mine = from('203.0.113.1');
    for (const guess of ['a', 'b', 'c']) {
      const answer = await join(`guess-number-${guess}-xxxx`, mine);
      expect((await problemOf(answer)).code).toBe('invite_invalid');
    }
    const fourth = await join(code, mine);
    expect((await problemOf(fourth)).code).toBe('too_many_requests');
    expect(Number(fourth.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await join(code, from('203.0.113.2'))).status, 'another address').toBe(200);
  });

  test('a forwarded address counts only behind a proxy that is trusted', async () => {
    server = await startTestServer({ limits: { join: FEW } }, data);
    const code = 'sixteen-characters';
    for (const one of [1, 2, 3]) await join(code, { 'X-Forwarded-For': `203.0.113.${one}` });
    const answer = await join(code, { 'X-Forwarded-For': '203.0.113.4' });
    expect((await problemOf(answer)).code).toBe('too_many_requests');
  });

  test('each token has its own share', async () => {
    server = await startTestServer({ limits: { person: FEW } }, data);
    for (const _ of [1, 2, 3]) expect((await server.ask('getMe')).status).toBe(200);
    expect((await problemOf(await server.ask('getMe'))).code).toBe('too_many_requests');
    expect((await server.ask('getMe', { token: server.tokens.teammate })).status).toBe(200);
  });

  test('wrong tokens are slowed, right ones from the same place are not', async () => {
    server = await startTestServer({ limits: { wrongToken: FEW } }, data);
    for (const _ of [1, 2, 3]) await server.ask('getMe', { token: 'ff_wrong' });
    const fourth = await server.ask('getMe', { token: 'ff_wrong' });
    expect((await problemOf(fourth)).code).toBe('too_many_requests');
    expect((await server.ask('getMe')).status).toBe(200);
  });

  test('each conversation has its own share', async () => {
    server = await startTestServer({ limits: { conversation: FEW } }, data);
    const token = await widgetTokenOf(server, 'c1');
    for (const _ of [1, 2, 3]) await server.read('getWidgetConversation', { token });
    const fourth = await server.ask('getWidgetConversation', { token });
    expect((await problemOf(fourth)).code).toBe('too_many_requests');
    const other = await widgetTokenOf(server, 'c2');
    await server.read('getWidgetConversation', { token: other });
  });

  test('a widget that looks every 3 s and a team behind one address never meet theirs', async () => {
    server = await startTestServer({ limits: {} }, data);
    const token = await widgetTokenOf(server, 'c1');
    for (let look = 0; look < 40; look += 1) {
      await server.read('getWidgetConversation', { token });
      await server.read('getMe', { token: server.tokens.teammate });
    }
  });
});
