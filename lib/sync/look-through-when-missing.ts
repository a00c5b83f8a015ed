import type { OpenQuery, SyncView } from '../store/views.ts';

/** What of a panel's or popup's view says whether something is missing. */
interface LookedAt {
  workspace: object | null;
  conversation: object | null;
  sync: SyncView;
}

/** How long (ms) a page leaves the background alone about one conversation. */
const AGAIN_AFTER = 30_000;

/**
 * Asks for the open conversation where it is not kept on this computer: long past, or the first sync
 * has not come to it yet. Hand every view to the answer; it asks once, and again only when the same
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
  return (open, { workspace, conversation: kept, sync }) => {
    if (kept !== null || workspace === null || !isOnline()) return;
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
