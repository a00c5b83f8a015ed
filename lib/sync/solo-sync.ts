import { SourceError } from '../sources/errors.ts';
import type { RatingSource, SourceBatch } from '../sources/source.ts';
import type { SoloSource } from '../store/solo-store.ts';
import type { Store } from '../store/store.ts';
import type { SoloAccess, Tokens } from '../store/tokens.ts';
import type { SyncProblem } from '../store/views.ts';
import { asSourceError } from './as-source-error.ts';
import { backOff } from './back-off.ts';
import type { SyncRequest } from './drive-sync.ts';
import { problemOf } from './problem-of.ts';
import { soloSourceOf, soloWorkspace } from './solo-workspace.ts';

/** For how long (ms) one sync pulls batch after batch: the background may be stopped after 30 s. */
const LONGEST_PULL = 15_000;
/** How long (ms) one batch may take. */
const LONGEST_BATCH = 20_000;
/** How long (ms) a platform is left alone after everything was fetched, while somebody looks. */
const WHILE_SEEN = 60_000;
/** The same while nobody looks. */
const WHILE_UNSEEN = 5 * 60_000;
/** How long (ms) until a failure is tried again that trying again does not mend by itself. */
const AFTER_LASTING = 15 * 60_000;
/** The longest rest (ms) of a page between two syncs. */
const LONGEST_REST = 20_000;
/** No stored wait (ms) is longer: a clock that was set back must not stop the sync. */
const LONGEST_WAIT = 3_600_000;

export interface SoloParts {
  store: Pick<Store, 'solo' | 'workspace' | 'saveAttempt' | 'attempt'>;
  tokens: Pick<Tokens, 'solo'>;
  /** The connector of an access; `null` for what is not pulled (a file). */
  open: (access: SoloAccess) => RatingSource | null;
  /** May the browser reach all that this access needs? */
  isAllowed: (access: SoloAccess) => Promise<boolean>;
  /** This computer's clock. */
  now: () => number;
  random?: () => number;
}

/** The sync of a browser without a team. */
export interface SoloSync {
  /** Builds the workspace again from the accesses, if the browser evicted the store. */
  restore(): Promise<void>;
  /** Has every platform tell everything again; what is kept stays until that is over. */
  tellAgain(): Promise<void>;
  /**
   * Pulls what is due, a few batches. What fails is noted at its source, and waits.
   * @returns whether anything was stored, and how long (ms) to rest until the next
   */
  pullDue(request: SyncRequest, signal: AbortSignal): Promise<{ changed: boolean; rest: number }>;
}

/** Connectors that run in this browser. All that must survive the background is in the store. */
export function createSoloSync(parts: SoloParts): SoloSync {
  const { store, tokens, now } = parts;
  const { solo } = store;

  async function restore(): Promise<void> {
    const accesses = await tokens.solo();
    if (!(await store.workspace())) await solo.begin(soloWorkspace());
    const known = new Set((await solo.sources()).map(({ id }) => id));
    for (const access of accesses) {
      if (!known.has(access.id)) await solo.add(soloSourceOf(access));
    }
  }

  async function pullDue(request: SyncRequest, signal: AbortSignal) {
    const accesses = new Map((await tokens.solo()).map((access) => [access.id, access]));
    const until = now() + LONGEST_PULL;
    let changed = false;
    // In turn, so that a platform with much to tell does not keep the others waiting.
    for (let round = await due(request); round.length > 0 && now() < until; ) {
      for (const source of round) {
        if (now() >= until) break;
        const access = accesses.get(source.id);
        if (access) changed = (await pullOnce(access, source, signal)) || changed;
      }
      round = (await due({ ...request, hurry: false })).filter(({ nextAt }) => nextAt === 0);
    }
    return { changed, rest: await note() };
  }

  async function due({ wait, hurry }: SyncRequest): Promise<SoloSource[]> {
    const at = now();
    const isSeen = wait > 0 || hurry;
    return (await solo.sources()).filter(({ nextAt, problem, complete }) => {
      if (nextAt === null) return false;
      const left = nextAt - at;
      if (left > LONGEST_WAIT || nextAt === 0) return true;
      if (problem) return left <= 0 || (hurry && problem.code !== 'rate');
      return left <= (complete && !isSeen ? WHILE_SEEN - WHILE_UNSEEN : 0);
    });
  }

  /** One batch of one source; true if anything was stored. */
  async function pullOnce(
    access: SoloAccess,
    { id, state, failures, problem }: SoloSource,
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      if (!(await parts.isAllowed(access))) throw notAllowed(access);
      const source = parts.open(access);
      if (!source) {
        await solo.change(id, { nextAt: null });
        return false;
      }
      const batch = await inTime(access, source, state, signal);
      signal.throwIfAborted();
      const at = now();
      const { changed } = await solo.apply(id, state, batch, at, {
        failures: 0,
        problem: null,
        nextAt: batch.more ? (batch.wait > 0 ? at + batch.wait : 0) : at + atLeast(batch.wait),
        ...(!batch.more && { syncedAt: at }),
      });
      return changed;
    } catch (error) {
      if (signal.aborted) throw error;
      const reason = asSourceError(error);
      // What the store cannot keep is no platform's fault: the whole sync fails of it.
      if (reason.class === 'storage') throw reason;
      const same = problem?.detail === reason.code;
      await solo.change(id, {
        failures: failures + 1,
        problem: problemOf(reason, same && problem ? problem.since : now()),
        nextAt: now() + waitAfter(reason, failures + 1),
      });
      return false;
    }
  }

  function waitAfter(error: SourceError, failures: number): number {
    if (error.retryAfter !== null) return error.retryAfter;
    return error.transient ? backOff(failures, parts.random) : AFTER_LASTING;
  }

  /** Notes how the sources stand as the one state of the sync: the worst of them. */
  async function note(): Promise<number> {
    const sources = await solo.sources();
    const worst = sources
      .filter(({ problem }) => problem !== null)
      .sort((a, b) => weightOf(a) - weightOf(b))[0];
    const problem = worst?.problem ?? null;
    const synced = sources.flatMap(({ syncedAt }) => syncedAt ?? []);
    await store.saveAttempt({
      problem,
      failures: worst?.failures ?? 0,
      nextAttemptAt: worst?.nextAt ?? 0,
      askedToWait: problem?.code === 'rate',
      syncedAt: synced.length > 0 ? Math.max(...synced) : null,
      runningSince: null,
    });
    const waits = sources.flatMap(({ nextAt }) => (nextAt === null ? [] : nextAt - now()));
    return Math.max(0, Math.min(LONGEST_REST, ...waits));
  }

  async function tellAgain(): Promise<void> {
    for (const { id, nextAt } of await solo.sources())
      if (nextAt !== null) await solo.tellAgain(id);
  }

  return { restore, tellAgain, pullDue };
}

/** One batch, or a failure of the network when it takes too long. */
async function inTime(
  { name }: SoloAccess,
  source: RatingSource,
  state: string | null,
  signal: AbortSignal,
): Promise<SourceBatch> {
  const timeout = AbortSignal.timeout(LONGEST_BATCH);
  try {
    return await source.pull(state, AbortSignal.any([signal, timeout]));
  } catch (error) {
    if (signal.aborted || error instanceof SourceError) throw error;
    if (!timeout.aborted) {
      throw new SourceError('contract', {
        code: 'source_confused',
        message: `${name} gave something that this version does not understand.`,
        cause: error,
      });
    }
    throw new SourceError('network', {
      code: 'timeout',
      message: `${name} did not answer in time.`,
      cause: error,
    });
  }
}

/** What needs a person comes first, then what lasts longest. */
const WEIGHTS: readonly SyncProblem['code'][] = [
  'auth',
  'permission',
  'contract',
  'storage',
  'server',
  'rate',
  'network',
];

function weightOf({ problem }: SoloSource): number {
  return problem ? WEIGHTS.indexOf(problem.code) : WEIGHTS.length;
}

function atLeast(wait: number): number {
  return Math.max(wait, WHILE_SEEN);
}

function notAllowed({ name }: SoloAccess): SourceError {
  return new SourceError('permission', {
    code: 'site_not_allowed',
    message: `The browser does not let Fivefaces reach ${name}.`,
    remedy: 'Open Options and allow access to it again.',
  });
}
