import type { WidgetConversation } from '../../../lib/contract/widget.ts';

/** How often the server is asked while the page is visible: collection reaches the page within 5 s. */
const POLL_EVERY = 3_000;
/** The same once there is a rating, when only its finality can still change. */
const POLL_RATED_EVERY = 15_000;

/**
 * Milliseconds until the server is asked again; `null` when nothing can change any more.
 * @param known what the server told last; `null` before its first answer
 * @param pending a choice waits to be sent
 */
export function untilNextPoll(known: WidgetConversation | null, pending: boolean): number | null {
  if (!known) return POLL_EVERY;
  if (known.final && !pending) return null;
  if (!known.rating) return POLL_EVERY;
  const left = known.finalAt
    ? Date.parse(known.finalAt) - Date.parse(known.serverTime)
    : Number.POSITIVE_INFINITY;
  return Math.min(POLL_RATED_EVERY, Math.max(500, left + 100));
}
