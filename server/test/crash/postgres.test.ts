import { afterAll, beforeAll, expect, test } from 'vitest';
import { lastLine, runWith, serveWith } from '../cli/command.ts';
import { type PostgresProcess, startPostgresProcess } from '../postgres-process.ts';
import { Customers, drawnRounds } from './crash-place.ts';

let postgres: PostgresProcess;
let env: NodeJS.ProcessEnv;
let customers: Customers;

beforeAll(async () => {
  // With PostgreSQL's own settings: it waits for the disk at each commit.
  postgres = await startPostgresProcess([]);
  env = { RATE_LIMITS: 'off', DATABASE_URL: postgres.url };
  const made = await runWith(env, 'token', 'create', '--role', 'admin');
  customers = new Customers(lastLine(made.out));
});
afterAll(() => postgres.remove());

test('server killed by kill -9 during writes, on PostgreSQL: each acknowledged one is there, counts equal a recount', async () => {
  const { seed, rounds } = drawnRounds();
  for (const enough of rounds) {
    const server = await serveWith(env);
    await customers.expectAllThere(server.url);
    await customers.rateUntilKilled(server.url, enough, () => server.end('SIGKILL'));
  }
  const server = await serveWith(env);
  await customers.expectAllThere(server.url);
  await server.end('SIGTERM');
  console.log(`server, seed ${seed}: ${rounds.length} kills, ${customers.acknowledged} ratings`);
}, 600_000);

test('PostgreSQL itself is killed amid ratings: the server goes on with it, nothing acknowledged is lost', async () => {
  const { seed, rounds } = drawnRounds();
  const server = await serveWith(env);
  try {
    for (const enough of rounds) {
      await customers.rateUntilKilled(server.url, enough, () => postgres.kill());
      await postgres.start();
      await customers.expectAllThere(server.url);
    }
    const doctor = await runWith(env, 'doctor');
    expect(doctor, doctor.out).toMatchObject({ code: 0 });
  } finally {
    await server.end('SIGTERM');
    console.log(
      `database, seed ${seed}: ${rounds.length} kills, ${customers.acknowledged} ratings`,
    );
  }
}, 600_000);
