import type { OpenConversation } from '../inboxes/inbox.ts';
import type { PanelLayout } from './panel-layout.ts';

/** What the content script tells the panel's frame over their MessageChannel. */
export type ContentToPanel =
  /** Which conversation is open now; `null` where none is (a list, a settings page). */
  | { type: 'open-conversation'; open: OpenConversation | null }
  /** How the frame is shown: as the slim tab or as the panel, beside the page or over it. */
  | ({ type: 'layout' } & PanelLayout);

/** What the panel's frame asks of the content script. */
export type PanelToContent =
  /** The background confirmed the frame: it may be shown. */
  | { type: 'confirmed' }
  | { type: 'expand' }
  | { type: 'collapse' }
  | { type: 'pin'; pinned: boolean }
  /** How wide to draw it, in CSS pixels. The page makes room when that has `settled`. */
  | { type: 'resize'; width: number; settled: boolean }
  /** Open an address of this very site in the tab: another conversation. */
  | { type: 'go'; address: string }
  /** Hide it on this site until it is shown again from Options or the popup. */
  | { type: 'hide-on-site' };
