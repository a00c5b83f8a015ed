import { sql } from 'kysely';
import { pino } from 'pino';
import { type OpenDatabase, openDatabase } from '../../server/src/database/connect.ts';
import { createApp } from '../../server/src/http/app.ts';
import { createMetrics } from '../../server/src/http/metrics.ts';
import { createRateLimits } from '../../server/src/http/rate-limits.ts';
import { createWaitingRoom } from '../../server/src/http/waiting-room.ts';
import { createService } from '../../server/src/workspace/create-service.ts';
import { randomId } from '../../server/src/workspace/secrets.ts';
import type { Service, WorkspaceService } from '../../server/src/workspace/service.ts';

/** The time at which every history begins: noon in UTC, 3 November 2026. */
export const BEGINNING = Date.UTC(2026, 10, 3, 12);

/** A workspace of its own for one run, on the server that all runs share. */
export interface ModelWorkspace {
  id: string;
  workspace: WorkspaceService;
  /** Of the one teammate who looks on. */
  token: string;
  teammate: { id: string; name: string };
  /** Takes everything down as it is now; the answer puts it back, under a new epoch. */
  backup(): Promise<() => Promise<void>>;
}

/** The real server on one embedded database in memory, without a socket. */
export interface ModelServer {
  service: Service;
  /** The server's time; each run sets it to the beginning. */
  clock: { now: number };
  fetch(address: URL, init: RequestInit): Promise<Response>;
  newWorkspace(): Promise<ModelWorkspace>;
  close(): Promise<void>;
}

export async function openModelServer(): Promise<ModelServer> {
  const database = await openDatabase({ memory: true });
  const clock = { now: BEGINNING };
  const service = createService({ db: database.db, clock: () => clock.now });
  const log = pino({ level: 'silent' });
  const waiting = createWaitingRoom(
    (workspaces) => service.heads(workspaces),
    () => undefined,
  );
  const app = createApp({
    service,
    waiting,
    limits: createRateLimits('off'),
    // There is no socket to ask for the address.
    reach: { trustProxy: 1, publicUrl: null },
    log,
    metrics: createMetrics(() => waiting.size),
    metricsToken: null,
    pagesFolder: '.',
    chat: null,
    operator: null,
    stopping: () => false,
  });
  let workspaces = 0;
  return {
    service,
    clock,
    async fetch(address, init) {
      const headers = new Headers(init.headers);
      headers.set('x-forwarded-for', '192.0.2.1');
      return app.request(address.href, { ...init, headers });
    },
    async newWorkspace() {
      workspaces += 1;
      const id = `w${workspaces}`;
      clock.now = BEGINNING;
      await service.ensureWorkspace(id, { name: 'Acme Support', timeZone: 'UTC', demo: false });
      const workspace = service.workspace(id);
      const made = await workspace.createToken({ role: 'teammate', name: 'Tom' });
      const { id: person, name } = await service.authenticate(made.token);
      return {
        id,
        workspace,
        token: made.token,
        teammate: { id: person, name },
        backup: () => backup(database, id),
      };
    },
    async close() {
      waiting.stop();
      await database.close();
    },
  };
}

/** What `backup` and `restore` do for a whole database, for one workspace of many. */
async function backup({ db }: OpenDatabase, id: string): Promise<() => Promise<void>> {
  const { rows: tables } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public'
      and (column_name = 'workspace_id' or (table_name = 'workspaces' and column_name = 'id'))
  `.execute(db);
  const kept: { table: string; column: string; rows: string }[] = [];
  for (const { table, column } of tables) {
    const { rows } = await sql<{ rows: string }>`
      select coalesce(json_agg(t), '[]')::text as rows from ${sql.table(table)} t
      where ${sql.ref(`t.${column}`)} = ${id}`.execute(db);
    kept.push({ table, column, rows: rows[0]?.rows ?? '[]' });
  }
  return () =>
    db.transaction().execute(async (tx) => {
      for (const { table, column, rows } of kept) {
        await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${id}`.execute(tx);
        await sql`insert into ${sql.table(table)}
          select * from json_populate_recordset(null::${sql.table(table)}, ${rows}::json)
        `.execute(tx);
      }
      await sql`update workspaces set epoch = ${randomId()} where id = ${id}`.execute(tx);
    });
}
