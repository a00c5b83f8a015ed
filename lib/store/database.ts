import { Dexie, type Table } from 'dexie';
import type { Topic } from '../contract/topic.ts';
import type { Day } from '../csat/calendar.ts';
import type {
  CollectionView,
  JoinedWorkspace,
  NextStepView,
  Retention,
  StoredConversation,
  SyncProblem,
  WaitingEdit,
} from './views.ts';

/**
 * The layout of the store. Nothing outside lib/store knows it.
 *
 * Every key begins with a generation: a new epoch of the server is synced as a second generation
 * beside the one that is read, and becomes the one that is read in a single write.
 */

/** `n` is the change number under which the row came: an older one never overwrites it. */
export interface ConversationRow {
  key: string;
  n: number;
  /** Absent in the row that an erasure leaves. */
  conversation?: StoredConversation;
  ticket?: string;
  customer?: string;
  startedAt?: number;
}

export interface TopicRow {
  key: string;
  n: number;
  topic: Topic;
}

export interface DayCountsRow {
  key: string;
  n: number;
  /** The days of one month, each with its counts in the order of SLOTS. */
  days: [Day, number[]][];
}

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
  nextSteps: NextStepView[];
  /** Key of the look-up by e-mail, base64url. */
  emailKey: string | null;
  /** The workspace's newest change number when the feed of this generation began. */
  start: number;
  /** The newest change number that the last page knew of. */
  head: number;
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
  nextSteps: [],
  emailKey: null,
  start: 0,
  head: 0,
};

export type MetaRow =
  | { key: 'identity'; value: string }
  | { key: 'workspace'; value: JoinedWorkspace }
  | { key: 'attempt'; value: AttemptRecord }
  | { key: 'retention'; value: Retention }
  /** Which generation is read, and which one is being built beside it. */
  | { key: 'generations'; value: { read: number; building: number | null } }
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

export class StoreDatabase extends Dexie {
  declare readonly conversations: Table<ConversationRow, string>;
  declare readonly topics: Table<TopicRow, string>;
  declare readonly dayCounts: Table<DayCountsRow, string>;
  declare readonly lookedThrough: Table<LookedThroughRow, string>;
  declare readonly reviewEdits: Table<ReviewEditRow, number>;
  declare readonly meta: Table<MetaRow, string>;

  constructor(name: string) {
    super(name);
    this.version(1).stores({
      conversations: 'key, ticket, [customer+startedAt]',
      topics: 'key',
      dayCounts: 'key',
      meta: 'key',
    });
    this.version(2).stores({
      lookedThrough: 'key, at',
      reviewEdits: '++order, &edit',
    });
  }
}

/** Above every key that begins with the same parts: ids hold no control characters. */
const END = '\n\uffff';

function join(parts: readonly (string | number)[]): string {
  return parts.join('\n');
}

export const keys = {
  conversation: (generation: number, source: string, id: string) => join([generation, source, id]),
  ticket: (generation: number, ticket: string) => join([generation, ticket]),
  customer: (generation: number, source: string, customer: string) =>
    join([generation, source, customer]),
  topic: (generation: number, id: string) => join([generation, id]),
  /** Topic before source: all sources of a topic lie together. `null` is everything. */
  dayCounts: (generation: number, topic: string | null, source: string, month: string) =>
    join([generation, topic ?? '', source, month]),
  feed: (generation: number) => `feed:${generation}` as const,
} as const;

/** The range of keys that begin with these parts. */
export function keysBeginning(...parts: (string | number)[]): [string, string] {
  const beginning = join(parts);
  return [`${beginning}\n`, `${beginning}${END}`];
}

/** The records of the store that everything else hangs on. */
export async function readGenerations(
  database: StoreDatabase,
): Promise<{ read: number; building: number | null }> {
  const row = await database.meta.get('generations');
  return row?.key === 'generations' ? row.value : { read: 1, building: null };
}

export async function readFeed(database: StoreDatabase, generation: number): Promise<FeedRecord> {
  const row = await database.meta.get(keys.feed(generation));
  return row?.key.startsWith('feed:') ? (row.value as FeedRecord) : EMPTY_FEED;
}

export async function readAttempt(database: StoreDatabase): Promise<AttemptRecord> {
  const row = await database.meta.get('attempt');
  return row?.key === 'attempt' ? row.value : NO_ATTEMPT;
}

export async function readWorkspace(database: StoreDatabase): Promise<JoinedWorkspace | null> {
  const row = await database.meta.get('workspace');
  return row?.key === 'workspace' ? row.value : null;
}

export async function readIdentity(database: StoreDatabase): Promise<string | null> {
  const row = await database.meta.get('identity');
  return row?.key === 'identity' ? row.value : null;
}
