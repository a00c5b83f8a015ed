import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ChangesPage } from '../../../lib/contract/changes.ts';
import { forEachDatabase } from '../database-fixture.ts';
import {
  openTestData,
  problemOf,
  startTestServer,
  type TestData,
  type TestServer,
} from './test-server.ts';

forEachDatabase((_, open) => {
  let data: TestData;
  let server: TestServer;
  beforeAll(async () => {
    data = await openTestData(open);
    server = await startTestServer({}, data);
  });
  afterAll(async () => {
    await server.close();
    await data.close();
  });

  const gauge = async () => {
    const metrics = await fetch(`${server.url}/metrics`, {
      headers: { Authorization: `Bearer ${server.tokens.operator}` },
    });
    return Number(/^fivefaces_waiting_requests (\d+)$/m.exec(await metrics.text())?.[1]);
  };
  const waiting = (count: number) => expect.poll(gauge, { timeout: 5_000 }).toBe(count);

  async function endOfFeed(): Promise<string> {
    let cursor: string | null = null;
    for (;;) {
      const page: ChangesPage = await server.read('getChanges', {
        query: cursor === null ? {} : { cursor },
      });
      if (!page.more && page.items.length === 0) return page.to;
      cursor = page.to;
    }
  }

  const wait = async (cursor: string, token = server.tokens.teammate, signal?: AbortSignal) =>
    fetch(`${server.url}/v1/changes?${new URLSearchParams({ cursor, wait: '20' })}`, {
      headers: { Authorization: `Bearer ${token}` },
      ...(signal && { signal }),
    });

  describe('a reader that waits', () => {
    test('is answered within a second of a change', async () => {
      const cursor = await endOfFeed();
      const answer = wait(cursor);
      await waiting(1);
      const changed = performance.now();
      await server.read('putConversation', { id: 'new', body: { channel: 'Website' } });
      const page = v.parse(ChangesPage, await (await answer).json());
      expect(performance.now() - changed).toBeLessThan(1_000);
      expect(page.from).toBe(cursor);
      expect(page.items.some((item) => item.kind === 'conversation')).toBe(true);
      await waiting(0);
    });

    test('is not woken by another workspace', async () => {
      await server.service.ensureWorkspace('other', { name: 'O', timeZone: 'UTC', demo: false });
      const left = new AbortController();
      const answer = wait(await endOfFeed(), server.tokens.teammate, left.signal);
      const outcome = answer.then(
        () => 'answered',
        () => 'left',
      );
      await waiting(1);
      await server.service.workspace('other').putConversation('x', {});
      // Wakes the poller's next rounds: they see the other workspace and this one as it was.
      const other = await server.service.heads(['other']);
      expect(other.get('other')).toBeGreaterThan(0);
      expect(await gauge()).toBe(1);
      left.abort();
      expect(await outcome).toBe('left');
      await waiting(0);
    });

    test('that goes away is forgotten', async () => {
      const gone = new AbortController();
      const answer = wait(await endOfFeed(), server.tokens.teammate, gone.signal).catch(
        () => 'gone',
      );
      await waiting(1);
      gone.abort();
      expect(await answer).toBe('gone');
      await waiting(0);
    });

    test('whose token is revoked is told at once', async () => {
      const { id, token } = await server.workspace.createToken({ role: 'teammate', name: 'Kim' });
      const answer = wait(await endOfFeed(), token);
      await waiting(1);
      await server.workspace.revokeToken(id);
      // Long before the 20 seconds of its wait are over.
      await waiting(0);
      expect((await problemOf(await answer)).code).toBe('token_revoked');
    });

    test('who is removed from the team is told at once, and nobody else hears of it', async () => {
      const { workspace, service } = server;
      const { token } = await workspace.createToken({ role: 'teammate', name: 'Kim' });
      const { id } = await service.authenticate(token);
      const cursor = await endOfFeed();
      const answer = wait(cursor, token);
      const left = new AbortController();
      const other = wait(cursor, server.tokens.teammate, left.signal).catch(() => 'left');
      await waiting(2);
      await server.read('deleteMember', { id });
      await waiting(1);
      expect((await problemOf(await answer)).code).toBe('token_revoked');
      left.abort();
      expect(await other).toBe('left');
      await waiting(0);
    });

    test('many readers cost one reading of the heads a round', async () => {
      const { service } = server;
      let reads = 0;
      const heads = service.heads;
      service.heads = (workspaces) => {
        reads += 1;
        expect(workspaces).toStrictEqual(['main']);
        return heads(workspaces);
      };
      const cursor = await endOfFeed();
      const answers = Array.from({ length: 20 }, () => wait(cursor));
      await waiting(20);
      const before = reads;
      await expect.poll(() => reads, { timeout: 5_000 }).toBeGreaterThan(before);
      expect(reads).toBeLessThan(20);
      await server.read('putConversation', { id: 'for-all', body: {} });
      for (const answer of await Promise.all(answers)) expect(answer.status).toBe(200);
      service.heads = heads;
    });
  });

  test('without wait, or with changes at hand, the answer comes at once', async () => {
    const cursor = await endOfFeed();
    const page = await server.read('getChanges', { query: { cursor } });
    expect(page.items).toStrictEqual([]);
    const first = await server.read('getChanges', { query: { wait: '20' } });
    expect(first.items.length).toBeGreaterThan(0);
  });

  // Last: it stops the server of this file.
  test('a reader that waits is answered at once when the server stops', async () => {
    const cursor = await endOfFeed();
    const answers = Promise.all([wait(cursor), wait(cursor)]);
    await waiting(2);
    const stopped = performance.now();
    await server.close();
    expect(performance.now() - stopped).toBeLessThan(2_000);
    for (const answer of await answers) {
      const page = v.parse(ChangesPage, await answer.json());
      expect(page).toMatchObject({ from: cursor, to: cursor, items: [], more: false });
    }
  });
});
