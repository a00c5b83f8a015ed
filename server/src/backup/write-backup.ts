import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import { MIGRATION_NAMES } from '../database/migrate.ts';
import type { Database, Tx } from '../database/schema.ts';
import { FORMAT, TABLES } from './format.ts';

/** Rows read at a time. */
const ROWS = 500;

/**
 * All tables as one gzipped file, read in one snapshot: what is written meanwhile is not in it.
 * The embedded database has one connection and serves nobody else until this was read to its end.
 */
export async function* writeBackup(db: Database, now: number): AsyncGenerator<Uint8Array> {
  // An error of either stream surfaces where the packed one is read.
  yield* pipeline(backupLines(db, now), createGzip(), () => undefined);
}

async function* backupLines(db: Database, now: number): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const told = (text: string) => {
    hash.update(text);
    return text;
  };
  const tx = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  try {
    const created = new Date(now).toISOString();
    yield told(
      lineOf({ fivefaces: 'backup', format: FORMAT, migrations: MIGRATION_NAMES, created }),
    );
    const end: Record<string, number> = {};
    for (const table of TABLES) {
      const { rows: counted } = await sql<{ rows: number }>`
        select count(*) as rows from ${sql.table(table)}`.execute(tx);
      const rows = counted[0]?.rows ?? 0;
      end[table] = rows;
      yield told(lineOf({ table, rows }));
      for await (const lines of rowsOf(tx, table)) yield told(lines);
    }
    yield lineOf({ end, sha256: hash.digest('hex') });
  } finally {
    await tx.rollback().execute();
  }
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

async function* rowsOf(tx: Tx, table: string): AsyncGenerator<string> {
  const cursor = sql.id(`backup_${table}`);
  await sql`declare ${cursor} no scroll cursor for
    select row_to_json(t)::text as line from ${sql.table(table)} t`.execute(tx);
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch ${sql.lit(ROWS)} from ${cursor}`.execute(tx);
    if (rows.length > 0) yield rows.map(({ line }) => `${line}\n`).join('');
    if (rows.length < ROWS) return;
  }
}
