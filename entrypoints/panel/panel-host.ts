import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import { sendMessage } from '../../lib/messages/messenger.ts';
import { asOutcome, lookThrough } from '../../lib/messages/page-client.ts';
import type { PanelHost, PanelLayout } from '../../lib/messages/panel-host.ts';
import type { ContentToPanel, PanelToContent } from '../../lib/messages/panel-port.ts';
import { PANEL_WIDTH } from '../../lib/settings/panel-state.ts';
import type { OpenQuery, StoreReader } from '../../lib/store/views.ts';

/** The panel's host, with what only the frame's own wiring may do. */
export interface FrameHost extends PanelHost {
  expand(): void;
  /** Asks where it is recorded for a conversation that is not kept here. */
  lookThrough(open: OpenQuery): Promise<unknown>;
  /** Lets the content script show the frame. */
  confirm(): void;
}

/** The host over the port to the content script. */
export function createPanelHost(port: MessagePort, reader: StoreReader): FrameHost {
  const open = createValue<OpenConversation | null>(null);
  const layout = createValue<PanelLayout>({
    expanded: false,
    overlay: false,
    pinned: false,
    width: PANEL_WIDTH.usual,
    edge: 'right',
    site: '',
  });
  const send = (message: PanelToContent) => port.postMessage(message);
  port.onmessage = ({ data }: MessageEvent<ContentToPanel>) => {
    switch (data.type) {
      case 'open-conversation':
        return open.set(data.open);
      case 'layout': {
        const { type: _, ...next } = data;
        return layout.set(next);
      }
    }
  };
  return {
    reader,
    followOpen: open.follow,
    followLayout: layout.follow,
    lookThrough,
    expand: () => send({ type: 'expand' }),
    collapse: () => send({ type: 'collapse' }),
    pin: (pinned) => send({ type: 'pin', pinned }),
    resize: (width, settled) => send({ type: 'resize', width, settled }),
    go: (address) => send({ type: 'go', address }),
    hideOnSite: () => send({ type: 'hide-on-site' }),
    confirm: () => send({ type: 'confirmed' }),
    async openPage(page, connect) {
      const outcome = await asOutcome(
        sendMessage('panel-background:open-page', {
          page,
          ...(connect !== undefined && { connect }),
        }),
      );
      if (!outcome.ok) throw new Error(`${outcome.message} ${outcome.remedy}`);
    },
  };
}

/** A value that listeners hear at once and on each change. */
function createValue<T>(initial: T) {
  let value = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    set(next: T): void {
      if (JSON.stringify(next) === JSON.stringify(value)) return;
      value = next;
      for (const listener of listeners) listener(value);
    },
    follow(listener: (value: T) => void, signal: AbortSignal): void {
      if (signal.aborted) return;
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
      listener(value);
    },
  };
}
