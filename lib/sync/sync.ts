import { notJoined, SourceError } from '../sources/errors.ts';
import type { FivefacesSource } from '../sources/fivefaces.ts';
import type { Store } from '../store/store.ts';
import type { Membership, Tokens } from '../store/tokens.ts';
import type { SyncProblem } from '../store/views.ts';
import { asSourceError } from './as-source-error.ts';
import { backOff } from './back-off.ts';
import { checkCopy, divergence } from './check-copy.ts';
import type { SyncOutcome, SyncRequest } from './drive-sync.ts';
import { problemOf } from './problem-of.ts';
import { pull } from './pull.ts';
import type { ReviewOutbox } from './review-outbox.ts';
import type { SampleSync } from './sample.ts';
import type { SoloSync } from './solo-sync.ts';

/** The lock under which the feed is written: one sync at a time across all contexts. */
const LOCK = 'fivefaces-sync';

/** How long (ms) a page rests that shows sample data: nothing comes by itself. */
const SAMPLE_REST = 60_000;

/** No stored wait (ms) is longer: a clock that was set back must not stop the sync. */
const LONGEST_WAIT = 3_600_000;

export interface SyncParts {
  store: Store;
  tokens: Tokens;
  source: (membership: Membership) => Pick<FivefacesSource, 'changes' | 'digest'>;
  /** May we reach this origin? Host permissions can be withdrawn at any time. */
  isAllowed: (server: string) => Promise<boolean>;
  /** The local copy was erased because the server no longer knows us. */
  onWithdrawn: () => Promise<void>;
  /** A sync begins while not everything was fetched once: see to it that another one follows. */
  onIncomplete?: () => Promise<void>;
  /** Where reviews wait to be sent; each sync sends them first. */
  outbox?: Pick<ReviewOutbox, 'flush' | 'exclusively' | 'forget'>;
  /** What is synced where no team is joined. */
  solo?: SoloSync;
  /** What is synced where sample data is shown. */
  sample?: SampleSync;
  locks: Pick<LockManager, 'request'>;
  /** This computer's clock. */
  now: () => number;
  random?: () => number;
}

export interface Sync {
  /** Brings the store up to date; requests that come meanwhile share the one that runs. */
  syncOnce(request: SyncRequest): Promise<SyncOutcome>;
  /** The same, and compares the copy with the server's digest, however short ago that was. */
  verify(): Promise<SyncOutcome>;
  /** Fetches everything again beside what is shown, which stays until the new copy is complete. */
  fetchAnew(): Promise<SyncOutcome>;
  /**
   * Stops the running sync and the sending of reviews, then does something with the store that must
   * not mix with them: joining, leaving.
   */
  exclusively<T>(action: () => Promise<T>): Promise<T>;
}

const STOPPED: SyncOutcome = {
  ok: false,
  code: 'stopped',
  message: 'The sync was stopped for joining, leaving or fetching anew.',
  remedy: 'Nothing to do: it goes on by itself.',
  retryIn: 0,
};

/** The sync with the team's server, or of this browser's own sources. All that must survive the background's death is in the store. */
export function createSync(parts: SyncParts): Sync {
  const { store, tokens, locks, now, outbox } = parts;
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
    if (!membership) return attemptSolo(request, signal);
    const before = await store.attempt();
    const early = before.nextAttemptAt - now();
    if (before.problem && early > 0 && early <= LONGEST_WAIT) {
      if (before.askedToWait || !request.hurry) return asOutcome(before.problem, early);
    }
    try {
      // After a failure this attempt is the wait's end for reviews too: theirs may be far longer.
      const hurrySending = request.hurry || before.failures > 0;
      return await work(membership, request, hurrySending, signal);
    } catch (error) {
      if (signal.aborted) {
        await store.saveAttempt({ runningSince: null });
        return STOPPED;
      }
      return await handleFailure(asSourceError(error));
    }
  }

  /** The same without a team: each source has its own failures and waits. */
  async function attemptSolo(request: SyncRequest, signal: AbortSignal): Promise<SyncOutcome> {
    const { solo } = parts;
    try {
      const sample = await parts.sample?.pull(signal);
      if (sample) return { ok: true, value: { changed: sample.changed, rest: SAMPLE_REST } };
      if (!solo || (await tokens.solo()).length === 0) return failure(notJoined(), null);
      await solo.restore();
      await begin(request);
      const { changed, rest } = await solo.pullDue(request, signal);
      await store.tidy();
      // What failed stands in the store; the others go on.
      return { ok: true, value: { changed, rest } };
    } catch (error) {
      if (signal.aborted) {
        await store.saveAttempt({ runningSince: null });
        return STOPPED;
      }
      return handleFailure(asSourceError(error));
    }
  }

  async function work(
    membership: Membership,
    request: SyncRequest,
    hurrySending: boolean,
    signal: AbortSignal,
  ): Promise<SyncOutcome> {
    // The browser may have evicted the store and left the token.
    if (!(await store.workspace())) await store.join(membership.workspace);
    await begin(request);
    if (!(await parts.isAllowed(membership.workspace.server))) throw new SourceError('permission');
    const sent = await outbox?.flush(membership, hurrySending, signal);
    const source = parts.source(membership);
    const { changed, current } = await pull({ store, source, now }, request.wait, signal);
    if (current && (await checkCopy({ store, source, now }, signal))) await parts.onIncomplete?.();
    await store.tidy();
    await end();
    return { ok: true, value: { changed: changed || sent === true } };
  }

  /**
   * Notes that a sync runs, so that the next background knows if this one died of it. One that only
   * waits for news is not noted: stopping it loses nothing.
   */
  async function begin({ wait }: SyncRequest): Promise<void> {
    const { complete } = await store.position();
    if (!complete) await parts.onIncomplete?.();
    const { runningSince, died } = await store.attempt();
    if (runningSince !== null) await store.saveAttempt({ died: died + 1, runningSince: null });
    if (!complete || wait === 0) await store.saveAttempt({ runningSince: now() });
  }

  async function end(): Promise<void> {
    const { runningSince, divergedAt, problem } = await store.attempt();
    const stands = divergedAt === null ? null : divergence(divergedAt);
    if (runningSince === null && stands?.detail === problem?.detail) return;
    await store.saveAttempt({ runningSince: null, problem: stands });
  }

  async function handleFailure(error: SourceError): Promise<SyncOutcome> {
    const isWithdrawn = error.code === 'token_revoked' || error.code === 'token_invalid';
    if (isWithdrawn && (await tokens.read())) {
      await withoutOutbox(async () => {
        await tokens.clear();
        await outbox?.forget();
        await store.erase(problemOf(error, now()));
      });
      await parts.onWithdrawn();
      return failure(error, null);
    }
    const before = await store.attempt();
    const failures = before.failures + 1;
    const wait = error.retryAfter ?? backOff(failures, parts.random);
    const same = before.problem?.code === error.class;
    try {
      await store.saveAttempt({
        failures,
        nextAttemptAt: now() + wait,
        askedToWait: error.retryAfter !== null,
        runningSince: null,
        problem: problemOf(error, same && before.problem ? before.problem.since : now()),
      });
    } catch (cause) {
      // On a full disk not even that can be written: then the page that asked tells it.
      return failure(asSourceError(cause), wait);
    }
    return failure(error, error.transient ? wait : null);
  }

  const withoutOutbox = <T>(action: () => Promise<T>): Promise<T> =>
    outbox ? outbox.exclusively(action) : action();

  async function exclusively<T>(action: () => Promise<T>): Promise<T> {
    running?.stop.abort();
    return locks.request(LOCK, () => withoutOutbox(action));
  }

  return {
    syncOnce,
    exclusively,
    async verify() {
      await store.saveAttempt({ digestAt: null });
      return syncOnce({ wait: 0, hurry: true });
    },
    async fetchAnew() {
      await exclusively(async () => {
        if ((await tokens.read()) === null && !(await tokens.sample()))
          return parts.solo?.tellAgain();
        await store.startAgain();
        await store.saveAttempt({ digestAt: null, divergedAt: null, pageLimit: null });
      });
      return syncOnce({ wait: 0, hurry: true });
    },
  };
}

function failure(error: SourceError, retryIn: number | null): SyncOutcome {
  const { code, message, remedy } = error;
  return { ok: false, code, message, remedy, ...(retryIn !== null && { retryIn }) };
}

function asOutcome(problem: SyncProblem, retryIn: number): SyncOutcome {
  const { detail: code, message, remedy } = problem;
  return { ok: false, code, message, remedy, retryIn };
}
