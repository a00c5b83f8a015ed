import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startTestServer, widgetTokenOf } from './test-server.ts';

test('logs say what happened and nothing about anybody', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  const server = await startTestServer({ log, trustProxy: 1 });
  const id = 'conversation-of-mara';
  await server.read('putConversation', {
    id,
    token: server.tokens.ingest,
    body: { customer: 'mara.lindqvist', email: 'mara@example.com' },
    headers: { 'X-Forwarded-For': '203.0.113.77', 'User-Agent': 'A very special browser' },
  });
  const token = await widgetTokenOf(server, id);
  await server.read('putRating', { token, body: { score: 1, comment: 'Awful parrot', seq: 1 } });
  await server.ask('listConversations', { query: { customer: 'mara.lindqvist' } });
  await server.ask('getMe', { token: 'ff_secret-but-wrong' });
  await server.ask('putConversation', { id, body: { email: 'not-a-mail' } });
  await fetch(`${server.url}/v1/${id}`);
  // A failure whose message quotes a person.
  server.service.workspaceIds = () => Promise.reject(new Error('unused'));
  const workspaceOf = server.service.workspace;
  server.service.workspace = (name) => ({
    ...workspaceOf(name),
    seenBy: (role) => ({
      ...workspaceOf(name).seenBy(role),
      topics: () => Promise.reject(new Error('duplicate key (mara.lindqvist) already exists')),
    }),
  });
  const failed = await server.ask('listTopics');
  expect(failed.status).toBe(500);
  const problem = await failed.text();
  expect(problem).not.toContain('mara');
  await server.close();

  const text = lines.join('');
  for (const secret of [
    id,
    'mara',
    'example.com',
    'parrot',
    token,
    server.tokens.ingest,
    server.tokens.admin,
    'ff_',
    '203.0.113.77',
    '127.0.0.1',
    'special browser',
    'not-a-mail',
  ]) {
    expect(text).not.toContain(secret);
  }
  const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(entries).toContainEqual(
    expect.objectContaining({
      method: 'PUT',
      route: '/v1/conversations/{id}',
      status: 200,
      workspace: 'main',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      milliseconds: expect.any(Number),
    }),
  );
  const fault = entries.find((entry) => entry.msg === 'request failed');
  expect(fault).toMatchObject({ error: { type: 'Error', at: expect.any(Array) } });
  expect(problem).toContain(String(fault?.requestId));
  expect(failed.headers.get('X-Request-Id')).toBe(fault?.requestId);
});
