import { SourceError } from '../sources/errors.ts';
import type { FivefacesSource } from '../sources/fivefaces.ts';
import type { Store } from '../store/store.ts';
import { done } from './outcome.ts';
import type { Handlers } from './receive.ts';

type Answered =
  | 'admin-background:export-facts'
  | 'admin-background:export-part'
  | 'admin-background:read-next-steps'
  | 'admin-background:save-next-steps';

export interface DataHandlerParts {
  store: Pick<Store, 'workspace' | 'exportFacts' | 'exportPart' | 'nextSteps' | 'solo'>;
  /** The team's server; `null` where no team is joined. */
  team: () => Promise<FivefacesSource | null>;
}

/** What answers the messages about data to take along and about the review's next steps. */
export function createDataHandlers({ store, team }: DataHandlerParts): Pick<Handlers, Answered> {
  /** A teammate takes counts along; what customers wrote and who they are is for admins. */
  async function takesAll(): Promise<boolean> {
    const workspace = await store.workspace();
    return workspace !== null && (workspace.solo || workspace.role === 'admin');
  }

  return {
    async 'admin-background:export-facts'() {
      const facts = await store.exportFacts();
      return done((await takesAll()) ? facts : { ...facts, reviews: [] });
    },
    async 'admin-background:export-part'({ from }) {
      if (!(await takesAll())) throw FOR_ADMINS();
      return done(await store.exportPart(from));
    },
    async 'admin-background:read-next-steps'() {
      const server = await team();
      if (server) return done(await server.nextSteps());
      return done({ steps: await store.nextSteps(), version: '' });
    },
    async 'admin-background:save-next-steps'({ steps, version }) {
      const server = await team();
      if (server) return done(await server.saveNextSteps(steps, version));
      await store.solo.setNextSteps(steps);
      return done({ steps, version: '' });
    },
  };
}

const FOR_ADMINS = () =>
  new SourceError('contract', {
    code: 'for_admins',
    message: 'Conversations are taken along by admins only.',
    remedy: 'Ask an admin of your team.',
    transient: false,
  });
