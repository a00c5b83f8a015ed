import { type Migration, Migrator } from 'kysely/migration';
import { up as first } from './migrations/0001-first.ts';
import { up as reviewsAndErasure } from './migrations/0002-reviews-and-erasure.ts';
import { up as sources } from './migrations/0003-sources.ts';
import { up as widgetAndWebhooks } from './migrations/0004-widget-and-webhooks.ts';
import { up as widgetTexts } from './migrations/0005-widget-texts.ts';
import type { Database } from './schema.ts';

/** Every migration by its number and name; they run in this order, each once. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-first': { up: first },
  '0002-reviews-and-erasure': { up: reviewsAndErasure },
  '0003-sources': { up: sources },
  '0004-widget-and-webhooks': { up: widgetAndWebhooks },
  '0005-widget-texts': { up: widgetTexts },
};

/** Names of all migrations, in their order. */
export const MIGRATION_NAMES: readonly string[] = Object.keys(MIGRATIONS);

/**
 * Brings the tables up to this version. Several processes may start at once: Kysely takes a
 * PostgreSQL advisory lock, and all but the first find nothing left to do.
 * Throws what the failing statement threw; then nothing was changed.
 */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** Names of the migrations that this database lacks. */
export async function missingMigrations(db: Database): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
  });
  const all = await migrator.getMigrations();
  return all.filter((migration) => migration.executedAt === undefined).map(({ name }) => name);
}
