import type { ConnectedSource } from '../../../lib/contract/source.ts';
import type { Database, Tx } from '../database/schema.ts';
import { OWN_SOURCE } from './scope.ts';

/** The sources of a workspace as everybody may know them; this server's own comes first. */
export async function connectedSources(
  _db: Database | Tx,
  workspace: { id: string; name: string },
): Promise<ConnectedSource[]> {
  return [{ id: OWN_SOURCE, kind: OWN_SOURCE, name: workspace.name, place: null, problem: null }];
}
