import { setImmediate } from 'node:timers/promises';
import { CompiledQuery } from 'kysely';
import type { Database, StoredSettings, Tx, WorkspaceRow } from '../database/schema.ts';
import { Refusal } from './refusal.ts';
import type { Clock } from './service.ts';

/** Conversations sent to this server have this source. */
export const OWN_SOURCE = 'fivefaces';

/** One workspace in one database, with its clock. */
export interface Scope {
  db: Database;
  clock: Clock;
  workspace: string;
}

/** What a write must know of its workspace. */
export interface WorkspaceFacts {
  timeZone: string;
  emailKey: string;
  collectionEnabled: boolean;
  settings: StoredSettings;
}

/** Thrown inside a transaction that lost a race and must run again from its beginning. */
export class LostRace extends Error {
  constructor(what: string) {
    super(`Another transaction was first: ${what}`);
    this.name = 'LostRace';
  }
}

/** PostgreSQL: serialization failure, deadlock, unique violation of two first inserts. */
const TRANSIENT = new Set(['40001', '40P01', '23505']);
const ATTEMPTS = 8;

/** Runs a transaction, again where it only lost a race. `run` must have no other effects. */
export async function inTransaction<T>(db: Database, run: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(run);
    } catch (error) {
      if (attempt >= ATTEMPTS || !lostRace(error)) throw error;
    }
  }
}

/**
 * Runs a batch again and again, as long as it finds something to do. In between others get their
 * turn: the embedded database computes in this very thread, and who waits only for it lets nobody in.
 * @param batch gives how many it did
 * @param full how many a batch does if there may be more; default 1
 * @returns how many all did
 */
export async function inBatches(batch: () => Promise<number>, full = 1): Promise<number> {
  let done = 0;
  for (;;) {
    const count = await batch();
    done += count;
    if (count < full) return done;
    await setImmediate();
  }
}

function lostRace(error: unknown): boolean {
  if (error instanceof LostRace) return true;
  return error instanceof Error && 'code' in error && TRANSIENT.has(String(error.code));
}

/**
 * Held by every write (shared) and by a change of the time zone (alone), which so waits for running
 * writes and lets none begin. A lock of its own: the workspace's row is what writes queue for at
 * their end, and who waits to have it alone does not stand in that queue.
 */
const WRITE_LOCK = 'hashtextextended($1, 4711)';

/** Lets no change of the time zone begin until this transaction ends. Writers do not wait for each other. */
export async function holdOffTimeZone(tx: Tx, workspace: string): Promise<void> {
  await tx.executeQuery(
    CompiledQuery.raw(`select pg_advisory_xact_lock_shared(${WRITE_LOCK})`, [workspace]),
  );
}

/** Waits for running writes and lets none begin until this transaction ends. */
export async function holdOffWrites(tx: Tx, workspace: string): Promise<void> {
  await tx.executeQuery(
    CompiledQuery.raw(`select pg_advisory_xact_lock(${WRITE_LOCK})`, [workspace]),
  );
}

/**
 * Begins a write: holds off a change of the time zone and reads what it must know of the workspace.
 * Refuses with `not_found`.
 */
export async function beginWrite(tx: Tx, workspace: string): Promise<WorkspaceFacts> {
  await holdOffTimeZone(tx, workspace);
  const row = await tx
    .selectFrom('workspaces')
    .select(['time_zone', 'email_key', 'collection_enabled', 'settings'])
    .where('id', '=', workspace)
    .executeTakeFirst();
  if (!row) throw new Refusal('not_found', 'There is no such workspace');
  return {
    timeZone: row.time_zone,
    emailKey: row.email_key,
    collectionEnabled: row.collection_enabled,
    settings: row.settings,
  };
}

/** The workspace's row as it is now. Refuses with `not_found`. */
export async function workspaceRow(db: Database | Tx, workspace: string): Promise<WorkspaceRow> {
  return found(await selectWorkspace(db, workspace).executeTakeFirst());
}

/** Locks the workspace's row until the transaction ends, and reads it. Refuses with `not_found`. */
export async function lockWorkspace(tx: Tx, workspace: string): Promise<WorkspaceRow> {
  return found(await selectWorkspace(tx, workspace).forNoKeyUpdate().executeTakeFirst());
}

function selectWorkspace(db: Database | Tx, workspace: string) {
  return db.selectFrom('workspaces').selectAll().where('id', '=', workspace);
}

function found(row: WorkspaceRow | undefined): WorkspaceRow {
  if (!row) throw new Refusal('not_found', 'There is no such workspace');
  return row;
}

/** What is read of a workspace outside of writes. Refuses with `not_found`. */
export async function readWorkspace(scope: Scope): Promise<{
  name: string;
  demo: boolean;
  timeZone: string;
  emailKey: string;
  collectionEnabled: boolean;
  settings: StoredSettings;
}> {
  const row = await scope.db
    .selectFrom('workspaces')
    .select(['name', 'demo', 'time_zone', 'email_key', 'collection_enabled', 'settings'])
    .where('id', '=', scope.workspace)
    .executeTakeFirst();
  if (!row) throw new Refusal('not_found', 'There is no such workspace');
  return {
    name: row.name,
    demo: row.demo,
    timeZone: row.time_zone,
    emailKey: row.email_key,
    collectionEnabled: row.collection_enabled,
    settings: row.settings,
  };
}

/**
 * Takes the next `count` change numbers, as the last lock of a transaction: the row's lock makes
 * the others wait until this one has committed, so numbers become visible in their order and no
 * reader of `changes` can see a number before a smaller one.
 * @returns the first of them
 */
export async function takeNumbers(tx: Tx, workspace: string, count: number): Promise<number> {
  const { head } = await tx
    .updateTable('workspaces')
    .set((eb) => ({ head: eb('head', '+', count) }))
    .where('id', '=', workspace)
    .returning('head')
    .executeTakeFirstOrThrow();
  return head - count + 1;
}
