import { useEffect, useState } from 'react';
import type { InboxPorts, ShownInbox } from './inbox-ports.ts';

/** The inboxes beside which the panel is to show; `null` until they are read. */
export function useInboxes({ followInboxes }: InboxPorts): ShownInbox[] | null {
  const [inboxes, setInboxes] = useState<ShownInbox[] | null>(null);
  useEffect(() => {
    const end = new AbortController();
    followInboxes(setInboxes, end.signal);
    return () => end.abort();
  }, [followInboxes]);
  return inboxes;
}
