import type { InboxToShow } from '../../lib/contract/source.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { AllowedInbox } from '../../lib/settings/settings.ts';
import type { HiddenSites } from '../hidden-sites.ts';

/** An inbox beside which the panel is to show, and whether the browser lets it. */
export interface ShownInbox extends AllowedInbox {
  granted: boolean;
}

/** What showing the panel beside inboxes needs from outside. */
export interface InboxPorts {
  /**
   * Asks the browser, in one question, for access to those origins; must be called in the click,
   * before any `await`. False if the person refused.
   */
  requestAccess(origins: readonly string[]): Promise<boolean>;
  /** Calls at once and after each change, until the signal aborts. */
  followInboxes(listener: (inboxes: ShownInbox[]) => void, signal: AbortSignal): void;
  allowInbox(inbox: InboxToShow): Promise<Outcome<null>>;
  forgetInbox(inbox: InboxToShow): Promise<Outcome<null>>;
  hiddenSites: HiddenSites;
}
