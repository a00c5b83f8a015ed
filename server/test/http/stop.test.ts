import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestData, problemOf, startTestServer, type TestData } from './test-server.ts';

let data: TestData;
beforeAll(async () => {
  data = await openTestData();
});
afterAll(() => data.close());

describe('a stop', () => {
  test('lets a running request finish before it closes the database', async () => {
    const server = await startTestServer();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let enter = () => {};
    const entered = new Promise<void>((resolve) => {
      enter = resolve;
    });
    // A request that takes as long as the test wants.
    const workspaceOf = server.service.workspace;
    server.service.workspace = (id) => {
      const workspace = workspaceOf(id);
      const topics = async () => {
        enter();
        await held;
        return workspace.topics();
      };
      return { ...workspace, seenBy: (role) => ({ ...workspace.seenBy(role), topics }) };
    };
    const slow = server.ask('listTopics');
    await entered;
    const stop = server.close();
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    release();
    const answer = await slow;
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Connection')).toBe('close');
    await stop;
    await expect(server.service.workspaceIds()).rejects.toThrow();
  });

  test('twice is once', async () => {
    const server = await startTestServer({}, data);
    await Promise.all([server.close(), server.close()]);
  });

  test('is over at once when nothing runs, kept-alive connections or not', async () => {
    const server = await startTestServer({}, data);
    expect((await server.ask('getMe')).status).toBe(200);
    const started = performance.now();
    await server.close();
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

test('a conversation without a message for an hour is ended by the running server', async () => {
  const server = await startTestServer({ endIdleEvery: 20 }, data);
  const at = new Date(server.clock.now).toISOString();
  await server.read('putConversation', { id: 'quiet', body: { startedAt: at } });
  server.clock.now += 61 * 60_000;
  const endedAt = async () => (await data.workspace.conversation('quiet')).conversation.endedAt;
  await expect.poll(endedAt, { timeout: 5_000 }).not.toBeNull();
  await server.close();
});

test('readiness says when the database does not answer', async () => {
  const server = await startTestServer({}, data);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  const { workspaceIds } = server.service;
  server.service.workspaceIds = () => Promise.reject(new Error('gone'));
  const answer = await fetch(`${server.url}/readyz`);
  expect((await problemOf(answer)).code).toBe('not_ready');
  expect(answer.headers.get('Retry-After')).not.toBeNull();
  server.service.workspaceIds = workspaceIds;
  await server.close();
});

test('a port that is taken is an error, not a crash', async () => {
  const server = await startTestServer({}, data);
  const port = Number(new URL(server.url).port);
  await expect(startTestServer({ port }, data)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await server.close();
});
