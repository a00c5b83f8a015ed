import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import type { PanelHost, PanelLayout } from '../../lib/messages/panel-host.ts';
import { PANEL_WIDTH } from '../../lib/settings/panel-state.ts';
import type { OpenQuery, StoreReader } from '../../lib/store/views.ts';
import type { PracticePorts } from './practice-ports.ts';

/** The panel's host where the page beside it is the practice inbox: no frame and no port between. */
export interface PracticeHost extends PanelHost {
  open(conversation: string): void;
  expand(): void;
  lookThrough(open: OpenQuery): Promise<unknown>;
}

/** What an inbox's content script does for the panel, done by the practice inbox itself. */
export function createPracticeHost(
  reader: StoreReader,
  ports: Pick<PracticePorts, 'openPage' | 'lookThrough'>,
  conversation: string,
): PracticeHost {
  const open = followed<OpenConversation | null>(openOf(conversation));
  const layout = followed<PanelLayout>({
    expanded: true,
    overlay: false,
    pinned: true,
    width: PANEL_WIDTH.usual,
    edge: getComputedStyle(document.documentElement).direction === 'rtl' ? 'left' : 'right',
    site: location.origin,
  });
  const change = (next: Partial<PanelLayout>) => layout.set({ ...layout.value(), ...next });
  return {
    reader,
    followOpen: open.follow,
    followLayout: layout.follow,
    open: (next) => open.set(openOf(next)),
    expand: () => change({ expanded: true }),
    collapse: () => change({ expanded: false }),
    pin: (pinned) => change({ pinned }),
    resize: (width) => change({ width }),
    go: (address) => location.assign(address),
    // There is no other site to go to: it closes, and opens again by its tab.
    hideOnSite: () => change({ expanded: false }),
    openPage: async (page, connect) => ports.openPage(page, connect),
    lookThrough: ports.lookThrough,
  };
}

function openOf(conversation: string): OpenConversation {
  return { inbox: 'fivefaces', place: null, conversation, ticket: null };
}

function followed<T>(first: T) {
  let value = first;
  const listeners = new Set<(value: T) => void>();
  return {
    value: () => value,
    set(next: T): void {
      value = next;
      for (const listener of listeners) listener(next);
    },
    follow(listener: (value: T) => void, signal: AbortSignal): void {
      if (signal.aborted) return;
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
      listener(value);
    },
  };
}
