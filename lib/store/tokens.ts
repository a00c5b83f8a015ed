import { Dexie, type Table } from 'dexie';
import type { SourceConfig, SourceKind } from '../contract/source.ts';
import type { SamplePlan } from '../sample/sample-feed.ts';
import type { JoinedWorkspace } from './views.ts';

/**
 * The token of the joined server, in a small extension-origin database of its own: content scripts
 * can read `storage.local` in Firefox, never this. The workspace is kept with it, so that the store
 * can be built again after the browser evicted it.
 */
export interface Membership {
  token: string;
  workspace: JoinedWorkspace;
}

/**
 * A person's own access to a platform, where no team is joined (solo), with what is needed to
 * connect it again after the browser evicted the store.
 */
export interface SoloAccess {
  /** Id of the source. */
  id: string;
  kind: SourceKind;
  name: string;
  /** The account on its platform; `null` for a file. */
  place: string | null;
  config: SourceConfig;
  /** Token or key; `null` where the signed-in session suffices, and for a file. */
  secret: string | null;
  createdAt: number;
}

export interface Tokens {
  read(): Promise<Membership | null>;
  write(membership: Membership): Promise<void>;
  /** The accesses of a browser without a team, the first one first. */
  solo(): Promise<SoloAccess[]>;
  writeSolo(access: SoloAccess): Promise<void>;
  removeSolo(id: string): Promise<void>;
  /** What the sample data is made from; `null` where none is shown. */
  sample(): Promise<SamplePlan | null>;
  writeSample(plan: SamplePlan | null): Promise<void>;
  /** Forgets everything. */
  clear(): Promise<void>;
}

class TokenDatabase extends Dexie {
  declare readonly memberships: Table<Membership & { key: 'current' }, 'current'>;
  declare readonly soloAccesses: Table<SoloAccess, string>;
  declare readonly samples: Table<SamplePlan & { key: 'current' }, 'current'>;

  constructor(name: string) {
    super(name);
    this.version(1).stores({ memberships: 'key' });
    this.version(2).stores({ soloAccesses: 'id' });
    this.version(3).stores({ samples: 'key' });
  }
}

/** Opens the tokens' database. Only the background does. */
export function openTokens(name = 'fivefaces-tokens'): Tokens {
  const database = new TokenDatabase(name);
  const { memberships, soloAccesses, samples } = database;
  return {
    async read() {
      const row = await memberships.get('current');
      return row ? { token: row.token, workspace: row.workspace } : null;
    },
    async write({ token, workspace }) {
      await memberships.put({ key: 'current', token, workspace });
    },
    async solo() {
      const all = await soloAccesses.toArray();
      return all.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
    },
    async writeSolo(access) {
      await soloAccesses.put(access);
    },
    removeSolo: (id) => soloAccesses.delete(id),
    async sample() {
      const row = await samples.get('current');
      return row ? { begunAt: row.begunAt, timeZone: row.timeZone, ratings: row.ratings } : null;
    },
    async writeSample(plan) {
      if (plan) await samples.put({ key: 'current', ...plan });
      else await samples.clear();
    },
    clear: () =>
      database.transaction('rw', memberships, soloAccesses, samples, async () => {
        await memberships.clear();
        await soloAccesses.clear();
        await samples.clear();
      }),
  };
}
