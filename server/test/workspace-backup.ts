import { sql } from 'kysely';
import type { Database } from '../src/database/schema.ts';
import { randomId } from '../src/workspace/secrets.ts';

/**
 * What `backup` and `restore` do for a whole database, for one workspace of many: takes everything
 * down as it is now; the answer puts it back, under a new epoch.
 */
export async function backUpWorkspace(db: Database, id: string): Promise<() => Promise<void>> {
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
