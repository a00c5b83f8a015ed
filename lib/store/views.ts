import type { TopicCategory } from '../contract/conversation.ts';
import type { PersonRole } from '../contract/primitives.ts';
import type { TopicStatus } from '../contract/topic.ts';
import type { Day } from '../csat/calendar.ts';
import type { PeriodChoice, PeriodCounts } from '../csat/period.ts';
import type { Score } from '../csat/scale.ts';

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
  handedOverAt: number | null;
  countedOn: Day;
  asked: boolean | null;
  askedAt: number | null;
  askedBy: 'helped' | 'handover' | null;
  openedAt: number | null;
  notAsked: 'collection_off' | 'left_first' | null;
  rating: {
    score: Score;
    comment: string | null;
    ratedAt: number;
    byTeam: boolean;
    of: 'ai_agent' | 'teammate';
  } | null;
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
}

/** Whether customers are asked, as of the last sync. */
export interface CollectionView {
  enabled: boolean;
  changedAt: number | null;
  changedBy: string | null;
}

/** What is wrong with the sync, in words that say what to do. */
export interface SyncProblem {
  code: 'network' | 'auth' | 'permission' | 'rate' | 'contract' | 'server' | 'storage';
  message: string;
  remedy: string;
  /** Since when, on this computer's clock. */
  since: number;
}

/** How fresh the store is. */
export interface SyncView {
  /** `first` until everything was fetched once; scores are right before the conversations are. */
  phase: 'never' | 'first' | 'current';
  /** How far the first sync is, in things delivered; `null` when not running. */
  progress: { done: number; total: number } | null;
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

/** An earlier conversation of the same customer. */
export interface EarlierConversation {
  source: string;
  id: string;
  startedAt: number;
  rating: StoredConversation['rating'];
  internal: boolean;
}

export interface PanelQuery {
  source: string;
  conversation: string;
  period: PeriodChoice;
  /** Now on this computer's clock; the reader adds the stored clock offset. */
  now: number;
}

export interface PanelView {
  /** `null`: this browser has not joined a server. */
  workspace: JoinedWorkspace | null;
  /** `null`: not kept on this computer, which is not the same as not rated. */
  conversation: StoredConversation | null;
  /** The conversation's topics; none yet for a fresh one. */
  topics: TopicView[];
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
  open: { source: string; conversation: string } | null;
}

export interface PopupView {
  workspace: JoinedWorkspace | null;
  overall: PeriodCounts;
  /** `null`: none is open, or it is not kept on this computer. */
  conversation: StoredConversation | null;
  /** The open conversation's topics. */
  topics: TopicView[];
  collection: CollectionView | null;
  sync: SyncView;
}

export interface LookUpQuery {
  /** A conversation's id or a ticket's id, as typed. */
  text: string;
  now: number;
}

/** What a look-up found on this computer: conversations by id or ticket id, at most 20. */
export interface LookUpView {
  found: StoredConversation[];
  /** Those of the conversations found, and those whose title has the text in it. */
  topics: Pick<TopicView, 'id' | 'title'>[];
  sync: SyncView;
}

/**
 * The one way to read the store. Two transports: `lib/store` reads IndexedDB, `lib/messages` asks
 * the background where the page sees another database (Firefox containers) or none.
 */
export interface StoreReader {
  panel(query: PanelQuery): Promise<PanelView>;
  popup(query: PopupQuery): Promise<PopupView>;
  lookUp(query: LookUpQuery): Promise<LookUpView>;
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
