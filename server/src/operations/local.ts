import { takeLines } from '../import/take-lines.ts';
import { Refusal } from '../workspace/refusal.ts';
import type { Caller, Service } from '../workspace/service.ts';
import { countsFinding } from './counts-finding.ts';
import type { DemoReport, Finding, Operations, Restored } from './operations.ts';
import { sourcesFinding } from './sources-finding.ts';

/** What the operations of this process work on. */
export interface LocalParts {
  service: Service;
  /** The workspace's id. */
  workspace: string;
  /** Names of the migrations that the database lacks. */
  missingMigrations: () => Promise<string[]>;
  /** Fills a demo workspace, creating it if need be. */
  fillDemo: (
    workspace: string,
    onProgress: (done: number, total: number) => void,
  ) => Promise<DemoReport>;
  backup: () => AsyncIterable<Uint8Array>;
  restore: (bytes: AsyncIterable<Uint8Array>, options: { replace: boolean }) => Promise<Restored>;
}

/** The workspace that is there from the first start. */
export const FIRST_WORKSPACE = { id: 'main', name: 'My team' } as const;

async function ensureFirstWorkspace(service: Service): Promise<void> {
  await service.ensureWorkspace(FIRST_WORKSPACE.id, {
    name: FIRST_WORKSPACE.name,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    demo: false,
  });
}

/** The operations, carried out in this process. Each throws `Refusal` `not_found` without the workspace. */
export function localOperations(parts: LocalParts): Operations {
  const { service } = parts;

  async function existing() {
    const ids = await service.workspaceIds();
    if (ids.length === 0 && parts.workspace === FIRST_WORKSPACE.id) {
      await ensureFirstWorkspace(service);
    } else if (!ids.includes(parts.workspace)) {
      throw new Refusal('not_found', `There is no workspace "${parts.workspace}"`);
    }
    return service.workspace(parts.workspace);
  }

  return {
    createToken: async (options) => (await existing()).createToken(options),
    listTokens: async () => (await existing()).listTokens(),
    async revokeToken(id) {
      const workspace = await existing();
      if (!(await workspace.listTokens()).some((token) => token.id === id)) {
        throw new Refusal('not_found', `There is no token "${id}"`);
      }
      await workspace.revokeToken(id);
    },
    createInvite: async (options) => (await existing()).createInvite(options),
    listMembers: async () => (await existing()).listMembers(null),
    removeMember: async (id) => (await existing()).removeMember(id, null),
    listSources: async () => (await existing()).sources.list(),
    addSource: async (source) => (await existing()).sources.create(source),
    testSource: async (id) => (await existing()).sources.test(id),
    removeSource: async (id) => (await existing()).sources.remove(id),
    importLines: async (lines, onProgress) => takeLines(await existing(), lines, onProgress),
    async loadDemo(onProgress) {
      await refuseRealData(service, parts.workspace);
      return parts.fillDemo(parts.workspace, onProgress);
    },
    async examine() {
      const findings: Finding[] = [await migrationsFinding(parts.missingMigrations)];
      for (const id of await service.workspaceIds()) {
        findings.push(await countsFinding(service.workspace(id)));
        const sources = await sourcesFinding(service.workspace(id));
        if (sources) findings.push(sources);
      }
      return findings;
    },
    async *backup() {
      if ((await service.workspaceIds()).length === 0) {
        throw new Refusal('not_found', 'There is nothing here to back up');
      }
      yield* parts.backup();
    },
    restore: (bytes, options) => parts.restore(bytes, options),
  };
}

async function migrationsFinding(missingMigrations: () => Promise<string[]>): Promise<Finding> {
  const missing = await missingMigrations();
  const what = 'migrations';
  if (missing.length === 0) return { what, ok: true, found: 'all there' };
  return {
    what,
    ok: false,
    found: `missing: ${missing.join(', ')}`,
    remedy: 'Restart the server: it runs them at its start.',
  };
}

/** Made-up ratings never mix with real ones: throws `Refusal` if the workspace is no demo's. */
async function refuseRealData(service: Service, id: string): Promise<void> {
  if (!(await service.workspaceIds()).includes(id)) return;
  const operator: Caller = {
    workspace: id,
    role: 'operator',
    tokenId: 'operator',
    id: 'operator',
    name: 'Operator',
  };
  const { workspace } = await service.workspace(id).me(operator);
  if (!workspace.demo) {
    throw new Refusal(
      'forbidden',
      `The workspace "${id}" is not a demo: its data stays as it is. Use --workspace demo.`,
    );
  }
}
