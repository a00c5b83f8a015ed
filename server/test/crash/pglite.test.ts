import { expect, test } from 'vitest';
import { lastLine, newPlace, runWith, serveWith } from '../cli/command.ts';
import { Customers, drawnRounds } from './crash-place.ts';

const env = { RATE_LIMITS: 'off' };

test('server killed by kill -9 during writes, on PGlite: each acknowledged one is there, counts equal a recount', async () => {
  const folder = await newPlace();
  const data = ['--data', folder.data];
  const made = await runWith(env, 'token', 'create', ...data, '--role', 'admin');
  const customers = new Customers(lastLine(made.out));
  const { seed, rounds } = drawnRounds();
  try {
    for (const enough of rounds) {
      const server = await serveWith(env, ...data);
      await customers.expectAllThere(server.url);
      await customers.rateUntilKilled(server.url, enough, () => server.end('SIGKILL'));
    }
    const server = await serveWith(env, ...data);
    await customers.expectAllThere(server.url);
    const doctor = await runWith(env, 'doctor', ...data);
    expect(doctor, doctor.out).toMatchObject({ code: 0 });
    await server.end('SIGTERM');
  } finally {
    console.log(`PGlite, seed ${seed}: ${rounds.length} kills, ${customers.acknowledged} ratings`);
    await folder.remove();
  }
}, 600_000);
