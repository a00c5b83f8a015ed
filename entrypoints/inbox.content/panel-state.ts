import type { Inbox } from '../../lib/inboxes/inbox.ts';
import { inboxById } from '../../lib/inboxes/index.ts';
import {
  allowedInboxes,
  type PanelState,
  panelStates,
  readPanelState,
} from '../../lib/settings/settings.ts';

/**
 * Says when the panel stands on this site: while its inbox is allowed (a server is joined) and it
 * is not hidden here. `show` gets a signal that aborts as soon as that ends.
 */
export async function followPanelState(
  origin: string,
  signal: AbortSignal,
  show: (inbox: Inbox, state: PanelState, shown: AbortSignal) => void,
): Promise<void> {
  let shown: AbortController | null = null;
  const hide = () => {
    shown?.abort();
    shown = null;
  };
  const judge = async () => {
    const [inboxes, state] = await Promise.all([allowedInboxes.getValue(), readPanelState(origin)]);
    if (signal.aborted) return;
    const allowed = inboxes.find((one) => one.origin === origin);
    const inbox = allowed ? inboxById(allowed.inbox) : null;
    if (!inbox || state.hidden) return hide();
    if (shown) return;
    shown = new AbortController();
    show(inbox, state, shown.signal);
  };
  const ends = [allowedInboxes, panelStates].map((item) => item.watch(() => void judge()));
  signal.addEventListener('abort', () => {
    hide();
    try {
      for (const end of ends) end();
    } catch {
      // The extension was disabled or updated, and its listeners are gone with it.
    }
  });
  await judge();
}
