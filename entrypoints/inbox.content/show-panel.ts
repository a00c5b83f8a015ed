import type { Inbox, OpenConversation } from '../../lib/inboxes/inbox.ts';
import type { PanelToContent } from '../../lib/messages/panel-port.ts';
import { type PanelState, savePanelState } from '../../lib/settings/settings.ts';
import { followAddress } from './follow-address.ts';
import { createPanelFrame } from './panel-frame.ts';

/** From this width (CSS pixels) on there is room beside the page. */
const WIDE = '(min-width: 1440px)';

/** Marks the page while the panel stands beside it; inbox.css makes the room. */
const BESIDE = 'data-fivefaces-beside';

export interface Shown {
  inbox: Inbox;
  /** How the panel was left on this site. */
  state: PanelState;
  /** Ends the panel here; the page is then as before. */
  signal: AbortSignal;
  /** Is this script left over from an extension that was updated or disabled? */
  isOrphan: () => boolean;
}

/** Shows the panel beside the page, tells it which conversation is open, and does what it asks. */
export function showPanel({ inbox, state: initial, signal, isOrphan }: Shown): void {
  let state = initial;
  let open: OpenConversation | null = null;
  const wide = matchMedia(WIDE);
  const frame = createPanelFrame(signal, {
    onMessage,
    onReady: tellEverything,
    onGivenUp: makeRoom,
    isOrphan,
  });

  const isOverlay = () => !state.pinned && !wide.matches;

  function tellEverything(): void {
    frame.send({ type: 'open-conversation', open });
    tellLayout();
  }

  function tellLayout(): void {
    const { expanded, pinned } = state;
    const overlay = isOverlay();
    frame.lay({ expanded, overlay });
    frame.send({ type: 'layout', expanded, overlay, pinned });
    makeRoom();
  }

  function makeRoom(): void {
    const beside = frame.isShown() && state.expanded && !isOverlay();
    document.documentElement.toggleAttribute(BESIDE, beside);
  }

  function change(next: Partial<PanelState>): void {
    state = { ...state, ...next };
    tellLayout();
    // Where storage fails the panel still does as asked; it is only not remembered.
    savePanelState(location.origin, state).catch(() => undefined);
  }

  function onMessage(message: PanelToContent): void {
    switch (message.type) {
      case 'confirmed':
        makeRoom();
        break;
      case 'expand':
        change({ expanded: true });
        break;
      case 'collapse':
        change({ expanded: false });
        break;
      case 'pin':
        change({ pinned: message.pinned === true });
        break;
      case 'hide-on-site':
        change({ expanded: false, hidden: true });
        break;
    }
  }

  followAddress((address) => {
    if (isOrphan()) return;
    open = inbox.recognise(address);
    frame.send({ type: 'open-conversation', open });
  }, signal);
  wide.addEventListener('change', tellLayout, { signal });
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (frame.isShown() && state.expanded && isOverlay()) change({ expanded: false });
    },
    { signal },
  );
  signal.addEventListener('abort', () => document.documentElement.removeAttribute(BESIDE));
}
