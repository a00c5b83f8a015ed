import { openDatabase } from '../../server/src/database/connect.ts';
import { startServer } from '../../server/src/http/server.ts';
import { createService } from '../../server/src/workspace/create-service.ts';
import { Ratings } from './ratings.ts';

/** A real server in this process with a workspace full of ratings, on the embedded database. */
export interface BenchWorkspace {
  url: string;
  /** A teammate's token. */
  token: string;
  /** An invite link for one more person. */
  invite(): Promise<string>;
  close(): Promise<void>;
}

const WORKSPACE = 'main';

export async function openBenchWorkspace(count: number): Promise<BenchWorkspace> {
  const database = await openDatabase({ memory: true });
  const service = createService({ db: database.db, clock: Date.now });
  const names = { name: 'Acme Support', timeZone: 'UTC', demo: false };
  await service.ensureWorkspace(WORKSPACE, names);
  const workspace = service.workspace(WORKSPACE);
  const { created } = await workspace.importLines(linesOf(count));
  if (created !== count) throw new Error(`The server took ${created} of ${count} conversations`);
  const { token } = await workspace.createToken({ role: 'teammate', name: 'Bench' });
  const server = await startServer({ service, port: 0, limits: 'off' });
  return {
    url: server.url,
    token,
    async invite() {
      const { code } = await workspace.createInvite({ role: 'teammate', uses: 1, expiresAt: null });
      return `${server.url}/join#${code}`;
    },
    async close() {
      await server.close();
      await database.close();
    },
  };
}

async function* linesOf(count: number): AsyncGenerator<{ line: number; value: unknown }> {
  const ratings = new Ratings(count);
  for (let index = 0; index < count; index += 1) {
    yield { line: index + 1, value: ratings.importLine(index) };
  }
}
