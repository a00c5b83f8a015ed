import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { describe, inject } from 'vitest';
import { type OpenDatabase, openDatabase } from '../src/database/connect.ts';
import { openMemoryDatabase } from './database-image.ts';

/** A fresh, empty database with its tables. */
export interface TestDatabase extends OpenDatabase {
  /** Opens it a second time, as another server process would; `null` for the embedded one. */
  url: string | null;
}

export type OpenTestDatabase = () => Promise<TestDatabase>;

/** The same tests on the embedded database and on a real PostgreSQL. Close what you open. */
export function forEachDatabase(tests: (name: string, open: OpenTestDatabase) => void): void {
  describe.each([
    { name: 'PGlite', open: openPGlite },
    { name: 'PostgreSQL', open: openPostgres },
  ])('$name', ({ name, open }) => tests(name, open));
}

/** A database in memory. */
export async function openPGlite(): Promise<TestDatabase> {
  return { ...(await openMemoryDatabase()), url: null };
}

/** A database of its own on the run's PostgreSQL server. */
export async function openPostgres(): Promise<TestDatabase & { url: string }> {
  const url = await createPostgresDatabase();
  return { ...(await openDatabase({ databaseUrl: url })), url };
}

/** Creates an empty database without any table and returns its URL. */
export async function createPostgresDatabase(): Promise<string> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
