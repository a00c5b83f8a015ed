import { OWN_SOURCE } from '../store/source-of-open.ts';
import type { OpenQuery, SyncView } from '../store/views.ts';

/** What of a panel's or popup's view says whether something is missing. */
interface LookedAt {
  workspace: object | null;
  conversation: { source?: string } | null;
  /** When it was looked through to (this computer's clock), where the feed does not deliver it. */
  lookedThroughAt?: number | null;
  sync: SyncView;
}

/** How long (ms) a page leaves the background alone about one conversation. */
const AGAIN_AFTER = 30_000;

/**
 * Asks for the open conversation where it is not kept on this computer: long past, or the first sync
 * has not come to it yet; or where its platform does not list it and it was asked for a while ago. Hand every view to the answer; it asks once, and again only when the same
 * conversation is still missing half a minute later. Nothing is asked for where that is no use:
 * before joining, without network, or where the server does not let us in.
 * @param ask the message to the background; it must not reject
 * @param now this computer's clock
 */
export function lookThroughWhenMissing(
  ask: (open: OpenQuery) => Promise<unknown>,
  now: () => number,
  isOnline: () => boolean = () => navigator.onLine,
): (open: OpenQuery, view: LookedAt) => void {
  const asked = new Map<string, number>();
  return (open, { workspace, conversation: kept, lookedThroughAt, sync }) => {
    if (workspace === null || !isOnline()) return;
    // What a platform does not list is not told of again either: only asking shows what changed.
    const isStale =
      kept?.source !== OWN_SOURCE &&
      typeof lookedThroughAt === 'number' &&
      Math.abs(now() - lookedThroughAt) >= AGAIN_AFTER;
    if (kept !== null && !isStale) return;
    const code = sync.problem?.code;
    if (code === 'network' || code === 'auth' || code === 'permission') return;
    const { inbox, place, conversation, ticket } = open;
    const key = [inbox, place, conversation, ticket].join('\n');
    const last = asked.get(key);
    if (last !== undefined && Math.abs(now() - last) < AGAIN_AFTER) return;
    asked.set(key, now());
    void ask(open);
  };
}
