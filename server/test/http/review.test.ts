import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PutReview } from '../../../lib/contract/review.ts';
import { problemOf, startTestServer, type TestServer, widgetTokenOf } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.workspace.putConversation('c1', { customer: 'mara' });
});
afterAll(() => server.close());

const save = (note: string): PutReview => ({
  edit: randomUUID(),
  takenBy: null,
  cause: null,
  nextStep: null,
  note,
  done: false,
});

test('a review is read with its version and saved on it; a conflict answers with what is stored', async () => {
  const { teammate: token } = server.tokens;
  const none = await server.ask('getConversationReview', { token });
  expect(none.headers.get('ETag')).toBe('"0"');
  const headers = { 'If-Match': '"0"' };
  const first = await server.ask('putConversationReview', { token, body: save('First'), headers });
  expect(first.status).toBe(200);
  expect(first.headers.get('ETag')).toBe('"1"');
  const stored: unknown = await first.json();
  const body = save('Second');
  const problem = await problemOf(await server.ask('putConversationReview', { body, headers }));
  expect(problem).toMatchObject({ status: 412, code: 'version_conflict', current: stored });
  const blind = await problemOf(await server.ask('putConversationReview', { token, body }));
  expect(blind).toMatchObject({ status: 428, code: 'version_needed' });
  const settings = await server.ask('putSettings', { body: {}, headers: { 'If-Match': '"9"' } });
  expect(await problemOf(settings)).toMatchObject({
    code: 'version_conflict',
    current: { name: 'Acme' },
  });
});

test('admins erase, others may not, and the widget of an erased conversation is told', async () => {
  const widget = await widgetTokenOf(server, 'c1');
  for (const token of [server.tokens.teammate, server.tokens.ingest]) {
    const refused = await server.ask('eraseConversation', { token });
    expect(await problemOf(refused)).toMatchObject({ code: 'forbidden' });
  }
  await server.workspace.putConversation('c2', { customer: 'a/b?' });
  expect(await server.read('eraseCustomer', { id: 'a/b?' })).toEqual({ erased: 1 });
  expect(await server.read('eraseConversation')).toEqual({ erased: 1 });
  for (const name of ['getWidgetConversation', 'putRating'] as const) {
    const body = name === 'putRating' ? { body: { score: 4, seq: 1 } } : {};
    const refused = await server.ask(name, { token: widget, ...body });
    expect(await problemOf(refused)).toMatchObject({ status: 410, code: 'erased' });
  }
});

test('the digest is read by people, not by programs', async () => {
  const { head } = await server.read('getDigest', { token: server.tokens.teammate });
  expect(head).toBe((await server.read('getChanges')).head);
  const refused = await server.ask('getDigest', { token: server.tokens.ingest });
  expect(await problemOf(refused)).toMatchObject({ code: 'forbidden' });
});

test('the running server deletes what is older than the workspace keeps it', async () => {
  const tidy = await startTestServer({ endIdleEvery: 100 });
  try {
    await tidy.workspace.putConversation('old', {});
    const { version } = await tidy.workspace.settings();
    await tidy.workspace.putSettings({ retentionDays: 1 }, version);
    tidy.clock.now += 2 * 24 * 60 * 60_000;
    const status = async () => (await tidy.ask('getConversation', { id: 'old' })).status;
    await expect.poll(status, { timeout: 30_000 }).toBe(404);
    const insights = await tidy.read('getInsights');
    expect(insights.overall.conversations).toBe(1);
  } finally {
    await tidy.close();
  }
});
