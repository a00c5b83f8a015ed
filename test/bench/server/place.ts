import type { ImportLine } from '../../../lib/contract/import.ts';
import { openDatabase } from '../../../server/src/database/connect.ts';
import { createService } from '../../../server/src/workspace/create-service.ts';
import type { Service, WorkspaceService } from '../../../server/src/workspace/service.ts';
import type { BenchDatabase } from '../../../server/test/bench/databases.ts';
import { Recorder } from '../../../server/test/bench/recorded.ts';
import { Ratings } from '../ratings.ts';

/** The product on a database, without a socket. */
export interface Place {
  service: Service;
  workspace: WorkspaceService;
  recorder: Recorder;
  close(): Promise<void>;
}

export async function openPlace(database: BenchDatabase): Promise<Place> {
  const recorder = new Recorder();
  const { db, close } = await openDatabase(database.location, recorder.log);
  const service = createService({ db, clock: Date.now });
  await service.ensureWorkspace('main', { name: 'Acme Support', timeZone: 'UTC', demo: false });
  return { service, workspace: service.workspace('main'), recorder, close };
}

/** Lines of a history of `count` conversations from `first` on. */
export async function* history(
  count: number,
  first = 0,
): AsyncGenerator<{ line: number; value: ImportLine }> {
  const ratings = new Ratings(first + count);
  for (let index = first; index < first + count; index += 1) {
    yield { line: index + 1, value: ratings.importLine(index) };
  }
}

/** Conversations that run right now and may be rated, each with a topic. */
export async function begin(workspace: WorkspaceService, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `live-${index}`);
  for (const [index, id] of ids.entries()) {
    await workspace.putConversation(id, { channel: 'Website', customer: `customer-${index}` });
    await workspace.putConversationTopics(id, { topics: [{ id: `topic-${index % 50}` }] });
  }
  return ids;
}

/** Claims of a widget's token for a conversation. */
export function claimsOf(conversation: string) {
  return {
    iss: 'main',
    aud: 'fivefaces-widget' as const,
    sub: 'visitor',
    cid: conversation,
    exp: Math.floor(Date.now() / 1000) + 900,
  };
}
