import { useEffect, useState } from 'react';
import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import type { PanelHost } from '../../lib/messages/panel-host.ts';

/** Names an open conversation, or that none is open; the same for the same conversation. */
export function keyOf(open: OpenConversation | null): string {
  return open
    ? JSON.stringify([open.inbox, open.place, open.conversation, open.ticket])
    : 'nothing';
}

/** The open conversation; `undefined` until the inbox has said so. */
export function useOpen(host: PanelHost): OpenConversation | null | undefined {
  const [open, setOpen] = useState<OpenConversation | null | undefined>(undefined);
  useEffect(() => {
    const end = new AbortController();
    host.followOpen(setOpen, end.signal);
    return () => end.abort();
  }, [host]);
  return open;
}

/**
 * What to draw while the next conversation is read: for a moment the one before, whose answer is
 * there, rather than drawing twice; then the next one, not read yet.
 *
 * @param open the open conversation
 * @param answered the view at hand answers for it
 * @param mayStay the view at hand can be drawn
 */
export function useShownOpen(
  open: OpenConversation | null | undefined,
  answered: boolean,
  mayStay: boolean,
): OpenConversation | null | undefined {
  const [before, setBefore] = useState(open);
  const patience = usePatience(open && !answered ? keyOf(open) : null);
  if (open === null || answered) {
    if (before !== open) setBefore(open);
    return open;
  }
  return patience && mayStay ? before : open;
}

/**
 * How long (ms) the conversation before may stay while the next one is read. Usually it takes a
 * fraction of that; the inbox beside the panel is itself still changing then.
 */
const PATIENCE = 100;

/** True for a short while after something new is waited for; `null` waits for nothing. */
function usePatience(waitedFor: string | null): boolean {
  const [over, setOver] = useState<string | null>(null);
  useEffect(() => {
    if (waitedFor === null) return;
    const timer = setTimeout(() => setOver(waitedFor), PATIENCE);
    return () => {
      clearTimeout(timer);
      setOver(null);
    };
  }, [waitedFor]);
  return waitedFor !== null && over !== waitedFor;
}
