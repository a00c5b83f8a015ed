import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { SourceDefinition } from '../../../lib/sources/source.ts';
import { secretKeeper } from '../../src/sources/credentials.ts';

import type { SourcesParts } from '../../src/sources/source-parts.ts';
import { createService } from '../../src/workspace/create-service.ts';
import type { PullEnd, Service, WorkspaceService } from '../../src/workspace/service.ts';
import type { OpenTestDatabase, TestDatabase } from '../database-fixture.ts';
import { Follower } from '../workspace/follower.ts';
import { StandingClock } from '../workspace/workspace-fixture.ts';

/** A key to keep credentials with. */
export const KEY = randomBytes(32);

/** Milliseconds between two pulls in tests. */
export const PULL_EVERY = 60_000;

/** How platforms are read in tests: chance is no chance. */
export function testSources(
  definitions: readonly SourceDefinition[],
  more: Partial<SourcesParts> = {},
): SourcesParts {
  return {
    definitions,
    fetch: (address, init) => fetch(address, init),
    secrets: secretKeeper(() => [KEY]),
    pullEvery: PULL_EVERY,
    random: () => 0,
    ...more,
  };
}

/** A workspace of its own, whose server knows the given platforms. */
export interface SourcePlace {
  database: TestDatabase;
  service: Service;
  workspace: WorkspaceService;
  clock: StandingClock;
  /** Another process on the same database. */
  another(more?: Partial<SourcesParts>): Service;
  /** Pulls all that is due in this workspace, and says how each pull ended. */
  pull(signal?: AbortSignal): Promise<PullEnd[]>;
}

const NOBODY = new AbortController().signal;

/** Opens one database for all tests of the block; each call then makes a fresh workspace. */
export function sourcePlaces(
  open: OpenTestDatabase,
): (
  definitions: readonly SourceDefinition[],
  options?: { timeZone?: string; sources?: Partial<SourcesParts> },
) => Promise<SourcePlace> {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database?.close());
  return async (definitions, { timeZone = 'UTC', sources = {} } = {}) => {
    if (!database) throw new Error('the database is not open yet');
    const { db } = database;
    // Sources of the tests before are not due any more.
    await db.updateTable('sources').set({ next_at: null }).execute();
    const clock = new StandingClock();
    const another = (more: Partial<SourcesParts> = {}) =>
      createService({
        db,
        clock: clock.read,
        sources: testSources(definitions, { ...sources, ...more }),
      });
    const service = another();
    const id = `w-${randomBytes(6).toString('hex')}`;
    await service.ensureWorkspace(id, { name: 'Acme Support', timeZone, demo: false });
    return {
      database,
      service,
      workspace: service.workspace(id),
      clock,
      another,
      pull: (signal = NOBODY) => pullAll(service, signal),
    };
  };
}

/** Pulls all that is due. */
export async function pullAll(service: Service, signal: AbortSignal): Promise<PullEnd[]> {
  const ends: PullEnd[] = [];
  for (;;) {
    const due = await service.takeDueSource();
    if (due === null) return ends;
    ends.push(await due.pull(signal));
    if (signal.aborted) return ends;
  }
}

/** What a reader of the feed holds who began from nothing. */
export async function readAll(workspace: WorkspaceService): Promise<Follower> {
  const reader = new Follower();
  await reader.catchUp(workspace);
  return reader;
}

/** The conversations that it holds, by `source id`. */
export function conversationsOf(reader: Follower) {
  return new Map(
    reader
      .state()
      .flatMap((item) =>
        item.kind === 'conversation'
          ? [[`${item.conversation.source} ${item.conversation.id}`, item.conversation] as const]
          : [],
      ),
  );
}
