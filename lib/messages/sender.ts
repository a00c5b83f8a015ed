import type { AllowedInbox } from '../settings/settings.ts';

/** Who may send a message, as its name says. */
export type Direction = 'content' | 'panel' | 'page' | 'admin';

/** What the browser tells about a message's sender. */
export interface Sender {
  id?: string | undefined;
  url?: string | undefined;
  frameId?: number | undefined;
  tab?: { id?: number | undefined } | undefined;
}

/** What a sender is judged by. */
export interface Bounds {
  /** `runtime.id` */
  extension: string;
  /** `runtime.getURL('/')`: our own origin with a slash at the end. */
  base: string;
  /** The inboxes whose content scripts we listen to. */
  inboxes: readonly AllowedInbox[];
}

/** Our pages from which everything may be done. They are never in a frame of somebody's page. */
const OWN_PAGES = ['popup.html', 'options.html', 'welcome.html', 'practice.html', 'insights.html'];

const PANEL_PAGE = 'panel.html';

/** The direction of a message, from its name: `panel-background:confirm` comes from the panel. */
export function directionOf(type: string): Direction | null {
  const [from] = type.split('-background:');
  return from === 'content' || from === 'panel' || from === 'page' || from === 'admin'
    ? from
    : null;
}

/**
 * May this sender send in this direction? Judged by what the browser says about it, never by what
 * the message says.
 */
export function maySend(direction: Direction, sender: Sender, bounds: Bounds): boolean {
  if (sender.id !== bounds.extension) return false;
  switch (direction) {
    case 'content':
      return isInboxPage(sender, bounds);
    case 'panel':
      return isPanelFrame(sender, bounds);
    case 'page':
      return isPanelFrame(sender, bounds) || isOwnPage(sender, bounds);
    case 'admin':
      return isOwnPage(sender, bounds);
  }
}

/** The content script in the top frame of a page of an allowed inbox. */
function isInboxPage(sender: Sender, { inboxes }: Bounds): boolean {
  if (sender.tab?.id === undefined || sender.frameId !== 0) return false;
  const address = URL.parse(sender.url ?? '');
  if (!address || (address.protocol !== 'https:' && address.protocol !== 'http:')) return false;
  return inboxes.some(({ origin }) => origin === address.origin);
}

/** panel.html in a frame of a tab. */
function isPanelFrame(sender: Sender, { base }: Bounds): boolean {
  if (sender.tab?.id === undefined) return false;
  return sender.frameId !== undefined && sender.frameId > 0 && pageOf(sender, base) === PANEL_PAGE;
}

/** Popup, Options or Welcome as the page itself. */
function isOwnPage(sender: Sender, { base }: Bounds): boolean {
  if (sender.frameId !== undefined && sender.frameId !== 0) return false;
  const page = pageOf(sender, base);
  return page !== null && OWN_PAGES.includes(page);
}

/** Which of our pages a sender is, without query and fragment; `null` if it is none. */
function pageOf({ url }: Sender, base: string): string | null {
  if (!url?.startsWith(base)) return null;
  return url.slice(base.length).split(/[?#]/, 1)[0] ?? null;
}
