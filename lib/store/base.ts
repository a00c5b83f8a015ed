import { dayOf } from '../csat/calendar.ts';
import type { AtHand } from './at-hand.ts';
import type { Meta } from './database.ts';
import type { Generation } from './find-conversations.ts';
import { EMPTY_PACKED, type FeedRecord, type StoreDatabase } from './records.ts';
import { sourcesOf } from './source-of-open.ts';
import type { JoinedWorkspace, SourceView, StoreMode, SyncView } from './views.ts';

/** So many days may a copy be read without the server, if no policy says it: who has left the team does not keep it. */
const LONGEST_OFFLINE = 30;
const DAY = 86_400_000;

/** What every view needs, read once for it. */
export interface Base extends Generation {
  feed: FeedRecord;
  /** Names the state of what does not come with the feed: reviews, edits of them, what was looked through. */
  besideFeed: string | null;
  workspace: JoinedWorkspace | null;
  /** The workspace's sources, its own first. */
  sources: SourceView[];
  sync: SyncView;
  /** Today in the workspace's time zone, on the server's clock. */
  today: string;
  /** What is in memory of this very state; `null` where all is read from the database. */
  atHand: AtHand | null;
}

/** In place of a generation's number. */
const NOTHING = -1;

/** @param now epoch milliseconds on this computer's clock */
export function baseOf(
  database: StoreDatabase,
  mode: StoreMode,
  { generations, attempt, joined, limits, besideFeed, feedOf }: Meta,
  now: number,
  atHand: AtHand | null = null,
): Base {
  const { read: generation, building } = generations;
  const feed = feedOf(generation);
  const next = building === null ? null : feedOf(building);
  const workspace = joined && { ...joined, ...feed.workspace };
  const { syncedAt, clockOffset } = attempt;
  const longest = (limits?.daysOffline ?? LONGEST_OFFLINE) * DAY;
  // Alone nobody else decides who may read it.
  const isTeam = workspace !== null && !workspace.solo;
  const locked = isTeam && syncedAt !== null && now + clockOffset - syncedAt > longest;
  const phase = feed.complete ? 'current' : feed.cursor === null ? 'never' : 'first';
  return {
    database,
    // A generation that there never is: every view of it is empty.
    generation: locked ? NOTHING : generation,
    packed: locked ? EMPTY_PACKED : feed.packed,
    feed,
    besideFeed,
    workspace,
    sources: sourcesOf(workspace, feed.connected),
    sync: {
      phase,
      progress: (next ?? feed).progress,
      perSecond: attempt.perSecond,
      runningSince: attempt.runningSince,
      nextAttemptAt: attempt.nextAttemptAt,
      mode,
      locked,
      syncedAt,
      clockOffset,
      problem: attempt.problem,
    },
    today: dayOf(now + clockOffset, workspace?.timeZone ?? 'UTC'),
    atHand,
  };
}

/** Names the state of all that a base leads to; `null` where that cannot be told. */
export function stateOf(base: Base): string | null {
  const { generation, feed, besideFeed, sources, sync, today } = base;
  if (feed.stamp === undefined) return null;
  return JSON.stringify([generation, feed.stamp, besideFeed, sources, sync.locked, today]);
}
