import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChangesPage } from '../../../lib/contract/changes.ts';
import { ROUTES, type Route, type RouteName } from '../../../lib/contract/routes.ts';
import { problemOf, startTestServer, type TestServer, widgetTokenOf } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const topics = [{ id: 'c1', title: 'Delivery' }];
  await server.read('putConversation', { id: 'c1', body: {} });
  await server.read('putConversationTopics', { id: 'c1', body: { topics } });
  const token = await widgetTokenOf(server, 'c1');
  await server.read('putRating', {
    token,
    body: { score: 1, comment: 'Nobody may read this', seq: 1 },
  });
});
afterAll(() => server.close());

async function setPolicy(seesRatings: string): Promise<void> {
  const settings = await server.ask('getSettings');
  const headers = { 'If-Match': settings.headers.get('ETag') ?? '' };
  await server.read('putSettings', { body: { seesRatings }, headers });
}

/** Reads to the end of the feed. */
async function endOfFeed(token: string): Promise<ChangesPage> {
  for (let cursor: string | null = null; ; ) {
    const query: Record<string, string> = cursor === null ? {} : { cursor };
    const page: ChangesPage = await server.read('getChanges', { token, query });
    if (!page.more && page.items.length === 0) return page;
    cursor = page.to;
  }
}

const readable = (Object.entries(ROUTES) as [RouteName, Route][]).filter(
  ([, { method, access }]) => method === 'GET' && access.includes('teammate' as never),
);

test.each(readable)('%s shows a teammate no rating that only admins see', async (name) => {
  await setPolicy('admins');
  const answer = await server.ask(name, { token: server.tokens.teammate });
  const text = await answer.text();
  expect(text).not.toContain('Nobody may read this');
  expect(text).not.toMatch(/"score":\s*1/);
  expect(text).not.toMatch(/"(rated|answered|positive)":\s*[1-9]/);
});

test('what a teammate is not shown, an admin is', async () => {
  await setPolicy('admins');
  for (const name of ['getConversation', 'listConversations', 'getChanges'] as const) {
    const answer = await server.ask(name, { token: server.tokens.admin });
    expect(await answer.text()).toContain('Nobody may read this');
  }
  const { items } = await server.read('getChanges', { token: server.tokens.teammate });
  expect(items.find(({ kind }) => kind === 'settings')).toMatchObject({ seesRatings: 'admins' });
  const me = await server.read('getMe', { token: server.tokens.teammate });
  expect(me.seesRatings).toBe('admins');
});

test('a teammate who waits begins again as soon as the policy changes, and an admin reads on', async () => {
  await setPolicy('everyone');
  const waiting = async (token: string) => {
    const { to } = await endOfFeed(token);
    return server.ask('getChanges', { token, query: { cursor: to, wait: '20' } });
  };
  const [teammate, admin] = [waiting(server.tokens.teammate), waiting(server.tokens.admin)];
  await expect
    .poll(async () => {
      const metrics = await fetch(`${server.url}/metrics`, {
        headers: { Authorization: `Bearer ${server.tokens.operator}` },
      });
      return /^fivefaces_waiting_requests 2$/m.test(await metrics.text());
    })
    .toBe(true);
  await setPolicy('admins');
  const gone = await problemOf(await teammate);
  expect(gone.code).toBe('cursor_gone');
  const page = await endOfFeed(server.tokens.teammate);
  expect(page.epoch).toBe(gone.epoch);
  const told = (await (await admin).json()) as ChangesPage;
  expect(told.items).toMatchObject([{ kind: 'settings', seesRatings: 'admins' }]);
  const digest = await server.read('getDigest', { token: server.tokens.teammate });
  expect(digest).toMatchObject({ epoch: page.epoch, head: page.head });
});
