import { browser } from 'wxt/browser';
import { sendMessage } from '../../lib/messages/messenger.ts';
import { ownAddress } from '../../lib/messages/own-address.ts';
import type { PanelLayout } from '../../lib/messages/panel-layout.ts';
import type { ContentToPanel, PanelToContent } from '../../lib/messages/panel-port.ts';

/** The element that holds the frame. */
export const HOST = 'fivefaces-panel';

/** How often the panel is put back when the page's own code takes it out. */
const MOST_REMOUNTS = 3;

export interface PanelFrame {
  send(message: ContentToPanel): void;
  lay(layout: PanelLayout): void;
  /** In the page, and confirmed by the background. */
  isShown(): boolean;
}

interface FrameListeners {
  onMessage: (message: PanelToContent) => void;
  /** A frame was loaded and listens: it knows nothing yet. */
  onReady: () => void;
  /** The page keeps taking the panel out: it is not put back any more. */
  onGivenUp: () => void;
  isOrphan: () => boolean;
}

/**
 * One closed shadow root with one frame on our own panel.html, until the signal aborts. The page's
 * scripts see neither the frame nor the port to it. It stays invisible until the background has
 * confirmed that this very script opened it.
 */
export function createPanelFrame(signal: AbortSignal, listeners: FrameListeners): PanelFrame {
  const { onMessage, onReady, onGivenUp, isOrphan } = listeners;
  // Left by a script of an earlier version that could not clean up any more.
  for (const old of document.querySelectorAll(HOST)) old.remove();

  const host = document.createElement(HOST);
  host.style.display = 'none';
  const frame = document.createElement('iframe');
  frame.title = browser.i18n.getMessage('panel_frame');
  frame.style.cssText = 'display:block;width:100%;height:100%;border:0;margin:0;padding:0';
  frame.src = ownAddress('/panel.html');
  host.attachShadow({ mode: 'closed' }).append(frame);

  let port: MessagePort | null = null;
  const confirmed = 'confirmed';

  async function introduce(): Promise<void> {
    port?.close();
    port = null;
    delete host.dataset[confirmed];
    const nonce = crypto.randomUUID();
    try {
      const outcome = await sendMessage('content-background:announce-panel', { nonce });
      if (!outcome.ok || signal.aborted) return;
    } catch {
      // The background is gone: `isOrphan` cleans up if it is gone for good.
      return void isOrphan();
    }
    const { port1, port2 } = new MessageChannel();
    port = port1;
    port1.onmessage = ({ data }: MessageEvent<PanelToContent>) => {
      if (signal.aborted || port !== port1) return;
      if (data.type === 'confirmed') host.dataset[confirmed] = '';
      onMessage(data);
    };
    // The frame is gone: reloaded, or ended together with its extension.
    port1.addEventListener('close', () => void isOrphan());
    // The frame's origin, so that nobody else can take the port.
    const origin = ownAddress('/').replace(/\/$/, '');
    frame.contentWindow?.postMessage({ type: 'fivefaces-panel', nonce }, origin, [port2]);
    onReady();
  }
  frame.addEventListener('load', () => void introduce(), { signal });

  let remounts = 0;
  const watcher = new MutationObserver(() => {
    if (host.isConnected || isOrphan()) return;
    remounts += 1;
    if (remounts <= MOST_REMOUNTS) return mount();
    watcher.disconnect();
    onGivenUp();
  });
  function mount(): void {
    const root = document.documentElement;
    root.append(host);
    watcher.disconnect();
    // The root itself may be replaced (document.open), so look at both levels.
    watcher.observe(document, { childList: true });
    watcher.observe(root, { childList: true });
  }
  mount();
  for (const event of ['visibilitychange', 'focus'] as const) {
    const target = event === 'focus' ? window : document;
    target.addEventListener(event, () => void isOrphan(), { signal });
  }
  signal.addEventListener('abort', () => {
    watcher.disconnect();
    port?.close();
    host.remove();
  });

  return {
    send: (message) => port?.postMessage(message),
    lay({ expanded, overlay, width, edge }) {
      // Inline and important, so that the page's own styles lose.
      if (expanded) host.style.setProperty('width', `${width}px`, 'important');
      else host.style.removeProperty('width');
      host.dataset.edge = edge;
      host.toggleAttribute('data-expanded', expanded);
      host.toggleAttribute('data-overlay', overlay);
    },
    isShown: () => host.isConnected && confirmed in host.dataset,
  };
}
