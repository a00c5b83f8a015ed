import { useEffect, useState } from 'react';
import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import { type PastedInbox, readPastedInbox } from '../inboxes/known-inboxes.ts';
import type { PopupPorts } from './popup-ports.ts';

/** An inbox, known or to be described, on which the panel does not show yet. */
export type InboxOffer = Exclude<PastedInbox, { kind: 'problem' }>;

/** The current tab, as far as it matters here. */
interface ReadTab {
  origin: string | null;
  open: OpenConversation | null;
  hidden: boolean;
  offer: InboxOffer | null;
}

export interface CurrentTab extends ReadTab {
  /** Looks at it again: what is allowed has changed. */
  again: () => void;
}

const NOTHING: ReadTab = { origin: null, open: null, hidden: false, offer: null };

/** The current tab; `null` until the browser has told. A tab that can't be read shows nothing. */
export function useCurrentTab(ports: PopupPorts): CurrentTab | null {
  const [tab, setTab] = useState<ReadTab | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` reads it again
  useEffect(() => {
    let wanted = true;
    const show = (read: ReadTab) => {
      if (wanted) setTab(read);
    };
    readCurrentTab(ports).then(show, () => show(NOTHING));
    return () => {
      wanted = false;
    };
  }, [ports, attempt]);
  return tab && { ...tab, again: () => setAttempt(attempt + 1) };
}

async function readCurrentTab(ports: PopupPorts): Promise<ReadTab> {
  const address = await ports.currentTabAddress();
  const origin = address === null ? null : (URL.parse(address)?.origin ?? null);
  if (address === null || origin === null) return NOTHING;
  const [open, shown, hidden] = await Promise.all([
    ports.recognise(address),
    ports.isShownOn(origin),
    ports.isHiddenOn(origin),
  ]);
  const offer = open || shown ? null : readPastedInbox(address);
  return { origin, open, hidden, offer: offer?.kind === 'problem' ? null : offer };
}
