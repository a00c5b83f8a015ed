import type { Kysely, Transaction } from 'kysely';
import type { Door, TopicCategory, Visibility } from '../../../lib/contract/conversation.ts';
import type { ReviewCause, ReviewSubject } from '../../../lib/contract/review.ts';
import type { InboxToShow, SourceKind } from '../../../lib/contract/source.ts';
import type { TopicStatus } from '../../../lib/contract/topic.ts';
import type { WebhookFormat } from '../../../lib/contract/webhook.ts';
import type { Reason, WidgetLanguage } from '../../../lib/contract/widget-settings.ts';

/**
 * The tables. Times are epoch milliseconds, days are `YYYY-MM-DD`, on both databases: no driver
 * gets to turn them into something of its own. Every table is keyed by the workspace first.
 */
export interface Schema {
  workspaces: WorkspaceRow;
  signing_keys: SigningKeyRow;
  people: PersonRow;
  tokens: TokenRow;
  invites: InviteRow;
  inbox_codes: InboxCodeRow;
  topics: TopicRow;
  conversations: ConversationRow;
  conversation_topics: ConversationTopicRow;
  messages: MessageRow;
  day_counts: DayCountsRow;
  day_count_months: DayCountMonthRow;
  reviews: ReviewRow;
  erasures: ErasureRow;
  erased_ids: ErasedIdRow;
  pruned_day_counts: DayCountsRow;
  /** What of `day_counts` those do not see who see the AI agent's ratings only. */
  hidden_day_counts: DayCountsRow;
  sources: SourceRow;
  webhooks: WebhookRow;
  webhook_deliveries: WebhookDeliveryRow;
}

export type Database = Kysely<Schema>;
export type Tx = Transaction<Schema>;

export interface WorkspaceRow {
  id: string;
  name: string;
  time_zone: string;
  demo: boolean;
  /** Random; a new one tells readers of `changes` to start again. */
  epoch: string;
  /** The newest change number. Its row lock orders the commits. */
  head: number;
  /** Key of the e-mail look-up, base64url. */
  email_key: string;
  settings: StoredSettings;
  settings_version: number;
  /** Change number of the settings item of the feed. */
  settings_n: number;
  collection_enabled: boolean;
  collection_changed_at: number | null;
  collection_changed_by: string | null;
  collection_version: number;
  created_at: number;
  /** Erasures up to this change number may have been dropped from the feed. */
  erasures_kept_from: number;
  /** Secret of the hashes in `erased_ids`. */
  erasure_key: string;
}

export interface StoredSettings {
  widgetOrigins: string[];
  nextSteps: { id: string; label: string; url: string | null }[];
  retentionDays: number | null;
  seesRatings: 'everyone' | 'ai_ratings_only' | 'admins';
  /** Absent until an admin has worded something. */
  widget?: StoredWidgetSettings;
}

export interface StoredWidgetSettings {
  /** Which reasons are offered, in this order. */
  reasons: Reason[];
  texts: Partial<Record<WidgetLanguage, Record<string, string>>>;
  changedAt: number;
  changedBy: string;
}

export interface SigningKeyRow {
  workspace_id: string;
  id: string;
  /** base64url */
  secret: string;
  created_at: number;
  /** No new tokens are signed with it from then on. */
  retired_at: number | null;
}

export interface PersonRow {
  workspace_id: string;
  id: string;
  kind: 'person' | 'program';
  name: string;
  created_at: number;
}

export interface TokenRow {
  workspace_id: string;
  id: string;
  person_id: string;
  role: 'teammate' | 'admin' | 'ingest' | 'operator';
  /** SHA-256 of the token, hexadecimal. */
  hash: string;
  /** The token that this one was made from: revoked together. */
  parent_id: string | null;
  created_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
}

export interface InviteRow {
  workspace_id: string;
  id: string;
  hash: string;
  role: 'teammate' | 'admin';
  uses_left: number;
  expires_at: number | null;
  revoked_at: number | null;
  /** Which inboxes the link shows after joining. */
  inboxes: InboxToShow[];
  created_at: number;
}

export interface InboxCodeRow {
  workspace_id: string;
  hash: string;
  token_id: string;
  expires_at: number;
}

export interface TopicRow {
  workspace_id: string;
  id: string;
  title: string;
  /** False while the title is only the id, because none was given yet. */
  titled: boolean;
  category: TopicCategory | null;
  status: TopicStatus;
  known_problem: string | null;
  change_n: number;
}

export interface ConversationRow {
  workspace_id: string;
  source: string;
  id: string;
  ticket_id: string | null;
  channel: string | null;
  visibility: Visibility;
  customer: string | null;
  email_hash: string | null;
  started_at: number;
  ended_at: number | null;
  /** When the rating becomes or became final; `null` while it runs. */
  final_at: number | null;
  handed_over_at: number | null;
  /** The day on which it counts. */
  counted_on: string;
  asked: boolean | null;
  asked_at: number | null;
  asked_by: Door | null;
  opened_at: number | null;
  score: 1 | 2 | 3 | 4 | 5 | null;
  comment: string | null;
  rated_at: number | null;
  rating_seq: number | null;
  /** The rating was given by one of the company's own people. */
  rated_by_team: boolean;
  predicted_score: 1 | 2 | 3 | 4 | 5 | null;
  predicted_reason: string | null;
  /** Topic ids in order. `conversation_topics` holds the same for finding by topic. */
  topics: string[];
  /** Taken from a file of the past: final from the start. */
  imported: boolean;
  /** When the last message (or the conversation itself) came in, on the server's clock. */
  last_activity_at: number;
  /** Was collection on when it was created; `null` for imports. */
  collection_at_start: boolean | null;
  /** Did the AI agent answer while collection was on, or while it was off. */
  answered_while_on: boolean;
  answered_while_off: boolean;
  /** The customer's first words, at most 200 characters. */
  preview: string | null;
  message_count: number;
  last_message_at: number | null;
  /** SHA-256 of an imported transcript, to tell whether the same one comes again. */
  transcript_hash: string | null;
  change_n: number;
  /** How a rating without a score counts; `null` where there is a score or no rating. */
  sentiment: 'negative' | 'neutral' | 'positive' | null;
  /** Whom the customer rated. */
  rated_of: 'ai_agent' | 'teammate' | 'unknown';
  /** The source does not say when the rating can't change any more. */
  final_unknown: boolean;
  /** What the customer tapped as the reason of a rating from 1 to 3. */
  reason: string | null;
}

/** Where low ratings are told. */
export interface WebhookRow {
  workspace_id: string;
  id: string;
  host: string;
  /** Its address and signing secret, encrypted as the credentials of sources are. */
  secret: string;
  format: WebhookFormat;
  score_at_most: number;
  include_comment: boolean;
  include_customer: boolean;
  enabled: boolean;
  created_at: number;
  changed_at: number;
  changed_by: string;
}

/** The latest message to a webhook about one conversation. What it says is made when it is sent. */
export interface WebhookDeliveryRow {
  workspace_id: string;
  webhook_id: string;
  /** `''` for a test. */
  conversation_id: string;
  /** The message's id, `webhook-id` on the wire; another one after each change of the rating. */
  id: string;
  /** When the first change came that is not told yet. */
  first_at: number;
  /** When it is sent, or tried again; `null`: nothing is to be sent. */
  due_at: number | null;
  /** A process sends it until then; another may take over afterwards. */
  leased_until: number;
  attempts: number;
  /** `dropped`: there was nothing to tell any more. */
  state: 'waiting' | 'retrying' | 'delivered' | 'given_up' | 'dropped';
  status: number | null;
  code: string | null;
  /** The latest attempt; before the first, when it was planned. */
  at: number;
  /** SHA-256 of what was told last, so that the same is not told twice. */
  told: string | null;
}

/** A platform that ratings are read from. */
export interface SourceRow {
  workspace_id: string;
  id: string;
  kind: SourceKind;
  name: string;
  /** The account on its platform; `null` for a file. */
  place: string | null;
  config: Record<string, string>;
  /** Encrypted, see docs/server.md; `null` where none is needed. */
  secret: string | null;
  /** Where the next pull begins; `null` before the first. */
  state: string | null;
  created_at: number;
  synced_at: number | null;
  /** The next pull is not before; `null`: it is not pulled (a file). */
  next_at: number | null;
  /** A process pulls it until then; another may take over afterwards. */
  leased_until: number;
  failures: number;
  problem: { code: string; message: string; remedy: string; since: number } | null;
  notes: string[];
}

export interface ConversationTopicRow {
  workspace_id: string;
  source: string;
  topic_id: string;
  conversation_id: string;
}

export interface MessageRow {
  workspace_id: string;
  source: string;
  conversation_id: string;
  id: string;
  role: 'customer' | 'ai_agent' | 'teammate' | 'system';
  text: string;
  at: number;
  /** Order of arrival, for messages of the same instant. */
  position: number;
  sources: { title: string; url: string | null }[];
}

export interface DayCountsRow {
  workspace_id: string;
  source: string;
  /** `''` for everything. */
  topic_id: string;
  day: string;
  conversations: number;
  asked: number;
  opened: number;
  answered: number;
  score1: number;
  score2: number;
  score3: number;
  score4: number;
  score5: number;
  good: number;
  neutral: number;
  bad: number;
}

export interface DayCountMonthRow {
  workspace_id: string;
  source: string;
  topic_id: string;
  month: string;
  change_n: number;
}

export interface ErasureRow {
  workspace_id: string;
  source: string;
  conversation_id: string;
  erased_at: number;
  change_n: number;
}

export interface ReviewRow {
  workspace_id: string;
  subject: ReviewSubject;
  /** `''` for a topic. */
  source: string;
  subject_id: string;
  taken_by: string | null;
  cause: ReviewCause | null;
  next_step: string | null;
  note: string | null;
  done_at: number | null;
  version: number;
  changed_at: number;
  changed_by: string;
  change_n: number;
  /** The last saves by their `edit`, newest first, so that a repeated one is known. */
  recent_edits: string[];
}

/** A conversation's id that is refused for ever. */
export interface ErasedIdRow {
  workspace_id: string;
  hash: string;
  /** It went because of its age; nobody asked for it. */
  for_age: boolean;
}
