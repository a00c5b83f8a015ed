import { SourceError } from '../sources/errors.ts';
import type { FivefacesSource } from '../sources/fivefaces.ts';
import type { Store } from '../store/store.ts';
import type { SyncProblem } from '../store/views.ts';
import { compareDigest } from './compare-digest.ts';

const DAY = 24 * 3_600_000;
/** When (ms) to compare again after the digest could not be had. */
const SOON = 10 * 60_000;
/** When (ms) to compare again after something had come between sync and digest. */
const NEXT = 60_000;

export interface CheckParts {
  store: Pick<Store, 'attempt' | 'saveAttempt' | 'digest' | 'startAgain'>;
  source: Pick<FivefacesSource, 'digest'>;
  /** This computer's clock. */
  now: () => number;
}

/**
 * Once a day, after a sync that ended up to date: compares the copy with the server's digest. One
 * that differs is fetched anew beside what is read. If it differs again within a day of that, it is
 * left as it is and said so: fetching again and again would mend nothing.
 * @returns true if the copy is being fetched anew
 */
export async function checkCopy(parts: CheckParts, signal: AbortSignal): Promise<boolean> {
  const { store, source, now } = parts;
  const { digestAt, clockOffset, mended, mendedAt, divergedAt } = await store.attempt();
  const serverNow = now() + clockOffset;
  if (digestAt !== null && isWithin(DAY, digestAt, serverNow)) return false;
  const later = (wait: number) => store.saveAttempt({ digestAt: serverNow - DAY + wait });

  const local = await store.digest();
  const server = local && (await digestOf(source, signal));
  if (!server) {
    await later(SOON);
    return false;
  }
  const comparison = compareDigest(local, server);
  if (comparison.kind === 'not_comparable') {
    await later(NEXT);
    return false;
  }
  if (comparison.kind === 'equal') {
    await store.saveAttempt({ digestAt: serverNow, divergedAt: null });
    return false;
  }
  console.warn('Fivefaces: the copy differs from the server in', comparison.in.join(', '));
  if (mendedAt !== null && isWithin(DAY, mendedAt, serverNow)) {
    await store.saveAttempt({ digestAt: serverNow, divergedAt: divergedAt ?? now() });
    return false;
  }
  await store.startAgain();
  // Compared again as soon as it is complete.
  await store.saveAttempt({ digestAt: null, mended: mended + 1, mendedAt: serverNow });
  return true;
}

/** A time that lies far in the future says nothing: a clock was wrong. */
function isWithin(length: number, since: number, now: number): boolean {
  return Math.abs(now - since) < length;
}

/** What a copy that keeps differing means for people. `since` is on this computer's clock. */
export function divergence(since: number): SyncProblem {
  return {
    code: 'contract',
    detail: 'copy_diverged',
    message: 'The copy on this computer keeps differing from the server.',
    remedy: 'Fetch everything anew in Options. If it comes back, tell who runs the server.',
    since,
  };
}

/** The server's digest; `null` if it cannot be had now, or this server has none. */
async function digestOf(source: CheckParts['source'], signal: AbortSignal) {
  try {
    return await source.digest(signal);
  } catch (error) {
    if (error instanceof SourceError && error.class !== 'auth') return null;
    throw error;
  }
}
