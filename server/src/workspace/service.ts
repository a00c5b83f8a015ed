import type { ChangesPage } from '../../../lib/contract/changes.ts';
import type {
  Conversation,
  ConversationList,
  ConversationWithTranscript,
  Door,
  GetConversationQuery,
  ListConversationsQuery,
  PostMessages,
  PutConversation,
  PutConversationTopics,
} from '../../../lib/contract/conversation.ts';
import type { Digest, Erased } from '../../../lib/contract/digest.ts';
import type { ImportReport } from '../../../lib/contract/import.ts';
import type { PersonRole, Role } from '../../../lib/contract/primitives.ts';
import type { PutReview, Review, ReviewSubject } from '../../../lib/contract/review.ts';
import type {
  AskingPlaces,
  InboxToShow,
  PostSource,
  PutAskingPlace,
  PutSource,
  Source,
  SourceKind,
  SourceTest,
} from '../../../lib/contract/source.ts';
import type { Invite, Member } from '../../../lib/contract/team.ts';
import type {
  Insights,
  InsightsQuery,
  PutTopic,
  Topic,
  TopicList,
} from '../../../lib/contract/topic.ts';
import type {
  PostWebhook,
  PutWebhook,
  SavedWebhook,
  Webhook,
  WebhookTest,
} from '../../../lib/contract/webhook.ts';
import type {
  PutRating,
  WidgetClaims,
  WidgetConversation,
  WidgetQuery,
} from '../../../lib/contract/widget.ts';
import type { PutWidgetSettings, WidgetSettings } from '../../../lib/contract/widget-settings.ts';
import type {
  Collection,
  Joined,
  JoinPreview,
  Me,
  PutSettings,
  Settings,
} from '../../../lib/contract/workspace.ts';
import type { Day } from '../../../lib/csat/calendar.ts';
import type { DayCounts } from '../../../lib/csat/day-counts.ts';

/** Tells the time in epoch milliseconds. Injected, so that tests need no waiting. */
export type Clock = () => number;

/** Whom a token belongs to. */
export interface Caller {
  workspace: string;
  role: Role;
  tokenId: string;
  /** The person's or program's id and name. */
  id: string;
  name: string;
}

/** What an invite is made with. */
export interface NewInvite {
  role: PersonRole;
  /** How many people can join with it. */
  uses: number;
  /** Epoch milliseconds; `null`: it does not expire. */
  expiresAt: number | null;
  /** Beside which inboxes the panel shows for who joins with it. */
  inboxes?: readonly InboxToShow[];
}

/** A thing with its version, for `ETag` and `If-Match`. */
export interface Versioned<T> {
  value: T;
  version: string;
}

/** A page of changes whose items are JSON text already. */
export interface ChangesText {
  /** How many items it has. */
  count: number;
  head: number;
  more: boolean;
  /** The whole page (`ChangesPage`) as JSON text, told at that time (epoch milliseconds). */
  toJson(time: number): string;
}

/** Which conversation or topic a review is about. */
export interface Reviewed {
  subject: ReviewSubject;
  id: string;
  /** Of a conversation; default this server's own. */
  source?: string | undefined;
}

/** What a pull came to. */
export type PullEnd =
  | { kind: 'done'; changed: number }
  | { kind: 'failed'; cause: unknown }
  /** It was changed, deleted, or taken over by another process meanwhile. */
  | { kind: 'lost' }
  /** The server stops. */
  | { kind: 'stopped' };

/** What came of a message to a webhook. */
export type DeliveryEnd =
  | { kind: 'delivered' }
  /** There was nothing to tell any more. */
  | { kind: 'dropped' }
  | { kind: 'failed'; code: string }
  | { kind: 'given_up'; code: string }
  /** The server stops. */
  | { kind: 'stopped' };

/** A message to a webhook that nobody else sends for now. */
export interface DueDelivery {
  workspace: string;
  webhook: string;
  /** Sends it and keeps what came of it. */
  send(signal: AbortSignal): Promise<DeliveryEnd>;
}

/** The webhooks of one workspace. `by` is the name of who changes one. */
export interface WorkspaceWebhooks {
  list(): Promise<Webhook[]>;
  /** Refuses with `secrets_not_kept`, `webhooks_full`, and `webhook_private` an address it may not reach. */
  create(body: PostWebhook, by: string): Promise<SavedWebhook>;
  /** Refuses with `not_found` and as `create` does. */
  change(id: string, body: PutWebhook, by: string): Promise<SavedWebhook>;
  /** Refuses with `not_found`. */
  remove(id: string): Promise<void>;
  /** Sends a test message at once. Refuses with `not_found`. */
  test(id: string): Promise<WebhookTest>;
}

/** A source that nobody else pulls for now. */
export interface DueSource {
  workspace: string;
  id: string;
  kind: SourceKind;
  /** Pulls what is new, batch by batch, each committed together with its state. */
  pull(signal: AbortSignal): Promise<PullEnd>;
}

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

/** All that shows ratings, each with those that its reader may see at that moment. */
export interface WorkspaceReader {
  changes(query: { cursor: string | null; limit: number }): Promise<ChangesPage>;
  /** The same page as JSON text, ready to be sent. */
  changesText(query: { cursor: string | null; limit: number }): Promise<ChangesText>;
  /** Without a source one of this server's own. Refuses with `not_found` and `source_failed`. */
  conversation(id: string, named?: GetConversationQuery): Promise<ConversationWithTranscript>;
  conversations(query: ListConversationsQuery): Promise<ConversationList>;
  topics(): Promise<TopicList>;
  insights(query: InsightsQuery): Promise<Insights>;
  /** Counts and checksums of the feed up to its head, computed once for each head. */
  digest(): Promise<Digest>;
}

/** Everything that can be done in one workspace. All writes are one database transaction each. */
export interface WorkspaceService extends WorkspaceReader {
  readonly id: string;

  // Ingest
  putConversation(id: string, body: PutConversation): Promise<Conversation>;
  postMessages(id: string, body: PostMessages): Promise<{ added: number }>;
  handOver(id: string, at: number | null): Promise<Conversation>;
  end(id: string, at: number | null): Promise<Conversation>;
  putConversationTopics(id: string, body: PutConversationTopics): Promise<Conversation>;
  /**
   * Takes lines with their numbers in the file, commits at most 500 at a time, keeps the good ones.
   * Lines that do not fit the contract are rejected by number. A `value` that is an Error says in
   * words why the line could not be read. `onProgress` is called after each batch.
   */
  importLines(
    lines: AsyncIterable<{ line: number; value: unknown }>,
    onProgress?: (report: ImportReport) => void,
  ): Promise<ImportReport>;

  // Widget
  signWidgetToken(
    conversation: string,
    options: { customer?: string | null; rater?: 'team' },
  ): Promise<{ token: string; expiresAt: number }>;
  /** Refuses with `token_invalid` or `token_expired`. */
  verifyWidgetToken(token: string): Promise<WidgetClaims>;
  widgetConversation(claims: WidgetClaims, query?: WidgetQuery): Promise<WidgetConversation>;
  recordAsked(
    claims: WidgetClaims,
    asked: { stage: 'shown' | 'opened'; door: Door },
    query?: WidgetQuery,
  ): Promise<WidgetConversation>;
  /** Refuses with `collection_off` or `rating_final`, judged inside the write. */
  rate(claims: WidgetClaims, rating: PutRating, query?: WidgetQuery): Promise<WidgetConversation>;

  // Reading
  /** What somebody of this role may read. Of itself the workspace reads everything. */
  seenBy(role: Role): WorkspaceReader;
  putTopic(id: string, body: PutTopic): Promise<Topic>;
  /** Counts recomputed from the conversations themselves, by topic (`null` = everything) and day. */
  recount(): Promise<{ topic: string | null; day: Day; counts: DayCounts }[]>;
  /** The stored counts in the same form and order. Always equal to `recount()`. */
  storedCounts(): Promise<{ topic: string | null; day: Day; counts: DayCounts }[]>;

  /** The platforms whose ratings are read. */
  readonly sources: WorkspaceSources;

  // Reviews
  /** Refuses with `not_found` where there is no such conversation or topic. */
  review(subject: Reviewed): Promise<Versioned<Review>>;
  /**
   * The same `edit` again changes nothing and answers with what is stored. Refuses with `not_found`,
   * and with `version_conflict` and the stored review as `current`.
   */
  putReview(
    subject: Reviewed,
    body: PutReview,
    caller: Caller,
    version: string,
  ): Promise<Versioned<Review>>;

  // Erasing
  /** Erases a conversation and refuses its id for ever, also one that is not known. */
  eraseConversation(id: string, source?: string): Promise<Erased>;
  /** Erases all conversations of a customer and refuses their ids for ever. */
  eraseCustomer(customer: string, source?: string): Promise<Erased>;

  // Team and settings
  me(caller: Caller): Promise<Me>;
  /** Its code is told only here. */
  createInvite(options: NewInvite): Promise<Invite & { code: string }>;
  /** Those that can still be used. */
  listInvites(): Promise<Invite[]>;
  /** Refuses with `not_found`. */
  withdrawInvite(id: string): Promise<void>;
  /** Everybody with access; `caller` is marked. */
  listMembers(caller: Caller | null): Promise<Member[]>;
  /** Revokes all tokens of a person. Refuses with `not_found` or `last_admin`. */
  removeMember(id: string, caller: Caller | null): Promise<void>;
  createToken(options: { role: Role; name: string }): Promise<{ id: string; token: string }>;
  revokeToken(id: string): Promise<void>;
  listTokens(): Promise<
    {
      id: string;
      role: Role;
      name: string;
      createdAt: number;
      lastUsedAt: number | null;
      revokedAt: number | null;
    }[]
  >;
  collection(): Promise<Versioned<Collection>>;
  /** Refuses with `version_conflict` if `version` is not the stored one. */
  putCollection(enabled: boolean, by: string, version: string): Promise<Versioned<Collection>>;
  settings(): Promise<Versioned<Settings>>;
  putSettings(body: PutSettings, version: string): Promise<Versioned<Settings>>;
  widgetSettings(): Promise<Versioned<WidgetSettings>>;
  /** Refuses with `version_conflict` if `version` is not the stored one. */
  putWidgetSettings(
    body: PutWidgetSettings,
    by: string,
    version: string,
  ): Promise<Versioned<WidgetSettings>>;

  /** Where low ratings are told. */
  readonly webhooks: WorkspaceWebhooks;
}

/** What stands above workspaces. */
export interface Service {
  readonly clock: Clock;
  workspace(id: string): WorkspaceService;
  /** Creates a workspace; the default one has the id `main`. Does nothing if it exists. */
  ensureWorkspace(
    id: string,
    options: { name: string; timeZone: string; demo: boolean },
  ): Promise<void>;
  workspaceIds(): Promise<string[]>;
  /** Who holds this token. Refuses with `token_invalid` or `token_revoked`. */
  authenticate(token: string): Promise<Caller>;
  /** A code that `redeemInboxCode` takes once, within a minute. */
  createInboxCode(caller: Caller): Promise<string>;
  /** A new token for the same person. Refuses with `token_invalid`. */
  redeemInboxCode(code: string): Promise<string>;
  previewInvite(code: string): Promise<JoinPreview>;
  join(code: string, name: string): Promise<Joined>;
  /** The newest change number of each workspace asked for; one statement for all of them. */
  heads(workspaces: readonly string[]): Promise<Map<string, number>>;
  /** Ends conversations without a message for an hour. Idempotent. Returns how many it ended. */
  endIdleConversations(): Promise<number>;
  /**
   * Deletes conversations older than their workspace keeps them, and forgets erasures that every
   * reader has had time to read. Idempotent. Returns how many conversations it deleted.
   */
  applyRetention(): Promise<number>;
  /** Takes the source that is due for longest, so that no other process pulls it; `null`: none is. */
  takeDueSource(): Promise<DueSource | null>;
  /** Takes the message to a webhook that is due for longest; `null`: none is. */
  takeDueDelivery(): Promise<DueDelivery | null>;
  /** Which origins may call the widget of that workspace; `null` if there is no such workspace. */
  widgetOrigins(workspace: string): Promise<string[] | null>;
}
