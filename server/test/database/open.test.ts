import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/database/connect.ts';
import { missingMigrations } from '../../src/database/migrate.ts';
import { createService } from '../../src/workspace/create-service.ts';
import { createPostgresDatabase, forEachDatabase } from '../database-fixture.ts';

const OPTIONS = { name: 'Acme', timeZone: 'UTC', demo: false };

async function keepsWhatItWasTold(location: Parameters<typeof openDatabase>[0]) {
  const first = await openDatabase(location);
  expect(await missingMigrations(first.db)).toEqual([]);
  const service = createService({ db: first.db, clock: Date.now });
  await service.ensureWorkspace('main', OPTIONS);
  await service.workspace('main').putConversation('c', { customer: 'ada' });
  const { version } = await service.workspace('main').settings();
  await service.workspace('main').putSettings({ name: 'Acme Support' }, version);
  await first.close();
  const second = await openDatabase(location);
  const again = createService({ db: second.db, clock: Date.now });
  await again.ensureWorkspace('main', OPTIONS);
  const { conversation } = await again.workspace('main').conversation('c');
  const { value } = await again.workspace('main').settings();
  await second.close();
  expect(conversation.customer).toBe('ada');
  expect(value.name).toBe('Acme Support');
}

test('a folder opened again holds what was written, and no migration runs twice', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fivefaces-database-'));
  try {
    await keepsWhatItWasTold({ dataFolder: join(folder, 'new', 'data') });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a PostgreSQL database opened again holds what was written', async () => {
  await keepsWhatItWasTold({ databaseUrl: await createPostgresDatabase() });
});

forEachDatabase((_name, open) => {
  test('numbers come as numbers and days as text, whatever the driver', async () => {
    const { db, close } = await open();
    try {
      const service = createService({ db, clock: () => 1_900_000_000_123 });
      await service.ensureWorkspace('main', OPTIONS);
      await service.workspace('main').putConversation('c', {});
      const row = await db.selectFrom('conversations').selectAll().executeTakeFirstOrThrow();
      expect(row).toMatchObject({
        source: 'fivefaces',
        started_at: 1_900_000_000_123,
        counted_on: '2030-03-17',
        ended_at: null,
        asked: false,
        topics: [],
      });
    } finally {
      await close();
    }
  });
});
