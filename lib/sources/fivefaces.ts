import type { ChangesPage } from '../contract/changes.ts';
import type { Conversation, Message } from '../contract/conversation.ts';
import type { Digest } from '../contract/digest.ts';
import type { PutReview, Review, ReviewSubject } from '../contract/review.ts';
import type { AskingPlace, PostSource, PutSource, Source, SourceTest } from '../contract/source.ts';
import type { Invite, MadeInvite, Member, PostInvite } from '../contract/team.ts';
import type { Topic, TopicStatus } from '../contract/topic.ts';
import type { Collection, Joined, JoinPreview, Me, Settings } from '../contract/workspace.ts';
import { call } from './api.ts';
import { SourceError } from './errors.ts';

/** How many things a page of changes holds if nobody says: few enough to apply in well under a second. */
export const PAGE_LIMIT = 2_000;

/** How long (ms) an answer may take for which the server asks a platform. */
const ASKS_PLATFORM = 25_000;

/** Which review is saved, and on top of which version. */
export interface ReviewTarget {
  subject: ReviewSubject;
  /** Where the conversation comes from; `null` for a topic. */
  source: string | null;
  id: string;
  /** 0: there is no review yet. */
  version: number;
}

/** Collection with the version that a change of it needs. */
export type VersionedCollection = Collection & { version: string };

type NextStepList = Settings['nextSteps'];

/** The next steps of a review with the version that a change of them needs. */
export interface VersionedNextSteps {
  steps: NextStepList;
  version: string;
}

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
  /** What was said in a conversation of the server's own, in the order of time. */
  transcript(conversation: string): Promise<Message[]>;
  digest(signal?: AbortSignal): Promise<Digest>;
  /** Saves a review. Code `version_conflict`: `current` of the error is the one stored. */
  saveReview(target: ReviewTarget, review: PutReview, signal?: AbortSignal): Promise<Review>;
  /**
   * Writes a topic's known problem over the line that was seen. Code `version_conflict`: it is
   * another by now, and `current` of the error is the topic as it stands.
   */
  saveKnownProblem(topic: string, knownProblem: string | null, was: string | null): Promise<Topic>;
  /** Sets a topic's status over the one that was seen; refused like a known problem. */
  saveTopicStatus(topic: string, status: TopicStatus, was: TopicStatus): Promise<Topic>;
  me(): Promise<Me>;
  leave(): Promise<void>;
  collection(): Promise<VersionedCollection>;
  /** Refused with code `version_conflict` if somebody else switched meanwhile. */
  switchCollection(enabled: boolean, version: string): Promise<VersionedCollection>;
  /** A link that opens the inbox signed in. */
  inboxLink(): Promise<string>;
  /** The platforms that the server reads, as an admin sees them. */
  sources(): Promise<Source[]>;
  connectSource(wanted: PostSource): Promise<Source>;
  changeSource(id: string, change: PutSource): Promise<Source>;
  testSource(id: string): Promise<SourceTest>;
  disconnectSource(id: string): Promise<void>;
  askingPlaces(source: string): Promise<AskingPlace[]>;
  switchAsking(source: string, place: string, enabled: boolean): Promise<AskingPlace[]>;
  /** The next steps of a review, for admins, with the version that a change of them needs. */
  nextSteps(): Promise<VersionedNextSteps>;
  /** Refused with code `version_conflict` if somebody else changed the settings meanwhile. */
  saveNextSteps(steps: NextStepList, version: string): Promise<VersionedNextSteps>;
  members(): Promise<Member[]>;
  removeMember(id: string): Promise<void>;
  invites(): Promise<Invite[]>;
  makeInvite(wanted: PostInvite): Promise<MadeInvite>;
  withdrawInvite(id: string): Promise<void>;
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
      const query = { source: otherThanOwn(source), ticket };
      const options = { ...access, path: { id }, query, ...(signal && { signal }) };
      return (await call('getConversation', options)).value.conversation;
    },
    transcript: async (id) =>
      (await call('getConversation', { ...access, path: { id } })).value.transcript,
    digest: async (signal) =>
      (await call('getDigest', { ...access, timeout: 20_000, ...(signal && { signal }) })).value,
    async saveReview({ subject, source, id, version }, body, signal) {
      const route = subject === 'conversation' ? 'putConversationReview' : 'putTopicReview';
      const { value } = await call(route, {
        ...access,
        path: { id },
        query: { source: otherThanOwn(source) },
        body,
        version: `"${version}"`,
        ...(signal && { signal }),
      });
      return value;
    },
    async saveKnownProblem(id, knownProblem, knownProblemWas) {
      const body = { knownProblem, knownProblemWas };
      return (await call('putTopic', { ...access, path: { id }, body })).value;
    },
    async saveTopicStatus(id, status, statusWas) {
      const body = { status, statusWas };
      return (await call('putTopic', { ...access, path: { id }, body })).value;
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
    sources: async () => (await call('listSources', access)).value.sources,
    connectSource: async (body) =>
      (await call('postSource', { ...access, body, timeout: ASKS_PLATFORM })).value,
    changeSource: async (id, body) =>
      (await call('putSource', { ...access, path: { id }, body, timeout: ASKS_PLATFORM })).value,
    testSource: async (id) =>
      (await call('postSourceTest', { ...access, path: { id }, timeout: ASKS_PLATFORM })).value,
    async disconnectSource(id) {
      await call('deleteSource', { ...access, path: { id }, timeout: ASKS_PLATFORM });
    },
    async askingPlaces(id) {
      const options = { ...access, path: { id }, timeout: ASKS_PLATFORM };
      return (await call('getSourceCollection', options)).value.places;
    },
    async switchAsking(id, place, enabled) {
      const body = { place, enabled };
      const options = { ...access, path: { id }, body, timeout: ASKS_PLATFORM };
      return (await call('putSourceCollection', options)).value.places;
    },
    nextSteps: async () => stepsOf(await call('getSettings', access)),
    saveNextSteps: async (nextSteps, version) =>
      stepsOf(await call('putSettings', { ...access, body: { nextSteps }, version })),
    members: async () => (await call('listMembers', access)).value.members,
    async removeMember(id) {
      await call('deleteMember', { ...access, path: { id } });
    },
    invites: async () => (await call('listInvites', access)).value.invites,
    makeInvite: async (body) => (await call('postInvite', { ...access, body })).value,
    async withdrawInvite(id) {
      await call('deleteInvite', { ...access, path: { id } });
    },
  };
}

function stepsOf(answer: { value: Settings; version: string | null }): VersionedNextSteps {
  if (answer.version === null) throw new SourceError('contract');
  return { steps: answer.value.nextSteps, version: answer.version };
}

/** Earlier servers know no sources but themselves, and refuse to be told of one. */
function otherThanOwn(source: string | null): string | null {
  return source === 'fivefaces' ? null : source;
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
