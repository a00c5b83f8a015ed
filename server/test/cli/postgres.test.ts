import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPostgresDatabase } from '../database-fixture.ts';
import { lastLine, newFolder, runWith, type ServeProcess, serveWith } from './command.ts';

test('on PostgreSQL two servers and any command run side by side', async () => {
  const folder = await newFolder();
  const env = { DATABASE_URL: await createPostgresDatabase() };
  const servers = await Promise.all([serveWith(env), serveWith(env)]);
  try {
    const token = lastLine((await runWith(env, 'token', 'create', '--role', 'admin')).out);
    const headers = { Authorization: `Bearer ${token}` };
    const [first, second] = servers;
    if (!first || !second) throw new Error('two servers were started');

    const changes = (url: string, query: Record<string, string>) =>
      fetch(`${url}/v1/changes?${new URLSearchParams(query)}`, { headers });
    const { to } = (await (await changes(second.url, {})).json()) as { to: string };
    const end = (await (await changes(second.url, { cursor: to })).json()) as { to: string };
    const waiting = changes(second.url, { cursor: end.to, wait: '20' });

    const file = join(folder.path, 'one.ndjson');
    await writeFile(file, '{"id":"a","startedAt":"2026-10-01T10:00:00.000Z","rating":{"score":5}}');
    const imported = await runWith(env, 'import', file);
    expect(imported, imported.err).toMatchObject({ code: 0 });

    // What another process wrote wakes a reader of this one.
    const page = (await (await waiting).json()) as { items: unknown[] };
    expect(page.items.length).toBeGreaterThan(0);

    // A customer's rating through the first wakes a reader that waits on the second, many at once too.
    const rate = async ({ url }: ServeProcess, conversation: string, score: number) => {
      const signed = await fetch(`${url}/v1/conversations/${conversation}/widget-token`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: '{}',
      });
      const widget = ((await signed.json()) as { token: string }).token;
      const answer = await fetch(`${url}/v1/w/main/rating`, {
        method: 'PUT',
        headers: { Authorization: `Bearer ${widget}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ score, seq: 1 }),
      });
      expect(answer.status).toBe(200);
    };
    const last = (await (await changes(second.url, { cursor: end.to })).json()) as { to: string };
    const asking = changes(second.url, { cursor: last.to, wait: '20' });
    await rate(first, 'live', 2);
    const woken = (await (await asking).json()) as { items: unknown[] };
    expect(woken.items).toContainEqual(
      expect.objectContaining({
        conversation: expect.objectContaining({
          id: 'live',
          rating: expect.objectContaining({ score: 2 }),
        }),
      }),
    );
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        rate(index % 2 === 0 ? first : second, `many-${index}`, 1 + (index % 5)),
      ),
    );

    const doctor = await runWith(env, 'doctor');
    expect(doctor, doctor.out).toMatchObject({ code: 0 });
  } finally {
    expect(await Promise.all(servers.map((server) => server.end('SIGTERM')))).toStrictEqual([0, 0]);
    await folder.remove();
  }
}, 60_000);

test('a database that does not answer is told by doctor, with a remedy', async () => {
  const doctor = await runWith({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, 'doctor');
  expect(doctor.code).toBe(1);
  expect(doctor.out).toMatch(/WRONG database: .*\n\s+-> Check DATABASE_URL/);
}, 30_000);
