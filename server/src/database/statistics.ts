import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from './schema.ts';

/** What is looked through by the ids of conversations. */
const TABLES = ['conversations', 'conversation_topics', 'messages', 'reviews'] as const;

/**
 * Lets the database see how full its tables are, before many rows are taken out of them. PostgreSQL
 * does so by itself after a while, the embedded one never: until then it goes through an index from
 * end to end for each id, at 100,000 conversations ten times slower than it could.
 */
export async function refreshStatistics(db: Database): Promise<void> {
  for (const table of TABLES) {
    await sql`analyze ${sql.table(table)}`.execute(db);
    await setImmediate();
  }
}
