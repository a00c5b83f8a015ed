import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { WidgetClaims } from '../../../lib/contract/widget.ts';
import { createService } from '../../src/workspace/create-service.ts';
import type { Scope } from '../../src/workspace/scope.ts';
import type { Service, WorkspaceService } from '../../src/workspace/service.ts';
import type { OpenTestDatabase, TestDatabase } from '../database-fixture.ts';

/** 3 November 2026, 14:02 in UTC: the time at which every test workspace begins. */
export const START = Date.UTC(2026, 10, 3, 14, 2);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** A clock that stands until it is moved. */
export class StandingClock {
  now = START;
  readonly read = (): number => this.now;
  pass(milliseconds: number): void {
    this.now += milliseconds;
  }
}

/** A workspace of its own, in a database shared by the file's tests. */
export interface TestWorkspace {
  service: Service;
  workspace: WorkspaceService;
  clock: StandingClock;
  /** For what is below the service: batches of a source. */
  scope: Scope;
  /** Claims of a widget's token for a conversation. */
  widget(conversation: string, rater?: 'team'): WidgetClaims;
}

/** Opens one database for all tests of the block; each call then makes a fresh workspace. */
export function testWorkspaces(
  open: OpenTestDatabase,
): (options?: { timeZone?: string }) => Promise<TestWorkspace> {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database?.close());
  return async ({ timeZone = 'UTC' } = {}) => {
    if (!database) throw new Error('the database is not open yet');
    const clock = new StandingClock();
    const service = createService({ db: database.db, clock: clock.read });
    const id = `w-${randomBytes(6).toString('hex')}`;
    await service.ensureWorkspace(id, { name: 'Acme Support', timeZone, demo: false });
    return {
      service,
      workspace: service.workspace(id),
      clock,
      scope: { db: database.db, clock: clock.read, workspace: id },
      widget: (conversation, rater) => ({
        iss: id,
        aud: 'fivefaces-widget',
        sub: 'visitor',
        cid: conversation,
        exp: Math.floor(clock.now / 1000) + 900,
        ...(rater ? { rater } : {}),
      }),
    };
  };
}

/** Switches collection. */
export async function switchCollection(workspace: WorkspaceService, enabled: boolean) {
  const { version } = await workspace.collection();
  await workspace.putCollection(enabled, 'Ada', version);
}

/** Lines for `importLines`, numbered from 1. */
export async function* fileOf(values: Iterable<unknown>) {
  let line = 0;
  for (const value of values) {
    line += 1;
    yield { line, value };
  }
}
