import { notJoined, SourceError } from '../sources/errors.ts';
import type { FivefacesSource } from '../sources/fivefaces.ts';
import type { Store } from '../store/store.ts';
import type { Membership, Tokens } from '../store/tokens.ts';

/** The only source that can be looked through to so far: conversations of the server itself. */
const OWN_SOURCE = 'fivefaces';

/** How long (ms) the server is left alone about one conversation. */
const AGAIN_AFTER = 30_000;

/** How many conversations are remembered as asked for. */
const REMEMBERED = 200;

/** When each conversation was asked for (this computer's clock), and whether the server knew it. */
export type AskedFor = Record<string, { at: number; found: boolean }>;

export interface LookThroughParts {
  store: Pick<Store, 'keepLookedThrough' | 'attempt'>;
  tokens: Pick<Tokens, 'read'>;
  source: (membership: Membership) => Pick<FivefacesSource, 'conversation'>;
  isAllowed: (server: string) => Promise<boolean>;
  /** Kept for the session, so that it outlives the background. */
  asked: { getValue(): Promise<AskedFor>; setValue(asked: AskedFor): Promise<void> };
  /** This computer's clock. */
  now: () => number;
}

/**
 * Asks the server for a conversation that is not kept here. Throws SourceError: also while the sync
 * waits for the network or as the server asked, so that switching conversations offline stays quiet.
 */
export type LookThrough = (source: string, conversation: string) => Promise<{ found: boolean }>;

/** Look-through to the server, at most once in half a minute for each conversation. */
export function createLookThrough(parts: LookThroughParts): LookThrough {
  const { store, tokens, asked, now } = parts;
  const running = new Map<string, Promise<{ found: boolean }>>();

  async function lookThrough(key: string, id: string): Promise<{ found: boolean }> {
    const membership = await tokens.read();
    if (!membership) throw notJoined();
    const before = (await asked.getValue())[key];
    if (before && Math.abs(now() - before.at) < AGAIN_AFTER) return { found: before.found };
    await refuseWhileWaiting();
    if (!(await parts.isAllowed(membership.workspace.server))) throw new SourceError('permission');
    const found = await fetchAndKeep(membership, id);
    await remember(key, found);
    return { found };
  }

  async function fetchAndKeep(membership: Membership, id: string): Promise<boolean> {
    try {
      const conversation = await parts.source(membership).conversation(id);
      if (conversation.id !== id) throw new SourceError('contract', { code: 'answer_unexpected' });
      // Whoever left meanwhile finds nothing of it here.
      if ((await tokens.read())?.token !== membership.token) return false;
      await store.keepLookedThrough(conversation, now());
      return true;
    } catch (error) {
      const gone = ['not_found', 'erased'];
      if (error instanceof SourceError && gone.includes(error.code)) return false;
      throw error;
    }
  }

  async function refuseWhileWaiting(): Promise<void> {
    const { problem, nextAttemptAt, askedToWait } = await store.attempt();
    if (!problem || nextAttemptAt <= now()) return;
    if (problem.code !== 'network' && !askedToWait) return;
    const { code, detail, message, remedy } = problem;
    throw new SourceError(code, { code: detail, message, remedy });
  }

  async function remember(key: string, found: boolean): Promise<void> {
    const { [key]: _, ...others } = await asked.getValue();
    const kept = Object.entries(others)
      .filter(([, { at }]) => Math.abs(now() - at) < AGAIN_AFTER)
      .slice(1 - REMEMBERED);
    await asked.setValue(Object.fromEntries([...kept, [key, { at: now(), found }]]));
  }

  return async (source, conversation) => {
    if (source !== OWN_SOURCE) return { found: false };
    const key = `${source}\n${conversation}`;
    const same = running.get(key);
    if (same) return same;
    const answer = lookThrough(key, conversation).finally(() => running.delete(key));
    running.set(key, answer);
    return answer;
  };
}
