import { sql } from 'kysely';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { Source } from '../../../lib/contract/source.ts';
import type { Database, SourceRow, Tx } from '../database/schema.ts';
import { toProblem } from '../workspace/connected-sources.ts';
import { Refusal } from '../workspace/refusal.ts';
import type { Scope } from '../workspace/scope.ts';

/** The source as it is stored. Refuses with `not_found`. */
export async function readSource(
  db: Database | Tx,
  workspace: string,
  id: string,
): Promise<SourceRow> {
  const row = await selectSource(db, workspace, id).executeTakeFirst();
  if (!row) throw new Refusal('not_found', 'There is no such source');
  return row;
}

/** The same, locked until the transaction ends. */
export async function lockSource(tx: Tx, workspace: string, id: string): Promise<SourceRow | null> {
  return (await selectSource(tx, workspace, id).forUpdate().executeTakeFirst()) ?? null;
}

function selectSource(db: Database | Tx, workspace: string, id: string) {
  return db
    .selectFrom('sources')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .where('id', '=', id);
}

/** The workspace's sources as admins see them, in the order in which they were connected. */
export async function listSources(scope: Scope): Promise<Source[]> {
  const rows = await scope.db
    .selectFrom('sources')
    .selectAll()
    .where('workspace_id', '=', scope.workspace)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const { rows: sums } = await sql<{ source: string; conversations: number; ratings: number }>`
    select source, sum(conversations)::bigint as conversations,
      sum(score1 + score2 + score3 + score4 + score5 + good + neutral + bad)::bigint as ratings
    from day_counts where workspace_id = ${scope.workspace} and topic_id = ''
    group by source`.execute(scope.db);
  const counted = new Map(sums.map((sum) => [sum.source, sum]));
  return rows.map((row) => toSource(row, counted.get(row.id)));
}

/** A source as admins see it: never with its credential. */
function toSource(
  row: SourceRow,
  counted: { conversations: number; ratings: number } | undefined,
): Source {
  const instantOrNull = (time: number | null) => (time === null ? null : toInstant(time));
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    place: row.place,
    problem: toProblem(row.problem),
    config: row.config,
    createdAt: toInstant(row.created_at),
    syncedAt: instantOrNull(row.synced_at),
    nextAt: instantOrNull(row.next_at),
    conversations: counted?.conversations ?? 0,
    ratings: counted?.ratings ?? 0,
    notes: row.notes,
  };
}
