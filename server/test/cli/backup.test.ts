import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readOwner } from '../../src/database/folder-lock.ts';
import { remoteOperations } from '../../src/operations/remote.ts';
import { createPostgresDatabase } from '../database-fixture.ts';
import { lastLine, newPlace, run, runWith, serve } from './command.ts';

const LINES = Array.from(
  { length: 20 },
  (_, index) =>
    `{"id":"c${index}","startedAt":"2026-10-01T10:00:00.000Z","customer":"mara","rating":{"score":4}}`,
).join('\n');

test('a backup through the running server is restored into PostgreSQL and into that server', async () => {
  const folder = await newPlace();
  const { data } = folder;
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

    // A damaged file changes nothing; a whole one tells readers that they must start again.
    const { to } = (await (await ask('/v1/changes')).json()) as { to: string };
    const owner = readOwner(data);
    const through = remoteOperations({
      url: server.url,
      operatorToken: owner?.operatorToken ?? '',
      workspace: 'main',
    });
    const whole = await readFile(file);
    const restore = (bytes: Buffer, replace: boolean) =>
      through.restore(Readable.from([bytes]), { replace });
    const damaged = restore(whole.subarray(0, -20), true);
    await expect(damaged).rejects.toThrow(/cut off or damaged\. Nothing was changed\./);
    await expect(restore(whole, false)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await ask(`/v1/changes?cursor=${to}`)).status).toBe(200);
    expect(await restore(whole, true)).toMatchObject({ conversations: 20, erasedAgain: 0 });
    const gone = await ask(`/v1/changes?cursor=${to}`);
    expect(gone.status).toBe(410);
    expect(await gone.json()).toMatchObject({ code: 'cursor_gone' });
  } finally {
    await server.end('SIGTERM');
    await folder.remove();
  }
}, 120_000);
