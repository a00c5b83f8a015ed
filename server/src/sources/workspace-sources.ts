import type {
  AskingPlaces,
  PostSource,
  PutAskingPlace,
  PutSource,
  Source,
  SourceTest,
} from '../../../lib/contract/source.ts';
import { Refusal } from '../workspace/refusal.ts';
import { askingPlaces, switchAsking } from './asking-places.ts';
import { changeSource, createSource, testSource } from './connecting.ts';
import { deleteSource } from './disconnecting.ts';
import type { SourcesScope } from './source-parts.ts';
import { listSources } from './source-rows.ts';

/** What can be done with the sources of a workspace. An unknown one is refused with `not_found`. */
export interface WorkspaceSources {
  list(): Promise<Source[]>;
  /** Refuses with `source_refused` in the platform's words, and with `secrets_not_kept`. */
  create(body: PostSource): Promise<Source>;
  /** Absent fields keep what is stored. Refuses as `create` does. */
  change(id: string, body: PutSource): Promise<Source>;
  /** Deletes what came from it too, and begins another epoch. */
  remove(id: string): Promise<void>;
  /** What the platform says with the stored access. */
  test(id: string): Promise<SourceTest>;
  /** Which places ask for ratings. Refuses with `source_failed`. */
  askingPlaces(id: string): Promise<AskingPlaces>;
  /** Refuses with `source_failed`. */
  switchAsking(id: string, change: PutAskingPlace): Promise<AskingPlaces>;
}

/** The sources of one workspace. */
export function workspaceSources(scope: SourcesScope): WorkspaceSources {
  const one = async (id: string): Promise<Source> => {
    const found = (await listSources(scope)).find((source) => source.id === id);
    if (!found) throw new Refusal('not_found', 'There is no such source');
    return found;
  };
  return {
    list: () => listSources(scope),
    create: async (body) => one(await createSource(scope, body)),
    async change(id, body) {
      await changeSource(scope, id, body);
      return one(id);
    },
    remove: (id) => deleteSource(scope, id),
    test: (id) => testSource(scope, id),
    askingPlaces: (id) => askingPlaces(scope, id),
    switchAsking: (id, change) => switchAsking(scope, id, change),
  };
}
