import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import { recogniseIn } from '../../lib/inboxes/index.ts';
import type { PanelLayout } from '../../lib/messages/panel-layout.ts';
import type { PanelToContent } from '../../lib/messages/panel-port.ts';
import { type AllowedInbox, type PanelState, panelWidth } from '../../lib/settings/panel-state.ts';
import { followAddress } from './follow-address.ts';
import { createRoom } from './make-room.ts';
import { createPanelFrame } from './panel-frame.ts';
import { savePanelState } from './stored-settings.ts';

/** From this width (CSS pixels) on there is room beside the page. */
const WIDE = '(min-width: 1440px)';

export interface Shown {
  /** The allowed inboxes of this site. */
  allowed: readonly AllowedInbox[];
  /** How the panel was left on this site. */
  state: PanelState;
  /** Ends the panel here; the page is then as before. */
  signal: AbortSignal;
  /** Is this script left over from an extension that was updated or disabled? */
  isOrphan: () => boolean;
}

/** Shows the panel beside the page, tells it which conversation is open, and does what it asks. */
export function showPanel({ allowed, state: initial, signal, isOrphan }: Shown): void {
  let state = initial;
  let open: OpenConversation | null = null;
  /** A person is drawing it wider or narrower. */
  let drawn = false;
  const wide = matchMedia(WIDE);
  const setRoom = createRoom(signal);
  const frame = createPanelFrame(signal, {
    onMessage,
    onReady: tellEverything,
    onGivenUp: makeRoom,
    isOrphan,
  });

  const edgeNow = () =>
    getComputedStyle(document.documentElement).direction === 'rtl' ? 'left' : 'right';
  const isOverlay = () => !state.pinned && !wide.matches;

  function tellEverything(): void {
    frame.send({ type: 'open-conversation', open });
    tellLayout();
  }

  function tellLayout(): void {
    const { expanded, pinned } = state;
    const layout: PanelLayout = {
      expanded,
      overlay: isOverlay(),
      pinned,
      width: panelWidth(state.width),
      edge: edgeNow(),
      site: location.origin,
    };
    frame.lay(layout);
    frame.send({ type: 'layout', ...layout });
    if (!drawn) makeRoom();
  }

  function makeRoom(): void {
    const isBeside = frame.isShown() && state.expanded && !isOverlay();
    setRoom(isBeside ? { width: panelWidth(state.width), edge: edgeNow() } : null);
  }

  function change(next: Partial<PanelState>): void {
    state = { ...state, ...next };
    drawn = false;
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
      case 'resize':
        resize(panelWidth(message.width), message.settled);
        break;
      case 'go':
        go(message.address);
        break;
      case 'hide-on-site':
        change({ expanded: false, hidden: true });
        break;
    }
  }

  function resize(width: number, settled: boolean): void {
    if (settled) {
      change({ width });
    } else {
      // While it is drawn the page stays as it is: making room costs more than a frame.
      state = { ...state, width };
      drawn = true;
      tellLayout();
    }
  }

  /** Only within this site: anything else the frame opens in a tab of its own. */
  function go(address: string): void {
    const target = URL.parse(address);
    if (target?.origin === location.origin) location.assign(target);
  }

  followAddress((address) => {
    if (isOrphan()) return;
    open = recogniseIn(allowed, address);
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
}
