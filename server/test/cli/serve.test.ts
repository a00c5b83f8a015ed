import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOwner } from '../../src/database/folder-lock.ts';
import { lastLine, newFolder, run, type ServeProcess, serve } from './command.ts';

let folder: Awaited<ReturnType<typeof newFolder>>;
let data: string;
let server: ServeProcess;

beforeAll(async () => {
  folder = await newFolder();
  data = join(folder.path, 'data');
  server = await serve('--data', data);
}, 60_000);
afterAll(async () => {
  await server.end('SIGKILL');
  await folder.remove();
});

const line = (id: string, score: number) =>
  JSON.stringify({ id, startedAt: '2026-10-01T10:00:00.000Z', rating: { score } });

async function rated(token: string): Promise<number> {
  const answer = await fetch(`${server.url}/v1/insights`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  return ((await answer.json()) as { overall: { rated: number } }).overall.rated;
}

test('a second process opens the PGlite folder: refused by name; other commands go through the server', async () => {
  const admin = lastLine((await run('token', 'create', '--data', data, '--role', 'admin')).out);

  const files = ['one', 'two'].map((name) => join(folder.path, `${name}.ndjson`));
  for (const [index, file] of files.entries()) {
    const lines = Array.from({ length: 3_000 }, (_, n) => line(`${index}-${n}`, (n % 5) + 1));
    await writeFile(file, `${lines.join('\n')}\n`);
  }
  const [invite, second, ...imports] = await Promise.all([
    run('invite', '--data', data, '--role', 'admin', '--uses', '3'),
    run('serve', '--data', data, '--port', '0'),
    ...files.map((file) => run('import', file, '--data', data)),
  ]);

  expect(second.code).toBe(1);
  expect(second.err).toContain(`process ${server.pid}`);
  expect(second.err).toContain(server.url);
  expect(second.err).not.toMatch(/\n\s+at /);

  for (const one of imports) {
    expect(one, one.err).toMatchObject({ code: 0 });
    expect(one.out).toContain('3000 of 3000 conversations taken (3000 new');
  }
  expect(await rated(admin)).toBe(6_000);

  expect(invite.code).toBe(0);
  const link = lastLine(invite.out);
  expect(link.startsWith(`${server.url}/join#`)).toBe(true);
  const preview = await fetch(`${server.url}/v1/join/preview`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code: link.split('#')[1] }),
  });
  expect(await preview.json()).toMatchObject({ role: 'admin', workspace: { name: 'My team' } });

  const doctor = await run('doctor', '--data', data);
  expect(doctor, doctor.out).toMatchObject({ code: 0 });
  expect(doctor.out).toContain(`process ${server.pid} at ${server.url}`);
  expect(doctor.out).toContain('equal their recount');

  const owner = readOwner(data);
  expect(owner).toMatchObject({ pid: server.pid, url: server.url, command: 'serve' });
  if (process.platform !== 'win32') {
    expect((await stat(join(data, 'owner.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(data)).mode & 0o777).toBe(0o700);
  }

  const fake = await fetch(`${server.url}/operator/main/tokens`, {
    headers: { Authorization: `Bearer ${admin}` },
  });
  expect(fake.status, 'no token of the API opens the operator’s routes').toBe(401);

  // Killed without warning: the folder is free, and all that was acknowledged is there.
  expect(await server.end('SIGKILL')).toBeNull();
  server = await serve('--data', data);
  expect(await rated(admin)).toBe(6_000);
  expect((await run('doctor', '--data', data)).code).toBe(0);

  // Told to stop: ends in order and takes its announcement away.
  expect(await server.end('SIGTERM')).toBe(0);
  expect(readOwner(data)).toBeNull();
  const list = await run('token', 'list', '--data', data);
  expect(list.out).toMatch(/admin\s+AI agent/);
}, 120_000);
