import type { HandlersOf } from '../handler.ts';

/** The platforms whose ratings are read. */
export const sources: HandlersOf<'sources'> = {
  listSources: async ({ workspace }) => ({ sources: await workspace.sources.list() }),
  postSource: ({ workspace, body }) => workspace.sources.create(body),
  putSource: ({ workspace, id, body }) => workspace.sources.change(id, body),
  async deleteSource({ workspace, id }) {
    await workspace.sources.remove(id);
    return undefined;
  },
  postSourceTest: ({ workspace, id }) => workspace.sources.test(id),
  getSourceCollection: ({ workspace, id }) => workspace.sources.askingPlaces(id),
  putSourceCollection: ({ workspace, id, body }) => workspace.sources.switchAsking(id, body),
};
