import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { type Dialect, Kysely, type LogEvent, PostgresDialect } from 'kysely';
import pg from 'pg';
import { migrate } from './migrate.ts';
import { pgliteDialect } from './pglite-dialect.ts';
import { preparingPool } from './preparing-pool.ts';
import type { Database, Schema } from './schema.ts';

/**
 * Which database: embedded in a folder, a PostgreSQL server, or embedded and forgotten at the end;
 * the last one may begin as the image that PGlite made of another.
 */
export type DatabaseLocation =
  | { dataFolder: string }
  | { databaseUrl: string }
  | { memory: true; image?: Blob };

/** An open database with its tables up to date. */
export interface OpenDatabase {
  db: Database;
  /** Waits for running statements and closes. */
  close(): Promise<void>;
}

/** PostgreSQL's object id of bigint. */
const INT8 = 20;

/**
 * Opens a database and runs the missing migrations.
 *
 * A folder must be opened by one process only (see folder-lock.ts): a second opener would destroy
 * it, and PGlite does not notice.
 * @param log told of every statement, for benches
 */
export async function openDatabase(
  location: DatabaseLocation,
  log?: (event: LogEvent) => void,
): Promise<OpenDatabase> {
  const db = new Kysely<Schema>({ dialect: await dialect(location), ...(log && { log }) });
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, close: () => db.destroy() };
}

async function dialect(location: DatabaseLocation): Promise<Dialect> {
  if ('databaseUrl' in location) {
    return new PostgresDialect({ pool: preparingPool(postgresPool(location.databaseUrl)) });
  }
  const folder = 'dataFolder' in location ? location.dataFolder : undefined;
  if (folder !== undefined) await mkdir(folder, { recursive: true, mode: 0o700 });
  const pglite = await PGlite.create({
    dataDir: folder ?? 'memory://',
    parsers: { [INT8]: Number },
    ...('image' in location && { loadDataDir: location.image }),
  });
  return pgliteDialect(pglite);
}

function postgresPool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    application_name: 'fivefaces',
    types: {
      // Numbers stay far below 2^53; pg would hand out bigints as text.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format ?? 'text'),
    } as pg.CustomTypesConfig,
  });
  // An idle connection that the server drops must not end the process; the next use opens another.
  pool.on('error', () => {});
  // Nor one that is in use just then: what is asked of it next fails and is told to who asked.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
