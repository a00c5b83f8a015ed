import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** Statements kept prepared at most; further ones are parsed and planned each time. */
const MOST_PREPARED = 300;
/** PostgreSQL: a prepared statement's table has got other columns meanwhile. */
const PLAN_OUTDATED = '0A000';

/**
 * The pool with statements that each connection prepares once, under a name, instead of parsing
 * and planning them every time. A statement gets its name the second time it comes.
 */
export function preparingPool(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string | null>();
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  let named = 0;

  function nameOf(text: string): string | null {
    const known = names.get(text);
    if (typeof known === 'string') return known;
    if (known === undefined) {
      if (names.size < MOST_PREPARED) names.set(text, null);
      return null;
    }
    named += 1;
    const name = `s${named}`;
    names.set(text, name);
    return name;
  }

  async function query(client: pg.PoolClient, text: string, values: readonly unknown[]) {
    const name = values.length > 0 ? nameOf(text) : null;
    if (name === null) return client.query(text, [...values]);
    try {
      return await client.query({ name, text, values: [...values] });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === PLAN_OUTDATED) {
        // Another process has migrated the tables: from now on prepared anew, under another name.
        names.delete(text);
      }
      throw error;
    }
  }

  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client);
      if (known) return known;
      const preparing = {
        query: (text: string, values: readonly unknown[]) => query(client, text, values),
        release: (destroy?: boolean) => client.release(destroy),
      } as unknown as PostgresPoolClient;
      clients.set(client, preparing);
      return preparing;
    },
  };
}
