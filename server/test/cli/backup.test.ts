import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPostgresDatabase } from '../database-fixture.ts';
import { lastLine, newFolder, run, runWith, serve } from './command.ts';

const LINES = Array.from(
  { length: 20 },
  (_, index) =>
    `{"id":"c${index}","startedAt":"2026-10-01T10:00:00.000Z","customer":"mara","rating":{"score":4}}`,
).join('\n');

test('a backup through the running server is restored into PostgreSQL, and back beside a server', async () => {
  const folder = await newFolder();
  const data = join(folder.path, 'data');
  const file = join(folder.path, 'all.gz');
  const server = await serve('--data', data);
  try {
    const { out } = await run('token', 'create', '--role', 'admin', '--data', data);
    const headers = { Authorization: `Bearer ${lastLine(out)}` };
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(`${server.url}${path}`, { headers, ...init });
    expect((await ask('/v1/import', { method: 'POST', body: LINES })).status).toBe(200);
    const backup = await run('backup', file, '--data', data);
    expect(backup, backup.err).toMatchObject({ code: 0 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    const env = { DATABASE_URL: await createPostgresDatabase() };
    const restored = await runWith(env, 'restore', file);
    expect(restored, restored.err).toMatchObject({ code: 0 });
    expect(restored.out).toMatch(/Restored 1 workspace with 20 conversations/);
    expect(lastLine(restored.out)).toBe('All is well.');
    const second = join(folder.path, 'second.gz');
    await runWith(env, 'backup', second);

    // A damaged file changes nothing; a whole one tells readers that they must start again.
    const { to } = (await (await ask('/v1/changes')).json()) as { to: string };
    const cut = join(folder.path, 'cut.gz');
    await writeFile(cut, (await readFile(second)).subarray(0, -20));
    const damaged = await run('restore', cut, '--data', data, '--replace');
    expect(damaged).toMatchObject({ code: 1, err: expect.stringContaining('Nothing was changed') });
    expect((await ask(`/v1/changes?cursor=${to}`)).status).toBe(200);
    const back = await run('restore', second, '--data', data, '--replace');
    expect(back, back.err).toMatchObject({ code: 0 });
    const gone = await ask(`/v1/changes?cursor=${to}`);
    expect(gone.status).toBe(410);
    expect(await gone.json()).toMatchObject({ code: 'cursor_gone' });
  } finally {
    await server.end('SIGTERM');
    await folder.remove();
  }
}, 90_000);

test('a backup that cannot be made leaves no file behind', async () => {
  const folder = await newFolder();
  try {
    const file = join(folder.path, 'none.gz');
    const backup = await run('backup', file, '--data', join(folder.path, 'data'));
    expect(backup).toMatchObject({ code: 1, err: expect.stringContaining('nothing here') });
    expect(await readdir(folder.path)).toEqual(['data']);
  } finally {
    await folder.remove();
  }
}, 30_000);
