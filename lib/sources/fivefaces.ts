import type { ChangesPage } from '../contract/changes.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Digest } from '../contract/digest.ts';
import type { PutReview, Review, ReviewSubject } from '../contract/review.ts';
import type { Collection, Joined, JoinPreview, Me } from '../contract/workspace.ts';
import { call } from './api.ts';
import { SourceError } from './errors.ts';

/** How many things a page of changes holds if nobody says: few enough to apply in well under a second. */
export const PAGE_LIMIT = 2_000;

/** Which review is saved, and on top of which version. */
export interface ReviewTarget {
  subject: ReviewSubject;
  id: string;
  /** 0: there is no review yet. */
  version: number;
}

/** Collection with the version that a change of it needs. */
export type VersionedCollection = Collection & { version: string };

/** Which conversation is asked for. */
export interface WantedConversation {
  /** The `source` of its conversations. */
  source: string;
  /** Its id, or its ticket's where that is all that is known. */
  id: string;
  ticket: string | null;
}

/** The server of a team, as one person may use it. All calls throw SourceError. */
export interface FivefacesSource {
  /**
   * The next page after the cursor, of at most `limit` things (up to 10,000); waits up to `wait`
   * seconds on the server for something new.
   */
  changes(
    cursor: string | null,
    wait: number,
    signal?: AbortSignal,
    limit?: number,
  ): Promise<ChangesPage>;
  /**
   * One conversation, also one that the feed no longer delivers; of a connected source the server
   * asks there if need be. Code `not_found`: there is none.
   */
  conversation(wanted: WantedConversation, signal?: AbortSignal): Promise<Conversation>;
  digest(signal?: AbortSignal): Promise<Digest>;
  /** Saves a review. Code `version_conflict`: `current` of the error is the one stored. */
  saveReview(target: ReviewTarget, review: PutReview, signal?: AbortSignal): Promise<Review>;
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
    async changes(cursor, wait, signal, limit = PAGE_LIMIT) {
      const { value } = await call('getChanges', {
        ...access,
        query: { cursor, limit, wait: wait > 0 ? wait : null },
        timeout: (wait + 10) * 1_000,
        ...(signal && { signal }),
      });
      return value;
    },
    async conversation({ source, id, ticket }, signal) {
      const query = { source: source === 'fivefaces' ? null : source, ticket };
      const options = { ...access, path: { id }, query, ...(signal && { signal }) };
      return (await call('getConversation', options)).value.conversation;
    },
    digest: async (signal) =>
      (await call('getDigest', { ...access, timeout: 20_000, ...(signal && { signal }) })).value,
    async saveReview({ subject, id, version }, body, signal) {
      const route = subject === 'conversation' ? 'putConversationReview' : 'putTopicReview';
      const { value } = await call(route, {
        ...access,
        path: { id },
        body,
        version: `"${version}"`,
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
