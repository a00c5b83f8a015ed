import type { WorkspaceService } from '../workspace/service.ts';
import type { Finding } from './operations.ts';

/** How the connected platforms of a workspace are; `null` where there are none. */
export async function sourcesFinding(workspace: WorkspaceService): Promise<Finding | null> {
  const sources = await workspace.sources.list();
  if (sources.length === 0) return null;
  const what = `sources of "${workspace.id}"`;
  const ill = sources.find(({ problem }) => problem !== null);
  if (!ill?.problem) return { what, ok: true, found: `${sources.length} connected, all well` };
  const { message, remedy } = ill.problem;
  return { what, ok: false, found: `${ill.name}: ${message}`, remedy };
}
