import { useEffect, useState } from 'react';
import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import type { PopupPorts } from './popup-ports.ts';

/** The current tab, as far as it matters here. */
export interface CurrentTab {
  origin: string | null;
  open: OpenConversation | null;
  hidden: boolean;
}

/** The current tab; `null` until the browser has told. A tab that can't be read shows nothing. */
export function useCurrentTab(ports: PopupPorts): CurrentTab | null {
  const [tab, setTab] = useState<CurrentTab | null>(null);
  useEffect(() => {
    let wanted = true;
    const show = (read: CurrentTab) => {
      if (wanted) setTab(read);
    };
    readCurrentTab(ports).then(show, () => show({ origin: null, open: null, hidden: false }));
    return () => {
      wanted = false;
    };
  }, [ports]);
  return tab;
}

async function readCurrentTab(ports: PopupPorts): Promise<CurrentTab> {
  const address = await ports.currentTabAddress();
  const origin = address === null ? null : (URL.parse(address)?.origin ?? null);
  if (address === null || origin === null) return { origin: null, open: null, hidden: false };
  const [open, hidden] = await Promise.all([ports.recognise(address), ports.isHiddenOn(origin)]);
  return { origin, open, hidden };
}
