import type {
  AskingPlace,
  InboxToShow,
  PostSource,
  PutSource,
  Source,
  SourceTest,
} from '../contract/source.ts';
import type { Invite, MadeInvite, Member, PostInvite } from '../contract/team.ts';
import type {
  PostWebhook,
  PutWebhook,
  SavedWebhook,
  Webhook,
  WebhookTest,
} from '../contract/webhook.ts';
import type { PutWidgetSettings } from '../contract/widget-settings.ts';
import type { Collection, Joined, JoinPreview } from '../contract/workspace.ts';
import type { Score } from '../csat/scale.ts';
import type { PracticeConversation } from '../sample/sample-feed.ts';
import type { VersionedNextSteps } from '../sources/fivefaces.ts';
import type { VersionedWidgetSettings } from '../sources/fivefaces-asking.ts';
import type { SourceConversation } from '../sources/source.ts';
import type {
  KindWordsQuery,
  KindWordsView,
  ReviewQueueQuery,
  ReviewQueueView,
  TopicInsightsQuery,
  TopicInsightsView,
} from '../store/conversation-views.ts';
import type {
  KnownProblemChange,
  KnownProblemSaved,
  ReviewEdit,
  TopicStatusChange,
  TopicStatusSaved,
  WaitingEdit,
} from '../store/edit-views.ts';
import type {
  InsightsQuery,
  InsightsView,
  KeptCounts,
  KeptQuery,
} from '../store/insights-views.ts';
import type {
  NextToReviewQuery,
  NextToReviewView,
  ToReviewQuery,
  ToReviewView,
} from '../store/to-review-views.ts';
import type {
  ExportFacts,
  ExportPart,
  LookUpQuery,
  LookUpView,
  OpenQuery,
  PanelQuery,
  PanelView,
  PopupQuery,
  PopupView,
  Retention,
  StoreUsage,
  TopicPageQuery,
  TopicPageView,
} from '../store/views.ts';
import type { Transcript } from '../sync/read-transcript.ts';

/**
 * Messages to the background, by who may send them. Payloads are schema-checked and senders judged
 * where they arrive (lib/messages/sender.ts); errors cross as data, since `Error` does not.
 */

/** What a request came to: a value, or a code with words that say what to do. */
export type Outcome<T> =
  | { ok: true; value: T }
  | {
      ok: false;
      code: string;
      message: string;
      remedy: string;
      /** For a sync: after how many milliseconds to try again; absent if trying again is no use. */
      retryIn?: number;
    };

/** From the content script of an allowed inbox. */
export interface ContentToBackground {
  /** Announces the frame that it is about to open in its tab. The nonce is random, for one frame. */
  'content-background:announce-panel'(data: { nonce: string }): Outcome<null>;
}

/** From our own frame in an inbox page, after the handshake. No admin action is among these. */
export interface PanelToBackground {
  /** Was this nonce announced by our content script in this very tab? And which store is the real one? */
  'panel-background:confirm'(data: { nonce: string }): Outcome<{ storeId: string }>;
  /**
   * Opens Welcome or Options in a tab; the frame itself has no `tabs`. `connect`, with Options: the
   * platform that is to be chosen there, `#connect=zendesk`.
   */
  'panel-background:open-page'(data: {
    page: 'welcome' | 'options';
    connect?: string;
  }): Outcome<null>;
}

/** From any of our own pages: panel, popup, Options, Welcome. */
export interface PageToBackground {
  /**
   * One sync: one request that waits up to `wait` seconds (at most 20) on the server for something
   * new. The visible page calls it again after each answer; the background never loops by itself.
   * `hurry` tries at once in spite of a back-off (never of a server's Retry-After): the network is
   * back, or a person asked. Without a team nothing can be waited for: the answer says how long (ms)
   * the page is to rest.
   */
  'page-background:sync'(data: {
    wait: number;
    hurry: boolean;
  }): Outcome<{ changed: boolean; rest?: number }>;
  /** Which store is the real one: a page that finds another identity in its own must ask by message. */
  'page-background:identity'(data: null): Outcome<{ storeId: string }>;
  'page-background:read-panel'(data: PanelQuery): Outcome<PanelView>;
  'page-background:read-popup'(data: PopupQuery): Outcome<PopupView>;
  'page-background:look-up'(data: LookUpQuery): Outcome<LookUpView>;
  'page-background:to-review'(data: ToReviewQuery): Outcome<ToReviewView>;
  'page-background:topic-page'(data: TopicPageQuery): Outcome<TopicPageView>;
  'page-background:next-to-review'(data: NextToReviewQuery): Outcome<NextToReviewView>;
  'page-background:insights'(data: InsightsQuery): Outcome<InsightsView>;
  'page-background:count-kept'(data: KeptQuery): Outcome<KeptCounts>;
  'page-background:channels'(data: { now: number }): Outcome<string[]>;
  'page-background:waiting-edits'(data: null): Outcome<WaitingEdit[]>;
  /**
   * Asks the server (in solo: the platform) for a conversation that is not kept here, and keeps the
   * answer among the bounded number of such conversations. `false`: it is not known there.
   */
  'page-background:look-through'(data: OpenQuery): Outcome<{ found: boolean }>;
  /** Keeps an edit of a review and sends it as soon as the network allows. Never lost, sent once. */
  'page-background:save-review'(data: Omit<ReviewEdit, 'edit' | 'madeAt'>): Outcome<null>;
  /**
   * Writes a topic's known problem for the whole team, at once or not at all: there is nothing that
   * waits. `was` is the line that the person saw; if it is another by now nothing is written and
   * `theirs` is the one that stands.
   */
  'page-background:save-known-problem'(data: KnownProblemChange): Outcome<KnownProblemSaved>;
  /** What to do with an edit that met another one (`mine` is sent again on top of theirs) or was refused. */
  'page-background:resolve-review'(data: { edit: string; keep: 'mine' | 'theirs' }): Outcome<null>;
}

/** From popup, Options and Welcome only, never from a frame in somebody's page. */
export interface AdminToBackground {
  /** What an invite leads to. The host permission was asked for in the click before. */
  'admin-background:preview-invite'(data: {
    link: string;
  }): Outcome<JoinPreview & { server: string }>;
  'admin-background:join'(data: { link: string; name: string }): Outcome<Omit<Joined, 'token'>>;
  /** Gives the token back and erases the local copy. */
  'admin-background:leave'(data: null): Outcome<null>;
  'admin-background:read-collection'(data: null): Outcome<Collection & { version: string }>;
  'admin-background:switch-collection'(data: {
    enabled: boolean;
    version: string;
  }): Outcome<Collection & { version: string }>;
  /** Opens the server's inbox, signed in, in a new tab. */
  'admin-background:open-inbox'(data: null): Outcome<null>;
  /** The sources with how they are: the team's from the server, in solo this browser's own. */
  'admin-background:read-sources'(data: null): Outcome<{ sources: Source[] }>;
  /**
   * Connects a platform: on the server if a team is joined, else in this browser (solo). The host
   * permission was asked for in the click before.
   */
  'admin-background:connect-source'(data: PostSource): Outcome<Source>;
  'admin-background:change-source'(data: { id: string; change: PutSource }): Outcome<Source>;
  'admin-background:test-source'(data: { id: string }): Outcome<SourceTest>;
  /** Disconnects it and erases what came from it. */
  'admin-background:disconnect-source'(data: { id: string }): Outcome<null>;
  'admin-background:read-asking'(data: { source: string }): Outcome<{ places: AskingPlace[] }>;
  'admin-background:switch-asking'(data: {
    source: string;
    place: string;
    enabled: boolean;
  }): Outcome<{ places: AskingPlace[] }>;
  /**
   * Some conversations of a file, at most 500 a message, into the source with this name (solo). The
   * first message with `begin` replaces what an earlier file of the same name brought.
   */
  'admin-background:take-file'(data: {
    name: string;
    begin: boolean;
    conversations: SourceConversation[];
    end: boolean;
  }): Outcome<{ taken: number }>;
  /** Lets the panel show beside an inbox. The host permission was asked for in the click before. */
  'admin-background:allow-inbox'(data: InboxToShow): Outcome<null>;
  /** Takes the panel away from it, and gives the host permission back where nothing else needs it. */
  'admin-background:forget-inbox'(data: InboxToShow): Outcome<null>;
  'admin-background:read-members'(data: null): Outcome<{ members: Member[]; invites: Invite[] }>;
  'admin-background:make-invite'(data: PostInvite): Outcome<MadeInvite>;
  'admin-background:withdraw-invite'(data: { id: string }): Outcome<null>;
  'admin-background:remove-member'(data: { id: string }): Outcome<null>;
  'admin-background:topic-insights'(data: TopicInsightsQuery): Outcome<TopicInsightsView>;
  'admin-background:review-queue'(data: ReviewQueueQuery): Outcome<ReviewQueueView>;
  'admin-background:kind-words'(data: KindWordsQuery): Outcome<KindWordsView>;
  /**
   * What was said in a conversation of the server's own, read there now and kept nowhere. For a page
   * of ours alone: a customer's chat has no place in a frame of somebody's page.
   */
  'admin-background:read-transcript'(data: {
    source: string;
    conversation: string;
  }): Outcome<Transcript>;
  /** Sets a topic's status for the whole team, at once or not at all, like its known problem. */
  'admin-background:save-topic-status'(data: TopicStatusChange): Outcome<TopicStatusSaved>;
  /**
   * Shows sample data, or begins it anew. Refused (`not_empty`) in a team, and where ratings were
   * collected.
   */
  'admin-background:begin-sample'(data: null): Outcome<null>;
  /** Everything back to nothing. */
  'admin-background:erase-sample'(data: null): Outcome<null>;
  /** The practice inbox's conversations, newest first. */
  'admin-background:read-practice'(data: null): Outcome<{ conversations: PracticeConversation[] }>;
  /** The practice customer picks a face. */
  'admin-background:rate-in-practice'(data: { conversation: string; score: Score }): Outcome<null>;
  /** What the widget asks and in which words, with the version that a change needs. */
  'admin-background:read-widget-settings'(data: null): Outcome<VersionedWidgetSettings>;
  'admin-background:save-widget-settings'(data: {
    change: PutWidgetSettings;
    version: string;
  }): Outcome<VersionedWidgetSettings>;
  'admin-background:read-webhooks'(data: null): Outcome<{ webhooks: Webhook[] }>;
  'admin-background:add-webhook'(data: PostWebhook): Outcome<SavedWebhook>;
  'admin-background:change-webhook'(data: {
    id: string;
    change: PutWebhook;
  }): Outcome<SavedWebhook>;
  'admin-background:remove-webhook'(data: { id: string }): Outcome<null>;
  /** Sends a test message now. */
  'admin-background:test-webhook'(data: { id: string }): Outcome<WebhookTest>;
  'admin-background:usage'(data: null): Outcome<StoreUsage>;
  /** How much is kept from now on; what is beyond it goes at once. */
  'admin-background:set-retention'(data: Retention): Outcome<StoreUsage>;
  /** Erases the copy on this computer (not edits that wait to be sent) and fetches it anew. */
  'admin-background:fetch-anew'(data: null): Outcome<null>;
  /** Topics and day counts that are kept here; for admins, and without a team, the reviews too. */
  'admin-background:export-facts'(data: null): Outcome<ExportFacts>;
  /** Some of the conversations that are kept here; in a team for admins only. */
  'admin-background:export-part'(data: { from: number }): Outcome<ExportPart>;
  /** The review's next steps: the team's for its admins, without a team this browser's own. */
  'admin-background:read-next-steps'(data: null): Outcome<VersionedNextSteps>;
  'admin-background:save-next-steps'(data: VersionedNextSteps): Outcome<VersionedNextSteps>;
  /** A text about state, versions and errors, to copy for whoever helps. No personal data. */
  'admin-background:diagnostics'(data: null): Outcome<{ text: string }>;
}

export type { VersionedNextSteps } from '../sources/fivefaces.ts';

export type ProtocolMap = ContentToBackground &
  PanelToBackground &
  PageToBackground &
  AdminToBackground;
