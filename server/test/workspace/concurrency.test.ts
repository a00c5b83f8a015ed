import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '../../src/database/connect.ts';
import { missingMigrations } from '../../src/database/migrate.ts';
import { createService } from '../../src/workspace/create-service.ts';
import { Refusal } from '../../src/workspace/refusal.ts';
import { beginWrite, takeNumbers } from '../../src/workspace/scope.ts';
import type { Service } from '../../src/workspace/service.ts';
import { createPostgresDatabase } from '../database-fixture.ts';
import { Follower } from './follower.ts';
import { fileOf, HOUR, START, StandingClock } from './workspace-fixture.ts';

/** Writers at once, split over two server processes' pools, and what each of them does. */
const WRITERS = 16;
const WRITES = Number(process.env.FIVEFACES_WRITES ?? 25);
const CONVERSATIONS = 12;

describe('two server processes on one PostgreSQL', () => {
  let services: [Service, Service];
  let databases: [OpenDatabase, OpenDatabase];
  let clock: StandingClock;
  let close: () => Promise<void>;

  beforeEach(async () => {
    const databaseUrl = await createPostgresDatabase();
    // Both start at once on an empty database: the migrations run once.
    const [one, two] = await Promise.all([
      openDatabase({ databaseUrl }),
      openDatabase({ databaseUrl }),
    ]);
    clock = new StandingClock();
    databases = [one, two];
    services = [
      createService({ db: one.db, clock: clock.read }),
      createService({ db: two.db, clock: clock.read }),
    ];
    close = async () => {
      await Promise.all([one.close(), two.close()]);
    };
    expect(await missingMigrations(two.db)).toEqual([]);
    await Promise.all(
      services.map((service) =>
        service.ensureWorkspace('main', { name: 'Acme', timeZone: 'UTC', demo: false }),
      ),
    );
  });

  afterEach(() => close());

  function workspaceOf(process: number) {
    return services[process % 2 === 0 ? 0 : 1].workspace('main');
  }

  /** Random small writes to the same few conversations, one after the other. */
  async function write(writer: number): Promise<void> {
    const workspace = workspaceOf(writer);
    const numbers = fc.sample(fc.integer({ min: 0, max: 9_999 }), {
      seed: writer + 1,
      numRuns: WRITES * 2,
    });
    for (let index = 0; index < WRITES; index += 1) {
      const id = `c${(numbers[2 * index] ?? 0) % CONVERSATIONS}`;
      const choice = numbers[2 * index + 1] ?? 0;
      const claims = { iss: 'main', aud: 'fivefaces-widget', sub: 'visitor', cid: id } as const;
      const exp = Math.floor(START / 1000) + 900;
      const score = (1 + (choice % 5)) as 1 | 2 | 3 | 4 | 5;
      const topics = [{ id: `t${choice % 4}` }, { id: `t${choice % 3}` }];
      try {
        if (choice % 4 === 0) await workspace.putConversationTopics(id, { topics });
        else if (choice % 4 === 1) {
          const visibility = choice % 3 === 0 ? 'internal' : 'external';
          await workspace.putConversation(id, { visibility });
        } else if (choice % 16 === 2) {
          const lines = [0, 1, 2].map((part) => ({
            id: `i${(choice + part) % 7}`,
            startedAt: new Date(START - HOUR * 24 * (choice % 60)).toISOString(),
            topics,
            rating: { score },
          }));
          await workspace.importLines(fileOf(lines));
        } else {
          const seq = 1 + writer + WRITERS * index;
          await workspace.rate({ ...claims, exp }, { score, seq });
        }
      } catch (error) {
        // Topics of a conversation that nobody has begun yet.
        if (!(error instanceof Refusal)) throw error;
      }
    }
  }

  test('many writers at once on PostgreSQL: a reader following the changes misses nothing', async () => {
    const writers = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    let writing = true;
    const written = writers.finally(() => {
      writing = false;
    });
    const follow = async (process: number, limit: number) => {
      const follower = new Follower();
      let pages = 0;
      while (writing) {
        await follower.read(workspaceOf(process), limit);
        pages += 1;
      }
      await follower.catchUp(workspaceOf(process), limit);
      return { follower, pages };
    };
    const [one, two] = await Promise.all([follow(0, 3), follow(1, 1_000), written]);
    const newcomer = new Follower();
    await newcomer.catchUp(workspaceOf(0));
    expect(one.pages + two.pages).toBeGreaterThan(20);
    for (const { follower } of [one, two]) {
      expect(follower.faults).toEqual([]);
      expect(follower.state()).toEqual(newcomer.state());
    }
    expect(newcomer.state().length).toBeGreaterThan(CONVERSATIONS);
    const stored = await workspaceOf(0).storedCounts();
    expect(stored).toEqual(await workspaceOf(1).recount());
  }, 240_000);

  test('every change has a number of its own, and none is left over', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
    const newcomer = new Follower();
    await newcomer.catchUp(workspaceOf(0));
    const numbers = newcomer.state().map(({ n }) => n);
    expect(new Set(numbers).size).toBe(numbers.length);
    const heads = await services[0].heads(['main']);
    expect(Math.max(...numbers)).toBe(heads.get('main'));
  }, 240_000);

  test('a change of the time zone waits for running writes and leaves no day behind', async () => {
    const zones = async () => {
      for (const timeZone of ['Asia/Tokyo', 'America/Los_Angeles', 'Europe/Berlin']) {
        const { version } = await workspaceOf(0).settings();
        await workspaceOf(0).putSettings({ timeZone }, version);
      }
    };
    await Promise.all([zones(), ...Array.from({ length: 8 }, (_, writer) => write(writer))]);
    const stored = await workspaceOf(0).storedCounts();
    expect(stored.length).toBeGreaterThan(0);
    expect(stored).toEqual(await workspaceOf(1).recount());
    const { conversations } = await workspaceOf(0).conversations({ limit: 200 });
    const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });
    for (const { startedAt, countedOn } of conversations) {
      expect(countedOn).toBe(berlin.format(Date.parse(startedAt)));
    }
  }, 240_000);

  test('a change of the time zone that waits for two writes lets both end, one after the other', async () => {
    const [one, two] = databases;
    const begun = async ({ db }: OpenDatabase) => {
      const end = Promise.withResolvers<void>();
      const hasBegun = Promise.withResolvers<void>();
      const done = db.transaction().execute(async (tx) => {
        await beginWrite(tx, 'main');
        hasBegun.resolve();
        await end.promise;
        return takeNumbers(tx, 'main', 1);
      });
      await hasBegun.promise;
      return { end: () => end.resolve(), done };
    };
    const writes = [await begun(one), await begun(two)];
    const { version } = await workspaceOf(0).settings();
    const zone = workspaceOf(0).putSettings({ timeZone: 'Asia/Tokyo' }, version);
    const waiting = async () => {
      const { rows } = await sql`select 1 from pg_locks where not granted
        and database = (select oid from pg_database where datname = current_database())`.execute(
        two.db,
      );
      return rows.length;
    };
    await expect.poll(waiting).toBe(1);
    for (const write of writes) write.end();
    const numbers = await Promise.all(writes.map(({ done }) => done));
    expect(new Set(numbers).size).toBe(2);
    expect((await zone).value.timeZone).toBe('Asia/Tokyo');
  });

  test('both end idle conversations, each of them once', async () => {
    for (let index = 0; index < 30; index += 1)
      await workspaceOf(index).putConversation(`q${index}`, {});
    clock.pass(HOUR);
    const head = async () => (await services[0].heads(['main'])).get('main') ?? 0;
    const before = await head();
    const ended = await Promise.all(services.map((service) => service.endIdleConversations()));
    expect(ended.reduce((sum, count) => sum + count, 0)).toBe(30);
    expect(await head()).toBe(before + 30);
  });

  test('an invite for one person lets one person in', async () => {
    const { code } = await workspaceOf(0).createInvite({
      role: 'teammate',
      uses: 1,
      expiresAt: null,
    });
    const joins = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => services[index % 2 === 0 ? 0 : 1].join(code, 'Ann')),
    );
    expect(joins.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
