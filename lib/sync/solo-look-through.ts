import { notJoined, SourceError } from '../sources/errors.ts';
import type { RatingSource } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import type { SoloAccess, Tokens } from '../store/tokens.ts';
import type { OpenQuery } from '../store/views.ts';

/** How long (ms) the platform may take. */
const PATIENCE = 10_000;

export interface SoloLookThroughParts {
  store: { solo: Pick<Store['solo'], 'sources' | 'keepOne'> };
  tokens: Pick<Tokens, 'solo'>;
  open: (access: SoloAccess) => RatingSource | null;
  isAllowed: (access: SoloAccess) => Promise<boolean>;
  /** This computer's clock. */
  now: () => number;
}

/** Asks a source's platform for the conversation that is open; false if it has none. Throws SourceError. */
export type SoloLookThrough = (source: string, open: OpenQuery) => Promise<boolean>;

/** Look-through to the platforms, with the person's own access. */
export function createSoloLookThrough(parts: SoloLookThroughParts): SoloLookThrough {
  const { store, tokens, now } = parts;
  return async (id, { conversation, ticket }) => {
    const accesses = await tokens.solo();
    if (accesses.length === 0) throw notJoined();
    const access = accesses.find((one) => one.id === id);
    const source = access && parts.open(access);
    if (!source) return false;
    await refuseWhileWaiting(id);
    if (!(await parts.isAllowed(access))) throw new SourceError('permission');
    const read = await source.readOne({ conversation, ticket }, AbortSignal.timeout(PATIENCE));
    if (read.kind === 'not_allowed') {
      throw new SourceError('auth', {
        code: 'conversation_not_allowed',
        message: `Your access to ${access.name} may not see this conversation.`,
        remedy: 'Ask an admin there for access to it.',
      });
    }
    if (read.kind === 'not_found') return false;
    // Whoever disconnected it meanwhile finds nothing of it here.
    if (!(await tokens.solo()).some((one) => one.id === id)) return false;
    await store.solo.keepOne(id, read.conversation, now());
    return true;
  };

  async function refuseWhileWaiting(id: string): Promise<void> {
    const source = (await store.solo.sources()).find((one) => one.id === id);
    const problem = source?.problem;
    if (problem?.code !== 'rate' || (source?.nextAt ?? 0) <= now()) return;
    const { code, detail, message, remedy } = problem;
    throw new SourceError(code, { code: detail, message, remedy });
  }
}
