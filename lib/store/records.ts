import type { Dexie, Table } from 'dexie';
import type { Review } from '../contract/review.ts';
import type { SourceConfig, SourceKind } from '../contract/source.ts';
import type { Topic } from '../contract/topic.ts';
import type { SeesRatings } from '../contract/workspace.ts';
import type { Day } from '../csat/calendar.ts';
import type { WaitingEdit } from './edit-views.ts';
import type {
  CollectionView,
  JoinedWorkspace,
  Limits,
  NextStepView,
  Retention,
  SourceView,
  StoredConversation,
  SyncProblem,
} from './views.ts';

/** What the tables hold. docs/decisions/0007-packed-store.md says why it is as it is. */

/** `n` is the change number under which a row came: an older one never overwrites it. */
export interface TopicRow {
  key: string;
  n: number;
  topic: Topic;
}

export interface ReviewRow {
  key: string;
  n: number;
  review: Review;
}

/** Some lines of a month's list of what is to review. `chunk` is the last part of its key. */
export interface ToReviewChunk {
  chunk: number;
  text: string;
}

/**
 * Pairs of row number and hash, sorted by hash: as little-endian 64-bit numbers, which typed arrays
 * sort natively. Every browser runs on little-endian machines.
 */
export type Run = Uint32Array<ArrayBuffer>;

/**
 * Day counts, a year of a topic (or of everything) of one source to a record. A month is kept as
 * text: it is replaced as a whole, and parsed only where its days are summed.
 */
export interface DayCountYear {
  /** By month, `2026-11`, with the change number under which it came. */
  months: Record<string, { n: number; days: string }>;
}

/** What the directory must remember of itself, kept in the feed's record. */
export interface DirectoryState {
  nextRun: number;
  smallRuns: number;
  /** Runs in each shard since they were last merged. */
  shardRuns: number;
}

export const EMPTY_DIRECTORY: DirectoryState = { nextRun: 0, smallRuns: 0, shardRuns: 0 };

/** What the packed rows must remember of themselves, kept in the feed's record. */
export interface PackedState {
  /** Rows given out: the number of the next one. */
  rows: number;
  /** Conversations in them. */
  live: number;
  /** Rows that only say how a conversation counts. Absent in records of before them. */
  counted?: number;
  /** All rows before are gone. */
  firstRow: number;
  /** Rows before this one are being moved to the end; `null` at most times. */
  movingUntil: number | null;
  directory: DirectoryState;
}

export const EMPTY_PACKED: PackedState = {
  rows: 0,
  live: 0,
  firstRow: 0,
  movingUntil: null,
  directory: EMPTY_DIRECTORY,
};

/** How far one generation is, with what the feed said about the workspace. */
export interface FeedRecord {
  epoch: string | null;
  cursor: string | null;
  /** Everything was fetched once. */
  complete: boolean;
  progress: { done: number; total: number } | null;
  settingsN: number;
  workspace: { name: string; demo: boolean; timeZone: string } | null;
  collection: CollectionView | null;
  /** Sources that conversations came from. */
  sources: string[];
  /** The sources that the workspace has connected, its own first. */
  connected: SourceView[];
  seesRatings: SeesRatings;
  nextSteps: NextStepView[];
  /** Key of the look-up by e-mail, base64url. */
  emailKey: string | null;
  /** The workspace's newest change number when the feed of this generation began. */
  start: number;
  /** The newest change number that the last page knew of. */
  head: number;
  /** Conversations that count before this day are not kept; `null` if all are. */
  keptFrom: Day | null;
  /** Up to which day they were really taken out. */
  prunedTo: Day | null;
  packed: PackedState;
  /** Another one with each write. Absent in records of before it. */
  stamp?: string;
}

/** A source whose connector runs in this browser. Its credential is in the tokens' database. */
export interface SoloSource {
  id: string;
  kind: SourceKind;
  name: string;
  /** The account on its platform; `null` for a file. */
  place: string | null;
  config: SourceConfig;
  createdAt: number;
  /** Where the next pull begins; `null` before the first. */
  state: string | null;
  /** Everything was fetched once. */
  complete: boolean;
  /** How far the first pull is; `null` where not known, or once it is over. */
  progress: { done: number; total: number } | null;
  /**
   * Everything is told again: what has no higher number when that is over is gone at the source.
   * `null` at most times.
   */
  sweepUpTo: number | null;
  syncedAt: number | null;
  /** The next pull is not before; `null`: it is not pulled (a file). */
  nextAt: number | null;
  failures: number;
  problem: SyncProblem | null;
  /** What was met and not understood, in words of the source; no personal data. */
  notes: string[];
  conversations: number;
  ratings: number;
}

/** What the next attempt must know; it outlives the background. */
export interface AttemptRecord {
  failures: number;
  /** Not before this time, on this computer's clock. */
  nextAttemptAt: number;
  /** The server itself asked to wait until then. */
  askedToWait: boolean;
  clockOffset: number;
  syncedAt: number | null;
  problem: SyncProblem | null;
  /** A sync that has begun and not ended, on this computer's clock. */
  runningSince: number | null;
  /** Things applied a second, smoothed; `null` if not known. */
  perSecond: number | null;
  /** When the copy was last compared with the server's digest (server's clock). */
  digestAt: number | null;
  /** How often the digest found a divergence and the copy was fetched anew. */
  mended: number;
  /** When it last did (server's clock). */
  mendedAt: number | null;
  /** Since when (this computer's clock) it differs although it was just fetched anew. */
  divergedAt: number | null;
  /** How many things a page may hold, after a larger one came too slowly; `null`: no such limit. */
  pageLimit: number | null;
  /** How many syncs began and never ended: the background was stopped in the middle. */
  died: number;
}

export const NO_ATTEMPT: AttemptRecord = {
  failures: 0,
  nextAttemptAt: 0,
  askedToWait: false,
  clockOffset: 0,
  syncedAt: null,
  problem: null,
  runningSince: null,
  perSecond: null,
  digestAt: null,
  mended: 0,
  mendedAt: null,
  divergedAt: null,
  pageLimit: null,
  died: 0,
};

export const EMPTY_FEED: FeedRecord = {
  epoch: null,
  cursor: null,
  complete: false,
  progress: null,
  settingsN: -1,
  workspace: null,
  collection: null,
  sources: [],
  connected: [],
  seesRatings: 'everyone',
  nextSteps: [],
  emailKey: null,
  start: 0,
  head: 0,
  keptFrom: null,
  prunedTo: null,
  packed: EMPTY_PACKED,
};

/** The epoch of what connectors in this browser brought: no server counts its changes. */
export const SOLO_EPOCH = 'solo';

export type MetaRow =
  | { key: 'identity'; value: string }
  | { key: 'workspace'; value: JoinedWorkspace }
  | { key: 'attempt'; value: AttemptRecord }
  | { key: 'retention'; value: Retention }
  /** What a company's policy allows. */
  | { key: 'limits'; value: Limits }
  /** The layout that wrote this, and the oldest one that can read it. */
  | { key: 'layout'; value: { layout: number; readableBy: number } }
  /** Which generation is read, and which one is being built beside it. */
  | { key: 'generations'; value: { read: number; building: number | null } }
  /** Random, new with each change of what `writeBesideFeed` names. */
  | { key: 'besideFeed'; value: string }
  | { key: `feed:${number}`; value: FeedRecord };

/** A conversation that was looked through to the server because it is not kept. */
export interface LookedThroughRow {
  key: string;
  conversation: StoredConversation;
  /** This computer's clock. */
  at: number;
}

/** An edit of a review that waits; `order` is the order in which they were made. */
export type ReviewEditRow = WaitingEdit & { order?: number };

type NumberKey = number[];
type MixedKey = (string | number)[];

/**
 * The database of the store. Nothing outside lib/store knows it. Every key begins with a generation:
 * a new epoch of the server is synced as a second generation beside the one that is read, and
 * becomes the one that is read in a single write.
 */
export interface StoreDatabase extends Dexie {
  /** Rows as lines of text; key: generation, number of the record. */
  readonly segments: Table<string, NumberKey>;
  /** The same rows' searchable words; key: generation, number of the record. */
  readonly searchText: Table<string, NumberKey>;
  /** Runs of (row, hash); key: generation, shard, run. */
  readonly directory: Table<Run, NumberKey>;
  /** Key: generation, months since 1970, chunk. */
  readonly toReview: Table<ToReviewChunk, NumberKey>;
  /** Key: generation, topic (`''`: everything), source, year. */
  readonly dayCountYears: Table<DayCountYear, MixedKey>;
  readonly topics: Table<TopicRow, string>;
  readonly reviews: Table<ReviewRow, string>;
  readonly lookedThrough: Table<LookedThroughRow, string>;
  readonly reviewEdits: Table<ReviewEditRow, number>;
  /** In solo alone. */
  readonly soloSources: Table<SoloSource, string>;
  readonly meta: Table<MetaRow, string>;
}
