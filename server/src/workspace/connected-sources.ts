import { toInstant } from '../../../lib/contract/primitives.ts';
import type { ConnectedSource, SourceProblem } from '../../../lib/contract/source.ts';
import type { Database, SourceRow, Tx } from '../database/schema.ts';
import { OWN_SOURCE } from './scope.ts';

/** The sources of a workspace as everybody may know them; this server's own comes first. */
export async function connectedSources(
  db: Database | Tx,
  workspace: { id: string; name: string },
): Promise<ConnectedSource[]> {
  const rows = await db
    .selectFrom('sources')
    .select(['id', 'kind', 'name', 'place', 'problem'])
    .where('workspace_id', '=', workspace.id)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return [
    { id: OWN_SOURCE, kind: OWN_SOURCE, name: workspace.name, place: null, problem: null },
    ...rows.map((row) => ({ ...row, problem: toProblem(row.problem) })),
  ];
}

/** A source's problem as it stands in answers. */
export function toProblem(problem: SourceRow['problem']): SourceProblem | null {
  return problem && { ...problem, since: toInstant(problem.since) };
}

/**
 * Gives the settings item of the feed, which names the sources, a new change number. Locks the
 * workspace's counter row: at the end of a transaction.
 */
export async function tellSettings(tx: Tx, workspace: string): Promise<void> {
  await tx
    .updateTable('workspaces')
    .set((eb) => ({ head: eb('head', '+', 1), settings_n: eb('head', '+', 1) }))
    .where('id', '=', workspace)
    .execute();
}
