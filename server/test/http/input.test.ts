import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemOf, startTestServer, type TestServer, widgetTokenOf } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function refusal(response: Promise<Response>) {
  const { code, detail } = await problemOf(await response);
  return { code, detail };
}

const raw = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/v1/conversations/c1`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${server.tokens.ingest}`, ...headers },
    body,
  });

describe('bad input is refused in words that name the field', () => {
  test('a body that is no JSON', async () => {
    const json = { 'Content-Type': 'application/json' };
    expect(await refusal(raw('{"channel":', json))).toMatchObject({ code: 'invalid_request' });
    expect((await refusal(raw('[]', json))).code).toBe('invalid_request');
    expect(await refusal(raw('{}', { 'Content-Type': 'text/plain' }))).toStrictEqual({
      code: 'invalid_request',
      detail: 'Content-Type: must be application/json',
    });
  });

  test('an unknown field', async () => {
    const answer = server.ask('putConversation', { body: { chanel: 'Website' } });
    expect(await refusal(answer)).toStrictEqual({
      code: 'invalid_request',
      detail: 'chanel: is not a field of this request',
    });
  });

  test('a field of the wrong kind, and a missing one', async () => {
    const wrong = server.ask('putConversation', { body: { channel: 5 } });
    expect((await refusal(wrong)).detail).toBe('channel: must be string');
    const missing = server.ask('postMessages', { body: {} });
    expect((await refusal(missing)).detail).toBe('messages: is missing');
  });

  test('the detail never repeats what was sent', async () => {
    const email = 'mara.lindqvist';
    const { detail } = await refusal(server.ask('putConversation', { body: { email } }));
    expect(detail).toContain('email');
    expect(detail).not.toContain(email);
  });

  test('an unknown, a doubled and a bad query parameter', async () => {
    expect((await refusal(server.ask('getChanges', { query: { curser: 'x' } }))).code).toBe(
      'invalid_request',
    );
    expect((await refusal(server.ask('getChanges', { query: { wait: '21' } }))).detail).toContain(
      'wait',
    );
    const twice = fetch(`${server.url}/v1/changes?limit=1&limit=2`, {
      headers: { Authorization: `Bearer ${server.tokens.admin}` },
    });
    expect((await refusal(twice)).detail).toBe('limit: given twice');
  });

  test.each([0, 6, 2.5, '3', null])('the score %j has a code of its own', async (score) => {
    const token = await widgetTokenOf(server, 'scores');
    const answer = server.ask('putRating', { token, body: { score, seq: 1 } });
    expect((await refusal(answer)).code).toBe('score_out_of_range');
  });

  test('a cursor of nowhere tells the epoch to start in', async () => {
    const problem = await problemOf(await server.ask('getChanges', { query: { cursor: 'x' } }));
    expect(problem).toMatchObject({ code: 'cursor_gone', epoch: expect.any(String) });
  });
});

describe('size', () => {
  test('a body over 1 MiB is refused by its length', async () => {
    const answer = raw(JSON.stringify({ channel: 'x'.repeat(1024 * 1024) }), {
      'Content-Type': 'application/json',
    });
    expect((await refusal(answer)).code).toBe('body_too_large');
  });

  test('a body over 1 MiB in pieces of unknown number is refused too', async () => {
    const url = new URL(`${server.url}/v1/conversations/c1`);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sending = request(url, {
        method: 'PUT',
        headers: {
          Authorization: `Bearer ${server.tokens.ingest}`,
          'Content-Type': 'application/json',
          'Transfer-Encoding': 'chunked',
        },
      });
      sending.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sending.on('error', reject);
      for (let piece = 0; piece < 20; piece += 1) sending.write('x'.repeat(64 * 1024));
      sending.end();
    });
    expect(status).toBe(413);
  });

  test('long answers are packed, short ones are not', async () => {
    const topics = Array.from({ length: 20 }, (_, index) => ({ id: `t${index}`, title: 'Topic' }));
    await server.read('putConversationTopics', {
      id: (await server.read('putConversation', { id: 'packed', body: {} })).id,
      body: { topics },
    });
    const long = await server.ask('listTopics');
    expect(long.headers.get('Content-Encoding')).toBe('gzip');
    expect(((await long.json()) as { topics: unknown[] }).topics).toHaveLength(20);
    const plain = await server.ask('listTopics', { headers: { 'Accept-Encoding': 'identity' } });
    expect(plain.headers.get('Content-Encoding')).toBeNull();
    const short = await server.ask('getCollection');
    expect(short.headers.get('Content-Encoding')).toBeNull();
  });
});

describe('versions', () => {
  test('a switch needs the version that was read', async () => {
    const before = await server.ask('getCollection');
    const tag = before.headers.get('ETag') ?? '';
    const collection = (await before.json()) as { enabled: boolean };
    const body = { enabled: !collection.enabled };
    expect((await refusal(server.ask('putCollection', { body }))).code).toBe('version_needed');
    const odd = server.ask('putCollection', { body, headers: { 'If-Match': '*' } });
    expect((await refusal(odd)).code).toBe('invalid_request');

    const headers = { 'If-Match': tag };
    const done = await server.ask('putCollection', { body, headers });
    expect(done.status).toBe(200);
    expect(done.headers.get('ETag')).not.toBe(tag);
    const late = server.ask('putCollection', { body: { enabled: true }, headers });
    expect((await refusal(late)).code).toBe('version_conflict');
  });

  test('settings too', async () => {
    const first = await server.ask('getSettings');
    const headers = { 'If-Match': first.headers.get('ETag') ?? '' };
    const changed = await server.read('putSettings', { body: { name: 'Acme 2' }, headers });
    expect(changed.name).toBe('Acme 2');
    const late = server.ask('putSettings', { body: { name: 'Acme 3' }, headers });
    expect((await refusal(late)).code).toBe('version_conflict');
  });
});

describe('import', () => {
  const line = (id: string, more: object = {}) =>
    JSON.stringify({ id, startedAt: '2026-10-01T10:00:00.000Z', rating: { score: 5 }, ...more });

  const importing = (body: string) =>
    fetch(`${server.url}/v1/import`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${server.tokens.ingest}`,
        'Content-Type': 'application/x-ndjson',
      },
      body,
    });

  test('good lines are kept, bad ones listed by their number', async () => {
    const file = [line('i1'), '{"id":', '', line('i2', { rating: { score: 9 } }), line('i3')];
    const report = await (await importing(file.join('\r\n'))).json();
    expect(report).toMatchObject({
      lines: 4,
      created: 2,
      rejectedCount: 2,
      rejected: [
        { line: 2, reason: 'is not JSON' },
        { line: 4, reason: expect.stringContaining('rating.score') },
      ],
    });
  });

  test('the same again changes nothing', async () => {
    await importing(line('same'));
    const report = await (await importing(line('same'))).json();
    expect(report).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
  });

  test('a stream may be longer than a body', async () => {
    const comment = 'x'.repeat(3_000);
    const lines = Array.from({ length: 500 }, (_, index) =>
      line(`long${index}`, { rating: { score: 4, comment } }),
    );
    const report = await (await importing(lines.join('\n'))).json();
    expect(report).toMatchObject({ created: 500, rejectedCount: 0 });
  });
});
