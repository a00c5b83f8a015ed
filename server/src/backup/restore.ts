import { sql } from 'kysely';
import type { Database, Tx } from '../database/schema.ts';
import { countsFinding } from '../operations/counts-finding.ts';
import type { Finding, Restored } from '../operations/operations.ts';
import { createService } from '../workspace/create-service.ts';
import { Refusal } from '../workspace/refusal.ts';
import { holdOffWrites } from '../workspace/scope.ts';
import { randomId } from '../workspace/secrets.ts';
import type { Clock } from '../workspace/service.ts';
import { eraseAgain, erasedHere } from './erase-again.ts';
import { SHORT_LIVED, TABLES } from './format.ts';
import { BackupFault, readBackup } from './read-backup.ts';

/**
 * Puts a backup in the place of everything in the database, in one transaction: a file that is cut
 * off or damaged changes nothing. Every workspace begins another epoch, so that readers start again.
 * Refuses with `forbidden` a database that holds workspaces, unless `replace`, and with
 * `invalid_request` a file that cannot be restored.
 */
export async function restoreBackup(
  db: Database,
  clock: Clock,
  bytes: AsyncIterable<Uint8Array>,
  { replace }: { replace: boolean },
): Promise<Restored> {
  try {
    return await db.transaction().execute(async (tx) => {
      await lockAll(tx);
      if (!replace) await refuseExisting(tx);
      const erased = await erasedHere(tx);
      await deleteAll(tx);
      const counts = await insertAll(tx, bytes);
      await beginEpochs(tx);
      const erasedAgain = await eraseAgain(tx, clock, erased);
      return { ...counts, erasedAgain, findings: await findings(tx, clock) };
    });
  } catch (cause) {
    if (cause instanceof BackupFault) throw new Refusal('invalid_request', cause.message);
    throw cause;
  }
}

/** Waits for running writes and lets none begin; readers see what was there until the end. */
async function lockAll(tx: Tx): Promise<void> {
  const rows = await tx.selectFrom('workspaces').select('id').orderBy('id').execute();
  for (const { id } of rows) await holdOffWrites(tx, id);
  for (const table of [...TABLES, ...SHORT_LIVED]) {
    await sql`lock table ${sql.table(table)} in exclusive mode`.execute(tx);
  }
}

async function refuseExisting(tx: Tx): Promise<void> {
  const rows = await tx.selectFrom('workspaces').select('id').orderBy('id').execute();
  if (rows.length === 0) return;
  throw new Refusal(
    'forbidden',
    `There are workspaces here already (${rows.map(({ id }) => `"${id}"`).join(', ')}). ` +
      'With --replace they are deleted and the backup takes their place.',
  );
}

async function deleteAll(tx: Tx): Promise<void> {
  for (const table of [...TABLES, ...SHORT_LIVED]) {
    await sql`delete from ${sql.table(table)}`.execute(tx);
  }
}

async function insertAll(
  tx: Tx,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ workspaces: number; conversations: number }> {
  const counts = { workspaces: 0, conversations: 0 };
  for await (const { table, rows } of readBackup(bytes)) {
    await insert(tx, table, rows);
    if (table === 'workspaces' || table === 'conversations') counts[table] += rows.length;
  }
  return counts;
}

async function insert(tx: Tx, table: string, rows: readonly string[]): Promise<void> {
  try {
    await sql`insert into ${sql.table(table)} select * from
      json_populate_recordset(null::${sql.table(table)}, ${`[${rows.join(',')}]`}::json)`.execute(
      tx,
    );
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BackupFault(`The rows of ${table} could not be restored: ${why}.`);
  }
}

async function beginEpochs(tx: Tx): Promise<void> {
  for (const { id } of await tx.selectFrom('workspaces').select('id').execute()) {
    await tx.updateTable('workspaces').set({ epoch: randomId() }).where('id', '=', id).execute();
  }
}

async function findings(tx: Tx, clock: Clock): Promise<Finding[]> {
  const service = createService({ db: tx, clock });
  const found: Finding[] = [];
  for (const id of await service.workspaceIds()) {
    found.push(await countsFinding(service.workspace(id)));
  }
  return found;
}
