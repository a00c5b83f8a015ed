import { pino } from 'pino';
import { createApp } from '../src/http/app.ts';
import { createMetrics } from '../src/http/metrics.ts';
import { createRateLimits } from '../src/http/rate-limits.ts';
import { createWaitingRoom } from '../src/http/waiting-room.ts';
import { createService } from '../src/workspace/create-service.ts';
import type { Caller, Service, WorkspaceService } from '../src/workspace/service.ts';
import { openMemoryDatabase } from './database-image.ts';
import { backUpWorkspace } from './workspace-backup.ts';

/** The time at which every history begins: noon in UTC, 3 November 2026. */
export const BEGINNING = Date.UTC(2026, 10, 3, 12);

/** A workspace of its own for one run, on the server that all runs share. */
export interface ModelWorkspace {
  id: string;
  workspace: WorkspaceService;
  /** Of the one teammate who looks on. */
  token: string;
  teammate: { id: string; name: string };
  /** Somebody else of the team. */
  other(): Promise<Caller>;
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
  const database = await openMemoryDatabase();
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
        other: async () =>
          service.authenticate(
            (await workspace.createToken({ role: 'teammate', name: 'Ada' })).token,
          ),
        backup: () => backUpWorkspace(database.db, id),
      };
    },
    async close() {
      waiting.stop();
      await database.close();
    },
  };
}
