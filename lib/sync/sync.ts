import { SourceError } from '../sources/errors.ts';
import type { FivefacesSource } from '../sources/fivefaces.ts';
import type { Store } from '../store/store.ts';
import type { Membership, Tokens } from '../store/tokens.ts';
import type { SyncProblem } from '../store/views.ts';
import { backOff } from './back-off.ts';
import { measureClock } from './clock-offset.ts';
import type { SyncOutcome, SyncRequest } from './drive-sync.ts';

/** For how long (ms) one sync pulls page after page: the background may be stopped after 30 s. */
const LONGEST_PULL = 12_000;

/** How often one sync may find itself at the wrong cursor or epoch before it gives up. */
const MOST_RESTARTS = 3;

/** The lock under which the store is written: one sync at a time across all contexts. */
const LOCK = 'fivefaces-sync';

export interface SyncParts {
  store: Store;
  tokens: Tokens;
  source: (membership: Membership) => Pick<FivefacesSource, 'changes'>;
  /** May we reach this origin? Host permissions can be withdrawn at any time. */
  isAllowed: (server: string) => Promise<boolean>;
  /** The local copy was erased because the server no longer knows us. */
  onWithdrawn: () => Promise<void>;
  locks: Pick<LockManager, 'request'>;
  /** This computer's clock. */
  now: () => number;
  random?: () => number;
}

export interface Sync {
  /** Brings the store up to date; requests that come meanwhile share the one that runs. */
  syncOnce(request: SyncRequest): Promise<SyncOutcome>;
  /**
   * Stops the running sync, then does something with the store that must not mix with one: joining,
   * leaving.
   */
  exclusively<T>(action: () => Promise<T>): Promise<T>;
}

const NOT_JOINED: SyncOutcome = {
  ok: false,
  code: 'not_joined',
  message: 'Not connected yet.',
  remedy: 'Open Fivefaces and paste your invite link.',
};

const STOPPED: SyncOutcome = {
  ok: false,
  code: 'stopped',
  message: 'The sync was stopped for joining or leaving.',
  remedy: 'Nothing to do: it goes on by itself.',
  retryIn: 0,
};

/** The sync of the Fivefaces source. All that must survive the background's death is in the store. */
export function createSync(parts: SyncParts): Sync {
  const { store, tokens, locks, now } = parts;
  let running: { outcome: Promise<SyncOutcome>; stop: AbortController } | null = null;

  function syncOnce(request: SyncRequest): Promise<SyncOutcome> {
    if (running) return running.outcome;
    const stop = new AbortController();
    const outcome = locks
      .request(LOCK, { signal: stop.signal }, () => attempt(request, stop.signal))
      .catch((error: unknown) =>
        stop.signal.aborted ? STOPPED : failure(asSourceError(error), null),
      )
      .finally(() => {
        running = null;
      });
    running = { outcome, stop };
    return outcome;
  }

  async function attempt(request: SyncRequest, signal: AbortSignal): Promise<SyncOutcome> {
    const membership = await tokens.read();
    if (!membership) return NOT_JOINED;
    const before = await store.attempt();
    const early = before.nextAttemptAt - now();
    // A clock that was set back must not stop the sync: no wait is longer than the longest one.
    if (before.problem && early > 0 && early <= 3_600_000) {
      if (before.askedToWait || !request.hurry) return asOutcome(before.problem, early);
    }
    try {
      // The browser may have evicted the store and left the token.
      if (!(await store.workspace())) await store.join(membership.workspace);
      if (!(await parts.isAllowed(membership.workspace.server))) {
        throw new SourceError('permission');
      }
      const changed = await pull(membership, request.wait, signal);
      await store.tidy();
      return { ok: true, value: { changed } };
    } catch (error) {
      if (signal.aborted) return STOPPED;
      return await handleFailure(asSourceError(error));
    }
  }

  /** Pulls pages until there are no more or time is up. True if anything was applied. */
  async function pull(membership: Membership, wait: number, signal: AbortSignal): Promise<boolean> {
    const source = parts.source(membership);
    const until = now() + LONGEST_PULL;
    let changed = false;
    let restarts = 0;
    let waiting = wait;
    for (;;) {
      const { epoch, cursor, complete } = await store.position();
      const asked = now();
      // Before everything was fetched once there is always more: never wait for it.
      const page = await source
        .changes(cursor, complete ? waiting : 0, signal)
        .catch((error: unknown) => {
          if (error instanceof SourceError && error.code === 'cursor_gone') return null;
          throw error;
        });
      const answered = now();
      signal.throwIfAborted();
      const gone = page === null || (epoch !== null && page.epoch !== epoch);
      if (gone) await store.startAgain();
      const applied = !gone && (await store.apply(page)).applied;
      if (!applied) {
        restarts += 1;
        if (restarts > MOST_RESTARTS) throw new SourceError('contract');
        continue;
      }
      changed ||= page.items.length > 0;
      const { clockOffset } = await store.attempt();
      await store.saveAttempt({
        failures: 0,
        nextAttemptAt: 0,
        askedToWait: false,
        problem: null,
        clockOffset: measureClock(clockOffset, Date.parse(page.serverTime), asked, answered),
        ...(!page.more && { syncedAt: Date.parse(page.serverTime) }),
      });
      if (!page.more || answered >= until) return changed;
      if (page.to === page.from) throw new SourceError('contract');
      waiting = 0;
    }
  }

  async function handleFailure(error: SourceError): Promise<SyncOutcome> {
    if (error.code === 'token_revoked' || error.code === 'token_invalid') {
      await tokens.clear();
      await store.erase(problemOf(error, now()));
      await parts.onWithdrawn();
      return failure(error, null);
    }
    const before = await store.attempt();
    const failures = before.failures + 1;
    const wait = error.retryAfter ?? backOff(failures, parts.random);
    const same = before.problem?.code === error.class;
    await store.saveAttempt({
      failures,
      nextAttemptAt: now() + wait,
      askedToWait: error.retryAfter !== null,
      problem: problemOf(error, same && before.problem ? before.problem.since : now()),
    });
    return failure(error, error.transient ? wait : null);
  }

  return {
    syncOnce,
    async exclusively(action) {
      running?.stop.abort();
      return locks.request(LOCK, action);
    },
  };
}

function asSourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  // Whatever else fails here is IndexedDB: quota, a closed or blocked database, a broken disk.
  return new SourceError('storage', { cause: error });
}

function problemOf(error: SourceError, since: number): SyncProblem {
  return { code: error.class, message: error.message, remedy: error.remedy, since };
}

function failure(error: SourceError, retryIn: number | null): SyncOutcome {
  const { code, message, remedy } = error;
  return { ok: false, code, message, remedy, ...(retryIn !== null && { retryIn }) };
}

function asOutcome(problem: SyncProblem, retryIn: number): SyncOutcome {
  const { code, message, remedy } = problem;
  return { ok: false, code, message, remedy, retryIn };
}
