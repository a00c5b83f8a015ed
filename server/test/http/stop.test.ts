import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { problemOf, startTestServer } from './test-server.ts';

describe('a stop', () => {
  test('lets a running import finish, refuses what comes later, closes the database last', async () => {
    const closed: string[] = [];
    const server = await startTestServer();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    // A change page that takes as long as the test wants.
    const workspaceOf = server.service.workspace;
    let asked = () => {};
    const running = new Promise<void>((resolve) => {
      asked = resolve;
    });
    server.service.workspace = (id) => {
      const workspace = workspaceOf(id);
      return {
        ...workspace,
        topics: async () => {
          asked();
          await held;
          return workspace.topics();
        },
      };
    };
    const slow = server.ask('listTopics').then((response) => {
      closed.push('answered');
      return response;
    });
    await running;
    const kept = keptConnection(server.url);
    expect(await kept.get('/healthz')).toBe(200);
    const stop = server.close().then(() => closed.push('closed'));
    release();
    expect((await slow).status).toBe(200);
    expect((await slow).headers.get('Connection')).toBe('close');
    await stop;
    expect(closed).toStrictEqual(['answered', 'closed']);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    await expect(server.service.workspaceIds()).rejects.toThrow();
  });

  test('twice is once', async () => {
    const server = await startTestServer();
    await Promise.all([server.close(), server.close()]);
  });

  test('is over at once when nothing runs, kept-alive connections or not', async () => {
    const server = await startTestServer();
    expect((await server.ask('getMe')).status).toBe(200);
    const started = performance.now();
    await server.close();
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

test('readiness says when the database does not answer', async () => {
  const server = await startTestServer();
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  server.service.workspaceIds = () => Promise.reject(new Error('gone'));
  const answer = await fetch(`${server.url}/readyz`);
  expect((await problemOf(answer)).code).toBe('not_ready');
  expect(answer.headers.get('Retry-After')).not.toBeNull();
  await server.close();
});

test('a port that is taken is an error, not a crash', async () => {
  const server = await startTestServer();
  const port = Number(new URL(server.url).port);
  await expect(startTestServer({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await server.close();
});

function keptConnection(url: string) {
  return {
    get: (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        request(url + path, { headers: { Connection: 'keep-alive' } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      }),
  };
}
