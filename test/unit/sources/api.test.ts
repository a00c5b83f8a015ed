import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { call } from '../../../lib/sources/api.ts';
import { SourceError } from '../../../lib/sources/errors.ts';
import { fivefacesSource, joinServer } from '../../../lib/sources/fivefaces.ts';
import { conversation, conversationItem, page } from '../fixtures/feed.ts';
import { TOKEN } from '../fixtures/joined.ts';

let server: Server | null = null;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((closed) => (server ? server.close(closed) : closed(null)));
  server = null;
});

/** A real server on this computer that answers as the test says; gives its origin. */
async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((listening) => started.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

async function serveAnswer(
  status: number,
  body: string,
  headers: Record<string, string> = {},
): Promise<string> {
  return serve((_request, response) => response.writeHead(status, headers).end(body));
}

function problem(status: number, code: string, detail?: string): [number, string] {
  return [status, JSON.stringify({ type: 'about:blank', title: 't', status, code, detail })];
}

async function failureOf(action: Promise<unknown>): Promise<SourceError> {
  const error = await action.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SourceError)) throw new Error(`No SourceError: ${String(error)}`);
  return error;
}

describe('a call', () => {
  it('goes to the contract’s route with token, cursor and wait, and gives what it says', async () => {
    const answer = page('a b', 'c', [conversationItem(3, conversation('c1'))]);
    const seen: (string | undefined)[] = [];
    const origin = await serve((request, response) => {
      seen.push(request.method, request.url, request.headers.authorization, request.headers.cookie);
      response.end(JSON.stringify({ ...answer, newer: 'ignored' }));
    });
    expect(await fivefacesSource(origin, TOKEN).changes('a b', 20)).toEqual(answer);
    expect(seen).toEqual([
      'GET',
      '/v1/changes?cursor=a+b&limit=2000&wait=20',
      `Bearer ${TOKEN}`,
      undefined,
    ]);
  });

  it('skips items of a kind that only a newer server knows', async () => {
    const items = [{ n: 4, kind: 'weather', what: 'ever' }];
    const origin = await serveAnswer(200, JSON.stringify({ ...page(null, 'c', []), items }));
    const { items: read } = await fivefacesSource(origin, TOKEN).changes(null, 0);
    expect(read).toEqual([{ n: 4, kind: 'other' }]);
  });

  it('carries the version of what it changes', async () => {
    const collection = {
      enabled: false,
      changedAt: null,
      changedBy: null,
      runningConversations: 0,
    };
    const origin = await serve((request, response) => {
      const status = request.headers['if-match'] === '"3"' ? 200 : 412;
      response.writeHead(status, { etag: '"4"' }).end(JSON.stringify(collection));
    });
    const switched = await fivefacesSource(origin, TOKEN).switchCollection(false, '"3"');
    expect(switched).toEqual({ ...collection, version: '"4"' });
  });

  it('never follows the server to another host', async () => {
    const url = 'https://evil.example/inbox';
    const origin = await serveAnswer(200, JSON.stringify({ url }));
    const source = fivefacesSource(origin, TOKEN);
    expect(await failureOf(source.inboxLink())).toMatchObject({ class: 'contract' });
  });
});

describe('an answer that is none is', () => {
  it.each([
    ['garbage', 200, '{"epoch": "e', {}],
    ['a login page', 200, '<!doctype html><title>Log in</title>', { 'content-type': 'text/html' }],
    ['nothing at all', 200, '', {}],
    ['of another shape', 200, '{"ok":true}', {}],
    ['with six stars', 200, JSON.stringify(pageWith({ score: 6 })), {}],
    ['with half a star', 200, JSON.stringify(pageWith({ score: 2.5 })), {}],
    ['without a number', 200, JSON.stringify(pageWith({ score: null })), {}],
  ])('a problem of the contract: %s', async (_name, status, body, headers) => {
    const origin = await serveAnswer(status, body, headers as Record<string, string>);
    const error = await failureOf(fivefacesSource(origin, TOKEN).changes(null, 0));
    expect(error).toMatchObject({ class: 'contract', transient: true });
    expect(error.remedy).not.toBe('');
  });

  it.each([
    ['nobody listens', async () => 'http://127.0.0.1:1'],
    ['the line is cut', () => serve((request) => void request.socket.destroy())],
    [
      'the line is cut in the middle',
      () =>
        serve((_request, response) => {
          response.writeHead(200, { 'content-length': '1000' }).write('{"epoch"');
          response.socket?.destroy();
        }),
    ],
    ['a captive portal redirects', () => serveAnswer(302, '', { location: 'http://127.0.0.1:1/' })],
    ['nothing comes in time', () => serve(() => undefined)],
  ])('a problem of the network: %s', async (_name, start) => {
    const answer = call('getMe', { server: await start(), token: TOKEN, timeout: 200 });
    expect(await failureOf(answer)).toMatchObject({ class: 'network', transient: true });
  });

  it.each([
    [...problem(401, 'token_revoked'), 'auth', 'token_revoked', false],
    [...problem(401, 'token_invalid'), 'auth', 'token_invalid', false],
    [...problem(403, 'forbidden'), 'auth', 'forbidden', false],
    [...problem(404, 'invite_invalid'), 'contract', 'invite_invalid', false],
    [...problem(412, 'version_conflict'), 'contract', 'version_conflict', false],
    [...problem(410, 'cursor_gone'), 'contract', 'cursor_gone', false],
    [...problem(500, 'internal_error'), 'server', 'internal_error', true],
    [502, '<h1>Bad gateway</h1>', 'server', 'server', true],
  ])('what its status and code say: %i %s', async (status, body, errorClass, code, transient) => {
    const origin = await serveAnswer(status, body);
    const error = await failureOf(fivefacesSource(origin, TOKEN).me());
    expect(error).toMatchObject({ class: errorClass, code, transient });
  });

  it('a conflict, with what is stored as far as it can be read', async () => {
    const current = { version: 4, note: 'theirs' };
    const body = { ...JSON.parse(problem(412, 'version_conflict')[1]), current };
    const origin = await serveAnswer(412, JSON.stringify(body));
    const error = await failureOf(fivefacesSource(origin, TOKEN).me());
    expect(error).toMatchObject({ code: 'version_conflict', current });
  });

  it('a request to wait, as long as it says', async () => {
    const [status, body] = problem(429, 'too_many_requests');
    const origin = await serveAnswer(status, body, { 'retry-after': '7' });
    const error = await failureOf(joinServer(origin, 'code', 'Ada'));
    expect(error).toMatchObject({ class: 'rate', transient: true, retryAfter: 7_000 });
  });
});

describe('an answer that never ends', () => {
  it('drop by drop counts as too slow, however long it goes on', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const answer = call('getMe', { server: origin, token: TOKEN, timeout: 300 });
    expect(await failureOf(answer)).toMatchObject({ class: 'network', code: 'timeout' });
  });

  it('in a flood is refused before it fills the memory', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200);
      const flood = () => {
        while (!response.destroyed && response.write(' '.repeat(1024 * 1024)));
      };
      response.on('drain', flood);
      flood();
    });
    const error = await failureOf(fivefacesSource(origin, TOKEN).changes(null, 0));
    expect(error).toMatchObject({ class: 'contract', code: 'answer_too_long' });
  }, 30_000);
});

describe('a review', () => {
  const stored = {
    subject: 'topic',
    source: null,
    id: 're funds',
    version: 3,
    takenBy: { id: 'p1', name: 'Ada' },
    cause: 'wrong_answer',
    nextStep: null,
    note: 'n',
    doneAt: null,
    changedAt: null,
    changedBy: null,
  };
  const edit = '5f7d2b1e-7f0e-4a44-9a5a-0c1f0d6d8a10';
  const body = {
    edit,
    takenBy: 'p1',
    cause: 'wrong_answer',
    nextStep: null,
    note: 'n',
    done: false,
  };

  it('is saved on top of the version that it was made on', async () => {
    const seen: unknown[] = [];
    const origin = await serve(async (request, response) => {
      let text = '';
      for await (const piece of request) text += piece;
      seen.push(request.method, request.url, request.headers['if-match'], JSON.parse(text));
      response.end(JSON.stringify(stored));
    });
    const source = fivefacesSource(origin, TOKEN);
    const target = { subject: 'topic', source: null, id: 're funds', version: 2 } as const;
    expect(await source.saveReview(target, body as never)).toEqual(stored);
    expect(seen).toEqual(['PUT', '/v1/topics/re%20funds/review', '"2"', body]);
    const conversation = { ...target, subject: 'conversation', source: 'fivefaces' } as const;
    await source.saveReview(conversation, body as never);
    expect(seen[5]).toBe('/v1/conversations/re%20funds/review');
    // Of a connected platform: which one says the query. Earlier servers know no such thing.
    await source.saveReview({ ...conversation, source: 'zendesk' }, body as never);
    expect(seen[9]).toBe('/v1/conversations/re%20funds/review?source=zendesk');
  });
});

it('one conversation comes without its transcript', async () => {
  const wire = conversation('c1');
  const origin = await serveAnswer(200, JSON.stringify({ conversation: wire, transcript: [] }));
  const wanted = { source: 'fivefaces', id: 'c1', ticket: null };
  expect(await fivefacesSource(origin, TOKEN).conversation(wanted)).toEqual(wire);
});

function pageWith(rating: object) {
  const wire = { ...conversation('c1'), rating };
  return { ...page(null, 'a', []), items: [{ n: 1, kind: 'conversation', conversation: wire }] };
}
