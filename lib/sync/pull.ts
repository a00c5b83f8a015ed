import { SourceError } from '../sources/errors.ts';
import type { FivefacesSource } from '../sources/fivefaces.ts';
import type { Store } from '../store/store.ts';
import { divergence } from './check-copy.ts';
import { measureClock } from './clock-offset.ts';
import { limitAfterFailure, limitAfterPage, pageSize } from './page-size.ts';
import { smoothRate } from './progress.ts';

/** For how long (ms) one sync pulls page after page: the background may be stopped after 30 s. */
const LONGEST_PULL = 12_000;

/** How often one sync may find itself at the wrong cursor or epoch before it gives up. */
const MOST_RESTARTS = 3;

export interface PullParts {
  store: Pick<Store, 'position' | 'apply' | 'startAgain' | 'attempt' | 'saveAttempt'>;
  source: Pick<FivefacesSource, 'changes'>;
  /** This computer's clock. */
  now: () => number;
}

/**
 * Pulls pages from the stored cursor until there are no more or time is up. Each page is stored with
 * its cursor before the next one is asked for, so that nothing is lost when the background dies.
 * @param wait seconds that the server may hold the first answer
 * @returns whether anything was stored, and whether the copy is up to date now
 */
export async function pull(
  parts: PullParts,
  wait: number,
  signal: AbortSignal,
): Promise<{ changed: boolean; current: boolean }> {
  const { store, now } = parts;
  const until = now() + LONGEST_PULL;
  const seen = new Set<string>();
  let changed = false;
  let restarts = 0;
  let waiting = wait;
  for (;;) {
    const { epoch, cursor, complete } = await store.position();
    const asked = now();
    // Before everything was fetched once there is always more: never wait for it.
    const page = await nextPage(parts, cursor, complete, complete ? waiting : 0, signal);
    const answered = now();
    signal.throwIfAborted();
    const gone = page === null || (epoch !== null && page.epoch !== epoch);
    if (gone) await store.startAgain();
    else if (page.more && (page.to === cursor || seen.has(page.to))) throw STUCK();
    const applied = !gone && (await store.apply(page)).applied;
    if (!applied) {
      restarts += 1;
      if (restarts > MOST_RESTARTS) throw RESTLESS();
      continue;
    }
    seen.add(page.to);
    changed ||= page.items.length > 0;
    const serverTime = Date.parse(page.serverTime);
    const { clockOffset, perSecond, pageLimit, divergedAt } = await store.attempt();
    const current = !page.more;
    await store.saveAttempt({
      failures: 0,
      nextAttemptAt: 0,
      askedToWait: false,
      problem: divergedAt === null ? null : divergence(divergedAt),
      clockOffset: measureClock(clockOffset, serverTime, asked, answered),
      pageLimit: complete ? pageLimit : limitAfterPage(pageLimit, answered - asked),
      perSecond:
        complete || current ? null : smoothRate(perSecond, page.items.length, now() - asked),
      ...(current && { syncedAt: serverTime }),
    });
    if (current || answered >= until) return { changed, current };
    waiting = 0;
  }
}

/** The next page; `null` if the server no longer knows the cursor. */
async function nextPage(
  { store, source }: PullParts,
  cursor: string | null,
  complete: boolean,
  wait: number,
  signal: AbortSignal,
) {
  const size = pageSize(complete, (await store.attempt()).pageLimit);
  try {
    return await source.changes(cursor, wait, signal, size);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    if (error.code === 'cursor_gone') return null;
    const pageLimit = limitAfterFailure(error, size);
    if (pageLimit !== undefined && wait === 0) await store.saveAttempt({ pageLimit });
    throw error;
  }
}

const STUCK = () =>
  new SourceError('contract', {
    code: 'feed_stuck',
    message: 'The server promises more and gives the same again.',
    remedy: 'It is tried again by itself. If it lasts, tell who runs the server.',
  });

const RESTLESS = () =>
  new SourceError('contract', {
    code: 'feed_restless',
    message: 'The server keeps beginning anew.',
    remedy: 'It is tried again by itself. If it lasts, tell who runs the server.',
  });
