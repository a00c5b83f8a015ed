import { notJoined, SourceError } from '../sources/errors.ts';
import type { FivefacesSource, WantedConversation } from '../sources/fivefaces.ts';
import { sourcesOfOpen } from '../store/source-of-open.ts';
import type { Store } from '../store/store.ts';
import type { Membership, Tokens } from '../store/tokens.ts';
import type { OpenQuery } from '../store/views.ts';
import type { SoloLookThrough } from './solo-look-through.ts';

/** How long (ms) the server is left alone about one conversation. */
const AGAIN_AFTER = 30_000;

/** How many conversations are remembered as asked for. */
const REMEMBERED = 200;

/** When each conversation was asked for (this computer's clock), and whether the server knew it. */
export type AskedFor = Record<string, { at: number; found: boolean }>;

export interface LookThroughParts {
  store: Pick<Store, 'keepLookedThrough' | 'attempt' | 'sources'>;
  tokens: Pick<Tokens, 'read'>;
  source: (membership: Membership) => Pick<FivefacesSource, 'conversation'>;
  isAllowed: (server: string) => Promise<boolean>;
  /** Asks the platform itself, where no team is joined. */
  solo?: SoloLookThrough;
  /** Kept for the session, so that it outlives the background. */
  asked: { getValue(): Promise<AskedFor>; setValue(asked: AskedFor): Promise<void> };
  /** This computer's clock. */
  now: () => number;
}

/**
 * Asks the server for a conversation that is not kept here. Throws SourceError: also while the sync
 * waits for the network or as the server asked, so that switching conversations offline stays quiet.
 */
export type LookThrough = (open: OpenQuery) => Promise<{ found: boolean }>;

/** Look-through to the server, at most once in half a minute for each conversation. */
export function createLookThrough(parts: LookThroughParts): LookThrough {
  const { store, tokens, asked, now } = parts;
  const running = new Map<string, Promise<{ found: boolean }>>();

  async function lookThrough(
    key: string,
    wanted: WantedConversation,
    open: OpenQuery,
  ): Promise<{ found: boolean }> {
    const membership = await tokens.read();
    if (!membership && !parts.solo) throw notJoined();
    const before = (await asked.getValue())[key];
    if (before && Math.abs(now() - before.at) < AGAIN_AFTER) return { found: before.found };
    await refuseWhileWaiting();
    const found = membership
      ? await askServer(membership, wanted)
      : ((await parts.solo?.(wanted.source, open)) ?? false);
    await remember(key, found);
    return { found };
  }

  async function askServer(membership: Membership, wanted: WantedConversation): Promise<boolean> {
    if (!(await parts.isAllowed(membership.workspace.server))) throw new SourceError('permission');
    return fetchAndKeep(membership, wanted);
  }

  async function fetchAndKeep(
    membership: Membership,
    wanted: WantedConversation,
  ): Promise<boolean> {
    try {
      const conversation = await parts.source(membership).conversation(wanted);
      if (!isWanted(conversation, wanted))
        throw new SourceError('contract', { code: 'answer_unexpected' });
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

  function lookThroughOnce(
    wanted: WantedConversation,
    open: OpenQuery,
  ): Promise<{ found: boolean }> {
    const key = `${wanted.source}\n${wanted.id}\n${wanted.ticket ?? ''}`;
    const same = running.get(key);
    if (same) return same;
    const answer = lookThrough(key, wanted, open).finally(() => running.delete(key));
    running.set(key, answer);
    return answer;
  }

  return async (open) => {
    const { ticket } = open;
    const id = open.conversation ?? ticket;
    if (id === null) return { found: false };
    // Mostly one; an inbox that does not tell the source has them tried in turn.
    for (const source of sourcesOfOpen(open, await store.sources())) {
      const answer = await lookThroughOnce({ source: source.id, id, ticket }, open);
      if (answer.found) return answer;
    }
    return { found: false };
  };
}

function isWanted(
  { source, id, ticketId }: { source: string; id: string; ticketId: string | null },
  wanted: WantedConversation,
): boolean {
  if (source !== wanted.source) return false;
  return id === wanted.id || (wanted.ticket !== null && ticketId === wanted.ticket);
}
