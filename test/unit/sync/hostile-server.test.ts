import 'fake-indexeddb/auto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { fivefacesSource } from '../../../lib/sources/fivefaces.ts';
import type { SyncParts } from '../../../lib/sync/sync.ts';
import { conversation, conversationItem, page, rating } from '../fixtures/feed.ts';
import { joined, TOKEN } from '../fixtures/joined.ts';
import { once, popup, syncOf } from '../fixtures/syncing.ts';

/** Faults of the answers themselves, by a real server: nothing of a page may be kept. */

let server: Server | null = null;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((closed) => (server ? server.close(closed) : closed(null)));
  server = null;
});

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((listening) => started.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

const GOOD = JSON.stringify(
  page(null, 'a', [
    conversationItem(1, conversation('c1', { rating: rating(5) })),
    conversationItem(2, conversation('c2', { rating: rating(1) })),
  ]),
);

function answer(body: string, status = 200, headers: Record<string, string> = {}): RequestListener {
  return (_request, response) => response.writeHead(status, headers).end(body);
}

const CUT: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-length': String(GOOD.length) });
  response.write(GOOD.slice(0, 900), () => response.destroy());
};

it.each<[string, RequestListener, object]>([
  ['garbage', answer('{"epoch": "e', 200), { class: 'contract', detail: 'answer_unreadable' }],
  [
    'a page to sign in',
    answer('<!doctype html><title>Log in</title>', 200, { 'content-type': 'text/html' }),
    { class: 'contract', detail: 'answer_unreadable' },
  ],
  [
    'one wrong item after good ones',
    answer(GOOD.replace('"score":1', '"score":9')),
    { class: 'contract', detail: 'answer_unexpected' },
  ],
  [
    'another shape',
    answer('{"items":[],"more":false}'),
    { class: 'contract', detail: 'answer_unexpected' },
  ],
  [
    'a promise of more that never comes',
    answer(JSON.stringify(page('a', 'a', [], { more: true }))),
    { class: 'contract' },
  ],
  ['half a page', CUT, { class: 'network', detail: 'network' }],
  ['a failure', answer('oops', 500), { class: 'server', detail: 'server' }],
  ['a proxy without its server', answer('<h1>502</h1>', 502), { class: 'server' }],
  ['a request to wait', answer('', 429, { 'retry-after': '30' }), { class: 'rate' }],
  ['another address', answer('', 302, { location: 'https://x.example' }), { class: 'network' }],
])('%s leaves nothing of a page behind, and says what it is', async (_name, listener, expected) => {
  const origin = await serve(listener);
  const given = await joined();
  const source: SyncParts['source'] = () => fivefacesSource(origin, TOKEN);
  const { sync } = syncOf(given, async () => page(null, 'x', []), { source });
  const outcome = await sync.syncOnce(once);
  expect(outcome).toMatchObject({ ok: false });
  expect(outcome).toHaveProperty('retryIn');
  expect((await given.store.position()).cursor).toBeNull();
  const view = await popup(given.store);
  const { class: code, ...others } = expected as { class: string };
  expect(view.sync.problem).toMatchObject({ code, ...others });
  expect(view.sync.problem?.message).not.toBe('');
  expect(view.sync.problem?.remedy).not.toBe('');
});

it('after any of them the next good answer is taken', async () => {
  let broken = true;
  const origin = await serve((request, response) => {
    const body = request.url?.startsWith('/v1/changes') ? GOOD : '{}';
    response.writeHead(200).end(broken ? body.slice(0, 300) : body);
  });
  const given = await joined();
  const source: SyncParts['source'] = () => fivefacesSource(origin, TOKEN);
  const { sync } = syncOf(given, async () => page(null, 'x', []), { source });
  await sync.syncOnce(once);
  broken = false;
  expect(await sync.syncOnce({ wait: 0, hurry: true })).toMatchObject({ ok: true });
  expect((await popup(given.store)).sync).toMatchObject({ phase: 'current', problem: null });
});
