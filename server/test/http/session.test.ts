import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemOf, startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** As a browser's page of this server would ask. */
const fromPage = (
  path: string,
  init: RequestInit & { cookie?: string; origin?: string | null } = {},
) =>
  fetch(server.url + path, {
    ...init,
    headers: {
      'Content-Type': 'application/json',
      ...(init.origin !== null && { Origin: init.origin ?? server.url }),
      ...(init.cookie !== undefined && { Cookie: init.cookie }),
    },
  });

const signIn = (body: object, origin?: string | null) =>
  fromPage('/session', {
    method: 'POST',
    body: JSON.stringify(body),
    ...(origin !== undefined && { origin }),
  });

const cookieOf = (response: Response) =>
  (response.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';

async function inboxCode(): Promise<string> {
  const { url } = await server.read('postInboxSession', { token: server.tokens.teammate });
  expect(url.startsWith(`${server.url}/inbox#session=`)).toBe(true);
  return decodeURIComponent(url.split('#session=')[1] ?? '');
}

describe('signing in', () => {
  test('the link of the extension signs the inbox in, once', async () => {
    const code = await inboxCode();
    const first = await signIn({ code });
    expect(first.status).toBe(204);
    const set = first.headers.get('Set-Cookie') ?? '';
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Strict/);
    expect(set).not.toContain(code);
    const me = await fromPage('/v1/me', { cookie: cookieOf(first) });
    expect(await me.json()).toMatchObject({ role: 'teammate' });

    const second = await signIn({ code });
    expect((await problemOf(second)).code).toBe('token_invalid');
    expect(second.headers.get('Set-Cookie')).toBeNull();
  });

  test('the link is good for a minute', async () => {
    const code = await inboxCode();
    server.clock.now += 61_000;
    expect((await problemOf(await signIn({ code }))).code).toBe('token_invalid');
  });

  test('the page that joined signs in with its own token', async () => {
    const answer = await signIn({ token: server.tokens.teammate });
    expect(answer.status).toBe(204);
  });

  test.each([null, 'https://evil.example', 'null'])('a page at %s cannot', async (origin) => {
    const answer = await signIn({ token: server.tokens.teammate }, origin);
    expect((await problemOf(answer)).code).toBe('forbidden');
    expect(answer.headers.get('Set-Cookie')).toBeNull();
  });

  test('a wrong token or body starts no session', async () => {
    const wrong = await signIn({ token: 'ff_nobody' });
    expect((await problemOf(wrong)).code).toBe('token_invalid');
    expect((await problemOf(await signIn({}))).code).toBe('invalid_request');
    expect(wrong.headers.get('Set-Cookie')).toBeNull();
  });
});

describe('the cookie', () => {
  test('writes only for a page of this server', async () => {
    const cookie = cookieOf(await signIn({ token: server.tokens.teammate }));
    const topics = { id: 'c1', body: { topics: [{ id: 't1', title: 'Topic' }] } };
    await server.read('putConversation', { id: 'c1', body: {} });
    await server.read('putConversationTopics', topics);
    const write = (origin: string | null) =>
      fromPage('/v1/topics/t1', { method: 'PUT', cookie, origin, body: '{"status":"done"}' });
    expect((await problemOf(await write('https://evil.example'))).code).toBe('forbidden');
    expect((await problemOf(await write(null))).code).toBe('forbidden');
    expect((await write(server.url)).status).toBe(200);
  });

  test('signing out ends the session for good', async () => {
    const cookie = cookieOf(await signIn({ code: await inboxCode() }));
    const out = await fromPage('/session', { method: 'DELETE', cookie });
    expect(out.status).toBe(204);
    expect(out.headers.get('Set-Cookie')).toMatch(/Max-Age=0/);
    const after = await fromPage('/v1/me', { cookie });
    expect((await problemOf(after)).code).toBe('token_revoked');
  });

  test('signing out twice is no fault', async () => {
    expect((await fromPage('/session', { method: 'DELETE' })).status).toBe(204);
  });
});

test('behind a proxy that is trusted, the address is the one that browsers see', async () => {
  const behind = await startTestServer({ trustProxy: 1 });
  const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'csat.example.com' };
  const { url } = await behind.read('postInboxSession', { headers });
  expect(url.startsWith('https://csat.example.com/inbox#')).toBe(true);
  const signedIn = await fetch(`${behind.url}/session`, {
    method: 'POST',
    headers: { ...headers, Origin: 'https://csat.example.com', 'Content-Type': 'application/json' },
    body: JSON.stringify({ token: behind.tokens.teammate }),
  });
  expect(signedIn.headers.get('Set-Cookie')).toMatch(/Secure/);
  await behind.close();
});
