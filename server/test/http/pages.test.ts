import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemOf, startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fivefaces-pages-'));
  await mkdir(join(folder, 'dist/pages'), { recursive: true });
  await mkdir(join(folder, 'dist/assets'));
  await writeFile(join(folder, 'secret.js'), 'secret');
  await writeFile(join(folder, 'dist/widget.js'), '/* widget */'.repeat(1_000));
  await writeFile(join(folder, 'dist/pages/inbox.html'), '<!doctype html><title>Inbox</title>');
  await writeFile(join(folder, 'dist/assets/inbox-a1b2c3.css'), 'body{}');
  const chat = new Hono().post('/messages', async (c) => c.json({ heard: await c.req.json() }));
  server = await startTestServer({ pagesFolder: join(folder, 'dist'), chat });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers });

test('a page may load only what lies on this server, and nobody may frame it', async () => {
  for (const path of ['/inbox', '/inbox/conversations/c1']) {
    const answer = await get(path);
    expect(await answer.text()).toContain('<title>Inbox');
    expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
        "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
  }
});

test('assets are kept by browsers, since their names change with them', async () => {
  const answer = await get('/assets/inbox-a1b2c3.css');
  expect(await answer.text()).toBe('body{}');
  expect(answer.headers.get('Cache-Control')).toContain('immutable');
});

test('nothing outside the built folder is served', async () => {
  for (const path of [
    '/assets/../../secret.js',
    '/assets/%2e%2e/%2e%2e/secret.js',
    '/assets/..%2f..%2fsecret.js',
    '/assets/%5c..%5c..%5csecret.js',
    '/assets//../../secret.js',
  ]) {
    const answer = await get(path);
    expect(answer.status, path).toBe(404);
    expect(await answer.text()).not.toBe('secret');
  }
});

test('the widget may be loaded by any page, for a short while from the cache', async () => {
  const answer = await get('/widget.js');
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(answer.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
  expect(answer.headers.get('Cache-Control')).toBe('public, max-age=300');
  expect(answer.headers.get('Content-Type')).toMatch(/^text\/javascript/);
  expect(answer.headers.get('Content-Encoding')).toBe('gzip');
  const tag = answer.headers.get('ETag') ?? '';
  expect((await get('/widget.js', { 'If-None-Match': tag })).status).toBe(304);
});

test('a page that is not built says what to do', async () => {
  expect(await problemOf(await get('/join'))).toMatchObject({ detail: /npm run build/ });
});

test("the chat page's back end has the same limits and words", async () => {
  const post = (body: string) => fetch(`${server.url}/chat/api/messages`, { method: 'POST', body });
  expect(await (await post('{"text":"Hi"}')).json()).toStrictEqual({ heard: { text: 'Hi' } });
  const large = await post(JSON.stringify('x'.repeat(1_100_000)));
  expect((await problemOf(large)).code).toBe('body_too_large');
});
