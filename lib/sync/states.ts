import type { SyncProblem, SyncView } from '../store/views.ts';

/** How the sync stands; exactly one of these at any time. */
export type SyncState =
  | 'idle'
  | 'syncing'
  | 'waiting'
  | 'offline'
  | 'needs_sign_in'
  | 'blocked'
  | 'error';

/** What a person can do about it, as a button. */
export type SyncAction = 'none' | 'try_now' | 'join' | 'open_options' | 'update' | 'reload';

/** What a person sees of a state, where nothing more exact is known, and what they can do. */
export interface SyncStateWords {
  title: string;
  words: string;
  remedy: string;
  action: SyncAction;
}

/** Every state of the sync with what a person sees and can do. docs/how-sync-works.md shows it too. */
export const SYNC_STATES: Readonly<Record<SyncState, SyncStateWords>> = {
  idle: {
    title: 'Up to date',
    words: 'What you see is as on the server.',
    remedy: '',
    action: 'none',
  },
  syncing: {
    title: 'Fetching ratings',
    words: 'Scores come first and are right at once; conversations follow.',
    remedy: 'Nothing to do: it goes on by itself, also when you close this.',
    action: 'none',
  },
  waiting: {
    title: 'Waiting to try again',
    words: 'The last attempt did not get through.',
    remedy: 'It is tried again by itself.',
    action: 'try_now',
  },
  offline: {
    title: 'Offline',
    words: 'The server cannot be reached. What was fetched before stays readable.',
    remedy: 'Check the network. It goes on by itself.',
    action: 'try_now',
  },
  needs_sign_in: {
    title: 'Access withdrawn',
    words: 'The server does not accept this access any more.',
    remedy: 'Ask your admin for a new invite link and join again.',
    action: 'join',
  },
  blocked: {
    title: 'Held up',
    words: 'Something on this computer keeps new ratings from coming in.',
    remedy: 'Open Options to see what it is.',
    action: 'open_options',
  },
  error: {
    title: 'Something is wrong',
    words: 'New ratings do not come in as they should.',
    remedy: 'If it lasts, copy the diagnostics in Options for whoever helps you.',
    action: 'try_now',
  },
};

/** The state of each class of problem, with the action where it is not the state's own. */
const OF_PROBLEM: Readonly<Record<SyncProblem['code'], { state: SyncState; action?: SyncAction }>> =
  {
    network: { state: 'offline' },
    auth: { state: 'needs_sign_in' },
    permission: { state: 'blocked' },
    // Trying at once is no use: the server itself said how long to wait.
    rate: { state: 'waiting', action: 'none' },
    server: { state: 'waiting' },
    contract: { state: 'error' },
    storage: { state: 'error' },
  };

/** Exact codes that mean something else than their class. */
const OF_DETAIL = new Map<string, { state: SyncState; action: SyncAction }>(
  Object.entries({
    forbidden: { state: 'blocked', action: 'none' },
    answer_unreadable: { state: 'waiting', action: 'try_now' },
    answer_unexpected: { state: 'error', action: 'update' },
    site_not_allowed: { state: 'blocked', action: 'open_options' },
    token_wrong: { state: 'blocked', action: 'open_options' },
    scope_missing: { state: 'blocked', action: 'open_options' },
    plan_lacks_ratings: { state: 'blocked', action: 'open_options' },
    config_invalid: { state: 'blocked', action: 'open_options' },
    copy_diverged: { state: 'error', action: 'open_options' },
    storage_full: { state: 'error', action: 'open_options' },
    storage_denied: { state: 'blocked', action: 'none' },
    store_newer: { state: 'blocked', action: 'update' },
    store_blocked: { state: 'blocked', action: 'reload' },
  }),
);

/** A sync that began longer ago (ms) and never ended has died; the next one is not here yet. */
const SURELY_DEAD = 120_000;

/** The state of the sync with its words, ready to be shown. */
export interface ShownSyncState extends SyncStateWords {
  state: SyncState;
  /** When it is tried again (this computer's clock); `null` if no time is set. */
  retryAt: number | null;
  /** Something to know beside the state; `null` mostly. */
  note: string | null;
}

/**
 * The one place that says how the sync stands.
 * @param now this computer's clock
 * @param ownOffline this page knows that it has no network, or gets no answer from the background
 */
export function syncStateOf(sync: SyncView, now: number, ownOffline: boolean): ShownSyncState {
  const { problem, mode, nextAttemptAt } = sync;
  const retryAt = problem && nextAttemptAt > now ? nextAttemptAt : null;
  const note = mode === 'memory' ? IN_MEMORY : null;
  if (mode === 'read_only') {
    return { state: 'blocked', ...SYNC_STATES.blocked, ...WRITTEN_BY_NEWER, retryAt: null, note };
  }
  if (sync.locked && !(problem && OF_PROBLEM[problem.code].state === 'needs_sign_in')) {
    return { state: 'blocked', ...LOCKED, retryAt, note };
  }
  if (problem) {
    const { state, action } = OF_DETAIL.get(problem.detail) ?? OF_PROBLEM[problem.code];
    // That this page is offline explains what may pass; what needs a person stays on top.
    if (!(ownOffline && state === 'waiting')) {
      const { message: words, remedy } = problem;
      const row = SYNC_STATES[state];
      const shown = { title: row.title, words, remedy, action: action ?? row.action };
      return { state, ...shown, retryAt, note };
    }
  }
  const state = ownOffline ? 'offline' : withoutProblem(sync, now);
  return { state, ...SYNC_STATES[state], ...DIED[state], retryAt, note };
}

function withoutProblem(sync: SyncView, now: number): 'idle' | 'syncing' | 'waiting' {
  if (sync.phase === 'current' && sync.progress === null) return 'idle';
  const died = sync.runningSince !== null && now - sync.runningSince > SURELY_DEAD;
  return died ? 'waiting' : 'syncing';
}

const DIED: Partial<Record<SyncState, { words: string; remedy: string }>> = {
  waiting: {
    words: 'The browser stopped the sync in the middle.',
    remedy: 'It goes on by itself within a minute.',
  },
};

const LOCKED = {
  title: 'Locked',
  words: 'This computer has not been in touch with the server for longer than allowed.',
  remedy: 'Ratings are shown again as soon as the server can be reached.',
  action: 'try_now',
} as const;

const WRITTEN_BY_NEWER = {
  words: 'A newer version of Fivefaces was used here before.',
  remedy: 'Update the extension. Until then nothing new comes in.',
  action: 'update',
} as const;

const IN_MEMORY =
  'The browser does not let Fivefaces store anything: ratings are shown, and forgotten when it closes.';
