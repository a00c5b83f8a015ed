import type { Source } from '../../../lib/contract/source.ts';
import { Refusal } from '../workspace/refusal.ts';
import type { WorkspaceSources } from '../workspace/service.ts';
import { askingPlaces, switchAsking } from './asking-places.ts';
import { changeSource, createSource, testSource } from './connecting.ts';
import { deleteSource } from './disconnecting.ts';
import type { SourcesScope } from './source-parts.ts';
import { listSources } from './source-rows.ts';

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
