import type { ChangesPage } from '../contract/changes.ts';
import type { Collection, Joined, JoinPreview, Me } from '../contract/workspace.ts';
import { call } from './api.ts';
import { SourceError } from './errors.ts';

/** How many things a page of changes may hold: few enough to apply in well under a second. */
const PAGE_LIMIT = 2_000;

/** Collection with the version that a change of it needs. */
export type VersionedCollection = Collection & { version: string };

/** The server of a team, as one person may use it. All calls throw SourceError. */
export interface FivefacesSource {
  /** The next page after the cursor; waits up to `wait` seconds on the server for something new. */
  changes(cursor: string | null, wait: number, signal?: AbortSignal): Promise<ChangesPage>;
  me(): Promise<Me>;
  leave(): Promise<void>;
  collection(): Promise<VersionedCollection>;
  /** Refused with code `version_conflict` if somebody else switched meanwhile. */
  switchCollection(enabled: boolean, version: string): Promise<VersionedCollection>;
  /** A link that opens the inbox signed in. */
  inboxLink(): Promise<string>;
}

/** The source of one server and token. */
export function fivefacesSource(server: string, token: string): FivefacesSource {
  const access = { server, token };
  return {
    async changes(cursor, wait, signal) {
      const { value } = await call('getChanges', {
        ...access,
        query: { cursor, limit: PAGE_LIMIT, wait: wait > 0 ? wait : null },
        timeout: (wait + 10) * 1_000,
        ...(signal && { signal }),
      });
      return value;
    },
    me: async () => (await call('getMe', access)).value,
    async leave() {
      await call('postLeave', access);
    },
    async collection() {
      return versioned(await call('getCollection', access));
    },
    async switchCollection(enabled, version) {
      return versioned(await call('putCollection', { ...access, body: { enabled }, version }));
    },
    async inboxLink() {
      const { url } = (await call('postInboxSession', access)).value;
      const link = URL.parse(url, server);
      // The link opens in a tab: never an address of another host, whatever the server says.
      if (link?.origin !== server) throw new SourceError('contract');
      return link.href;
    },
  };
}

function versioned(answer: { value: Collection; version: string | null }): VersionedCollection {
  if (answer.version === null) throw new SourceError('contract');
  return { ...answer.value, version: answer.version };
}

/** What an invite leads to, before anything is joined. */
export async function previewInvite(server: string, code: string): Promise<JoinPreview> {
  return (await call('postJoinPreview', { server, body: { code } })).value;
}

/** Joins with an invite: a named token of one's own. */
export async function joinServer(server: string, code: string, name: string): Promise<Joined> {
  return (await call('postJoin', { server, body: { code, name } })).value;
}
