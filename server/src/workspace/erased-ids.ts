import { type RawBuilder, sql } from 'kysely';
import type { Database, Tx } from '../database/schema.ts';
import { Refusal } from './refusal.ts';
import { OWN_SOURCE } from './scope.ts';

/*
 * What remains of an erased conversation: SHA-256 over the workspace's secret, the source and the
 * id. Who has only the table cannot tell which ids it names; a late retry is known by it all the
 * same. The secret's fixed length and the separator keep the parts apart.
 */

/** The hash of the id in a row named `alias` that has `source` and `id`. The key is read once. */
function hashIn(alias: string, workspace: string): RawBuilder<string> {
  return sql`encode(sha256(convert_to(
    (select w.erasure_key from workspaces w where w.id = ${workspace})
    || chr(31) || ${sql.ref(`${alias}.source`)} || chr(31) || ${sql.ref(`${alias}.id`)},
    'UTF8')), 'hex')`;
}

/** True for a row named `alias` (with `source` and `id`) whose id was erased in the workspace. */
export function isErased(alias: string, workspace: string): RawBuilder<boolean> {
  return sql`exists (select 1 from erased_ids e
    where e.workspace_id = ${workspace} and e.hash = ${hashIn(alias, workspace)})`;
}

const given = (ids: readonly string[], source: string) => sql`
  (select ${source}::text as source, id from unnest(${[...ids]}::text[]) as id) as g`;

/** Which of these ids of a source were erased. */
export async function erasedAmong(
  db: Database | Tx,
  workspace: string,
  ids: readonly string[],
  source: string = OWN_SOURCE,
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select g.id from ${given(ids, source)} where ${isErased('g', workspace)}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Refuses with `erased` an id that was erased: a late retry brings nothing back. */
export async function refuseErased(
  db: Database | Tx,
  workspace: string,
  id: string,
  source: string = OWN_SOURCE,
): Promise<void> {
  if ((await erasedAmong(db, workspace, [id], source)).size > 0) throw new Refusal('erased');
}

/** Blocks ids of a source for ever. `forAge`: they went because of their age, nobody asked for it. */
export async function blockIds(
  tx: Tx,
  workspace: string,
  ids: readonly string[],
  { source, forAge }: { source: string; forAge: boolean },
): Promise<void> {
  if (ids.length === 0) return;
  await sql`insert into erased_ids (workspace_id, hash, for_age)
    select ${workspace}, ${hashIn('g', workspace)}, ${forAge} from ${given(ids, source)}
    on conflict (workspace_id, hash) do update
      set for_age = erased_ids.for_age and excluded.for_age`.execute(tx);
}
