import type { TopicCategory } from '../contract/conversation.ts';
import type { DigestMonth } from '../contract/digest.ts';
import type { PersonRole } from '../contract/primitives.ts';
import type { Review } from '../contract/review.ts';
import type { Topic, TopicStatus } from '../contract/topic.ts';
import type { SeesRatings } from '../contract/workspace.ts';
import type { Day } from '../csat/calendar.ts';
import type { PeriodChoice, PeriodCounts } from '../csat/period.ts';
import type { Score, Sentiment } from '../csat/scale.ts';
import type {
  KindWordsQuery,
  KindWordsView,
  ReviewQueueQuery,
  ReviewQueueView,
  TopicInsightsQuery,
  TopicInsightsView,
} from './conversation-views.ts';
import type { ReviewView, WaitingEdit } from './edit-views.ts';
import type { InsightsQuery, InsightsView, KeptCounts, KeptQuery } from './insights-views.ts';
import type {
  NextToReviewQuery,
  NextToReviewView,
  ToReviewQuery,
  ToReviewView,
} from './to-review-views.ts';

/**
 * What the surfaces read from the store, one view a question. A view is plain data: the same
 * whether a page reads IndexedDB itself or asks the background by message. Times are epoch
 * milliseconds on the server's clock.
 */

/** A conversation as it is kept on this computer. */
export interface StoredConversation {
  source: string;
  id: string;
  ticketId: string | null;
  channel: string | null;
  visibility: 'external' | 'internal';
  customer: string | null;
  emailHash: string | null;
  startedAt: number;
  endedAt: number | null;
  finalAt: number | null;
  /** The source does not say when a rating can't change any more. */
  finalUnknown: boolean;
  handedOverAt: number | null;
  countedOn: Day;
  asked: boolean | null;
  askedAt: number | null;
  askedBy: 'helped' | 'handover' | null;
  openedAt: number | null;
  notAsked: 'collection_off' | 'left_first' | null;
  rating: {
    /** `null` where the source gives no face. */
    score: Score | null;
    sentiment: Sentiment;
    comment: string | null;
    /** What the customer tapped as the reason; lib/contract/widget-settings knows what it suggests. */
    reason?: string;
    ratedAt: number;
    byTeam: boolean;
    of: 'ai_agent' | 'teammate' | 'unknown';
  } | null;
  /** The rating, or the lack of one, is kept from this person by the admin. */
  ratingHidden: boolean;
  predicted: { score: Score; reason: string | null } | null;
  topics: string[];
}

/** The workspace that this browser has joined, and who we are there. */
export interface JoinedWorkspace {
  /** Origin of the server, for example `https://csat.example.com`. */
  server: string;
  id: string;
  name: string;
  demo: boolean;
  timeZone: string;
  person: { id: string; name: string };
  role: PersonRole;
  /** Nobody else's: the connectors run in this browser, with this person's own access. No server then. */
  solo: boolean;
}

/** A source that ratings come from, as the feed tells of it. */
export interface SourceView {
  /** The `source` of its conversations. */
  id: string;
  /** `fivefaces`, or the platform's kind. */
  kind: string;
  name: string;
  /** The account as the inbox names it; `null` for one without an inbox. */
  place: string | null;
  problem: { code: string; message: string; remedy: string } | null;
}

/** A conversation that is open in an inbox: `OpenConversation` of lib/inboxes. */
export interface OpenQuery {
  inbox: string;
  place: string | null;
  conversation: string | null;
  ticket: string | null;
}

/** Where an open conversation's ratings come from. */
export type SourceOfOpen =
  | { kind: 'connected'; source: SourceView }
  /** A platform whose ratings are not read here: `Zendesk`. `inbox` is its id, for one click to connect. */
  | { kind: 'elsewhere'; inbox: string; platform: string };

/** Whether customers are asked, as of the last sync. */
export interface CollectionView {
  enabled: boolean;
  changedAt: number | null;
  changedBy: string | null;
}

/** What is wrong with the sync, in words that say what to do. */
export interface SyncProblem {
  code: 'network' | 'auth' | 'permission' | 'rate' | 'contract' | 'server' | 'storage';
  /** The exact code, of the server, the store or the class; stable. */
  detail: string;
  message: string;
  remedy: string;
  /** Since when, on this computer's clock. */
  since: number;
}

/** `memory`: nothing outlives the background. `read_only`: a newer release of Fivefaces wrote it. */
export type StoreMode = 'kept' | 'memory' | 'read_only';

/** How fresh the store is, and what the sync is about. `lib/sync/states.ts` names it. */
export interface SyncView {
  /** `first` until everything was fetched once; scores are right before the conversations are. */
  phase: 'never' | 'first' | 'current';
  /** How far the first sync is, in things delivered; `null` when not running. */
  progress: { done: number; total: number } | null;
  /** Things applied a second, smoothed, while a long sync runs; `null` if not known. */
  perSecond: number | null;
  /** A sync has begun and not ended (it may have died with the background), on this computer's clock. */
  runningSince: number | null;
  /** The next attempt is not before this time, on this computer's clock; 0 without a wait. */
  nextAttemptAt: number;
  /** Where the copy is: on disk, only in memory (storage was denied), or written by a newer release. */
  mode: StoreMode;
  /** Not in touch with the server for longer than allowed: nothing is shown until it is again. */
  locked: boolean;
  /** When the store last agreed with the server (server's clock). */
  syncedAt: number | null;
  /** Server's clock minus this computer's, in milliseconds. */
  clockOffset: number;
  problem: SyncProblem | null;
}

/** A topic with its figures over the chosen period. */
export interface TopicView {
  id: string;
  title: string;
  category: TopicCategory | null;
  status: TopicStatus;
  knownProblem: string | null;
  figures: PeriodCounts;
}

export interface NextStepView {
  id: string;
  label: string;
  url: string | null;
}

/** An earlier conversation of the same customer. */
export interface EarlierConversation {
  source: string;
  id: string;
  startedAt: number;
  rating: StoredConversation['rating'];
  internal: boolean;
}

export interface PanelQuery {
  open: OpenQuery;
  period: PeriodChoice;
  /** Now on this computer's clock; the reader adds the stored clock offset. */
  now: number;
}

export interface PanelView {
  /** `null`: this browser has not joined a server. */
  workspace: JoinedWorkspace | null;
  /** `null`: not kept on this computer, which is not the same as not rated. */
  conversation: StoredConversation | null;
  /** Which source belongs to the open conversation. */
  from: SourceOfOpen;
  /** All sources, the server's own first: their names, and the way to a conversation of each. */
  sources: SourceView[];
  /** Who may see ratings, as the admin decided. */
  seesRatings: SeesRatings;
  /** When it was looked through to the server, where it is not kept; `null` if it came by the feed. */
  lookedThroughAt: number | null;
  /** The conversation's topics; none yet for a fresh one. */
  topics: TopicView[];
  /** `null` where no conversation is open or known. */
  review: ReviewView | null;
  /** The workspace's next steps, to choose from in a review. */
  nextSteps: NextStepView[];
  /** Rated conversations of this customer that started before, newest first, at most 5. */
  earlier: EarlierConversation[];
  overall: PeriodCounts;
  collection: CollectionView | null;
  sync: SyncView;
}

export interface PopupQuery {
  period: PeriodChoice;
  now: number;
  /** The conversation that is open in the current tab, if an inbox is. */
  open: OpenQuery | null;
}

/** What a happy customer wrote. */
export interface KindWords {
  source: string;
  id: string;
  ticketId: string | null;
  comment: string;
  /** `null` where the source gives no face. */
  score: Score | null;
  ratedAt: number;
}

export interface PopupView {
  workspace: JoinedWorkspace | null;
  overall: PeriodCounts;
  /** The newest; `null` if nobody wrote any lately. */
  kindWords: KindWords | null;
  /** `null`: none is open, or it is not kept on this computer. */
  conversation: StoredConversation | null;
  /** Which source belongs to the open conversation; `null` if none is open. */
  from: SourceOfOpen | null;
  seesRatings: SeesRatings;
  /** All sources, the server's own first. */
  sources: SourceView[];
  /** The open conversation's topics. */
  topics: TopicView[];
  collection: CollectionView | null;
  sync: SyncView;
}

export interface LookUpQuery {
  /** A conversation's or ticket's id, an e-mail address, or words of a comment or topic, as typed. */
  text: string;
  now: number;
}

/**
 * What a look-up found on this computer, at most 20 conversations: first those whose id or ticket id
 * it is, then those of the customer with this e-mail address, then those with the words in a comment,
 * newest first.
 */
export interface LookUpView {
  found: StoredConversation[];
  /** Those of the conversations found, and those whose title has the text in it. */
  topics: Pick<TopicView, 'id' | 'title'>[];
  sync: SyncView;
}

export interface TopicPageQuery {
  topic: string;
  period: PeriodChoice;
  now: number;
}

/** One topic with its figures and its newest conversations to review. */
export interface TopicPageView {
  /** `null`: no such topic on this computer. */
  topic: TopicView | null;
  review: ReviewView;
  toReview: ToReviewView;
}

/** What is kept on this computer. */
export interface StoreUsage {
  mode: StoreMode;
  conversations: number;
  retention: Retention;
  /** Conversations that started before this day are not kept; `null` if all are. */
  keptFrom: Day | null;
  /** Bytes used by all of the extension's data and bytes allowed, as the browser estimates them. */
  bytes: { used: number; quota: number } | null;
}

/** All that is kept but the conversations. */
export interface ExportFacts {
  topics: Topic[];
  reviews: Review[];
  /** Of each source, of each topic and of everything (`null`), in the order of `SLOTS` of lib/csat. */
  dayCounts: { source: string; topic: string | null; days: [Day, number[]][] }[];
}

/** Some of the conversations that are kept, and where the next ones begin; `null` at the end. */
export interface ExportPart {
  conversations: StoredConversation[];
  next: number | null;
}

/** What of the copy is compared with the server's digest, as of the change number `head`. */
export interface LocalDigest {
  epoch: string;
  head: number;
  topics: { count: number; numbers: number };
  reviews: { count: number; numbers: number };
  months: DigestMonth[];
  /** Conversations that started before this day are not kept; `null` if all are. */
  keptFrom: Day | null;
}

/** How much is kept; `null` is no limit. Scores are never cut: they come from day counts. */
export interface Retention {
  conversations: number | null;
  days: number | null;
}

/** What a company's policy allows the copy, in days; `null`: nothing of its own. */
export interface Limits {
  daysKept: number | null;
  daysOffline: number | null;
}

/**
 * The one way to read the store. Two transports: `lib/store` reads IndexedDB, `lib/messages` asks
 * the background where the page sees another database (Firefox containers) or none.
 */
export interface StoreReader {
  panel(query: PanelQuery): Promise<PanelView>;
  /** The same at once, for who follows it; `null` where it is not in memory. */
  panelAtHand(query: PanelQuery): PanelView | null;
  /** Reads into memory what is likely to be asked for after this question, which was answered. */
  readAhead(query: PanelQuery, signal: AbortSignal): Promise<void>;
  popup(query: PopupQuery): Promise<PopupView>;
  lookUp(query: LookUpQuery): Promise<LookUpView>;
  toReview(query: ToReviewQuery): Promise<ToReviewView>;
  topicPage(query: TopicPageQuery): Promise<TopicPageView>;
  insights(query: InsightsQuery): Promise<InsightsView>;
  /** Goes through the conversations that are kept; rejects with the signal's reason when it aborts. */
  countKept(query: KeptQuery, signal: AbortSignal): Promise<KeptCounts>;
  /** The channels of the newest conversations that are kept, by name. */
  channels(query: { now: number }): Promise<string[]>;
  nextToReview(query: NextToReviewQuery): Promise<NextToReviewView>;
  topicInsights(query: TopicInsightsQuery): Promise<TopicInsightsView>;
  reviewQueue(query: ReviewQueueQuery): Promise<ReviewQueueView>;
  kindWords(query: KindWordsQuery): Promise<KindWordsView>;
  /** Edits of reviews that have not reached the server, oldest first. */
  waitingEdits(): Promise<WaitingEdit[]>;
  /**
   * Calls `listener` at once and after every change with what `read` gives, until `signal` aborts.
   * `onError` hears that the store cannot be read.
   */
  follow<T>(
    read: (reader: StoreReader) => Promise<T>,
    listener: (value: T) => void,
    onError: (error: unknown) => void,
    signal: AbortSignal,
  ): void;
}
