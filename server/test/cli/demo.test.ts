import { expect, test } from 'vitest';
import { lastLine, newPlace, run, serve } from './command.ts';

test('a demo is filled once, is labelled, and never mixes with real data', async () => {
  const folder = await newPlace();
  const { data } = folder;
  const server = await serve('--data', data, '--name', 'Acme');
  try {
    const real = await run('demo', '--data', data);
    expect(real).toMatchObject({ code: 1, err: expect.stringContaining('is not a demo') });

    const place = ['--data', data, '--workspace', 'demo'];
    const first = await run('demo', ...place);
    expect(first, first.err).toMatchObject({ code: 0 });
    expect(first.out).toMatch(/"demo" holds \d{4} demo conversations/);
    expect((await run('demo', ...place)).out).toContain('holds the demo already');

    const token = lastLine((await run('token', 'create', '--role', 'admin', ...place)).out);
    const me = await fetch(`${server.url}/v1/me`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(await me.json()).toMatchObject({ workspace: { id: 'demo', demo: true } });
    const doctor = await run('doctor', '--data', data);
    expect(doctor, doctor.out).toMatchObject({ code: 0 });
    expect(doctor.out).toContain('counts of "demo"');
  } finally {
    await server.end('SIGTERM');
    await folder.remove();
  }
}, 90_000);
