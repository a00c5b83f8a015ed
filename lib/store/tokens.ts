import { Dexie, type Table } from 'dexie';
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

export interface Tokens {
  read(): Promise<Membership | null>;
  write(membership: Membership): Promise<void>;
  clear(): Promise<void>;
}

class TokenDatabase extends Dexie {
  declare readonly memberships: Table<Membership & { key: 'current' }, 'current'>;

  constructor(name: string) {
    super(name);
    this.version(1).stores({ memberships: 'key' });
  }
}

/** Opens the tokens' database. Only the background does. */
export function openTokens(name = 'fivefaces-tokens'): Tokens {
  const database = new TokenDatabase(name);
  return {
    async read() {
      const row = await database.memberships.get('current');
      return row ? { token: row.token, workspace: row.workspace } : null;
    },
    async write({ token, workspace }) {
      await database.memberships.put({ key: 'current', token, workspace });
    },
    clear: () => database.memberships.clear(),
  };
}
