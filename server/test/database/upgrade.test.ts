import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/database/connect.ts';
import { up } from '../../src/database/migrations/0001-first.ts';
import { createService } from '../../src/workspace/create-service.ts';
import { createPostgresDatabase } from '../database-fixture.ts';

/** A database as the first version left it, with a rated conversation and a review's row. */
async function firstVersion(): Promise<string> {
  const url = await createPostgresDatabase();
  const pool = new pg.Pool({ connectionString: url });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const getMigrations = () => Promise.resolve({ '0001-first': { up } });
  const { error } = await new Migrator({ db, provider: { getMigrations } }).migrateToLatest();
  if (error !== undefined) throw error;
  await sql`insert into workspaces values ('main', 'Acme', 'UTC', false, 'e1', 3, 'key',
    '{"widgetOrigins":[],"widgetTexts":{"thanks":"Cheers"},"nextSteps":[],"retentionDays":null,"seesRatings":"everyone"}',
    1, 1, true, null, null, 1, 0)`.execute(db);
  await sql`insert into conversations (workspace_id, id, visibility, started_at, counted_on, score,
      rated_at, rated_by_team, topics, imported, last_activity_at, answered_while_on,
      answered_while_off, message_count, change_n)
    values ('main', 'c1', 'external', 0, '1970-01-01', 5, 0, false, '[]', false, 0, false,
      false, 0, 2)`.execute(db);
  await sql`insert into day_counts values
    ('main', 'fivefaces', '', '1970-01-01', 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0)`.execute(db);
  await sql`insert into day_count_months values
    ('main', 'fivefaces', '', '1970-01', 3)`.execute(db);
  await db.destroy();
  return url;
}

test('a database of the first version is brought up to date with what it holds, and erases', async () => {
  const { db, close } = await openDatabase({ databaseUrl: await firstVersion() });
  try {
    const workspace = createService({ db, clock: () => 1 }).workspace('main');
    const page = await workspace.changes({ cursor: null, limit: 100 });
    expect(page.items.map(({ kind }) => kind)).toEqual(['settings', 'dayCounts', 'conversation']);
    expect(await workspace.recount()).toEqual(await workspace.storedCounts());
    expect(await workspace.eraseConversation('c1')).toEqual({ erased: 1 });
    await expect(workspace.putConversation('c1', {})).rejects.toMatchObject({ code: 'erased' });
    expect(await workspace.storedCounts()).toEqual([]);
    const { value: widget } = await workspace.widgetSettings();
    expect(widget.texts).toMatchObject({ en: { thanks: 'Cheers' }, ja: { thanks: 'Cheers' } });
    const { erasure_key: key } = await db
      .selectFrom('workspaces')
      .select('erasure_key')
      .executeTakeFirstOrThrow();
    expect(key).toMatch(/^[\w-]{43}$/);
  } finally {
    await close();
  }
});
