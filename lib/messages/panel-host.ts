import type { OpenConversation } from '../inboxes/inbox.ts';
import type { StoreReader } from '../store/views.ts';
import type { PanelLayout } from './panel-layout.ts';

export type { PanelLayout } from './panel-layout.ts';

/** What the panel's surface may ask of the frame that it lives in. */
export interface PanelHost {
  reader: StoreReader;
  /** Calls at once and on each change, until the signal aborts. */
  followOpen(listener: (open: OpenConversation | null) => void, signal: AbortSignal): void;
  /** Calls at once and on each change, until the signal aborts. */
  followLayout(listener: (layout: PanelLayout) => void, signal: AbortSignal): void;
  collapse(): void;
  pin(pinned: boolean): void;
  /** @param settled false while it is still drawn: the page makes room only afterwards */
  resize(width: number, settled: boolean): void;
  /** Opens an address of this very site in the tab. */
  go(address: string): void;
  /** Hides the panel on this site until Options or the popup shows it again. */
  hideOnSite(): void;
  /** `connect`, with Options: the platform that is to be chosen there. */
  openPage(page: 'welcome' | 'options', connect?: string): Promise<void>;
}
