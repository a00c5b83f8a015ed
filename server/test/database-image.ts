import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { Kysely } from 'kysely';
import { type OpenDatabase, openDatabase } from '../src/database/connect.ts';
import { migrate } from '../src/database/migrate.ts';
import { pgliteDialect } from '../src/database/pglite-dialect.ts';
import type { Schema } from '../src/database/schema.ts';

/** Names the file with an empty database; without it each is made from nothing. */
export const DATABASE_IMAGE = 'FIVEFACES_TEST_DATABASE_IMAGE';

/**
 * Writes an empty embedded database with its tables to a file, for `openMemoryDatabase`: to make one
 * takes a second and a half of a processor, to load it a quarter of one.
 */
export async function writeDatabaseImage(file: string): Promise<void> {
  const pglite = await PGlite.create('memory://');
  const db = new Kysely<Schema>({ dialect: pgliteDialect(pglite) });
  await migrate(db);
  const image = await pglite.dumpDataDir('none');
  await writeFile(file, image.stream());
  await db.destroy();
}

let image: Promise<Blob> | undefined;

/** An embedded database of its own in memory, with its tables. */
export async function openMemoryDatabase(): Promise<OpenDatabase> {
  const file = process.env[DATABASE_IMAGE];
  if (file === undefined) return openDatabase({ memory: true });
  image ??= readFile(file).then((bytes) => new Blob([bytes]));
  return openDatabase({ memory: true, image: await image });
}

/**
 * Lays the empty database into a server's data folder that does not exist yet. Without an image it
 * does nothing: the server then makes one itself, which takes it seconds.
 */
export async function layDatabase(data: string): Promise<void> {
  const file = process.env[DATABASE_IMAGE];
  if (file === undefined) return;
  const database = path.join(data, 'database');
  await mkdir(database, { recursive: true, mode: 0o700 });
  await promisify(execFile)('tar', ['-xf', file, '-C', database]);
}
