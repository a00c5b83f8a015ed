import type { Collection } from '../../lib/contract/workspace.ts';
import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { InboxPorts } from '../inboxes/inbox-ports.ts';
import type { JoinPorts } from '../join/join-ports.ts';
import type { OptionsLink } from '../options/options-ports.ts';
import type { AskingPorts } from '../sources/source-ports.ts';

/** The collection switch as the server has it, with the version that a switch needs. */
export type ServerCollection = Collection & { version: string };

/** What the popup needs from outside, beside the surface's own dependencies. */
export interface PopupPorts extends JoinPorts, AskingPorts, Pick<InboxPorts, 'allowInbox'> {
  /** Address of the current tab's page; `null` where the browser does not tell. */
  currentTabAddress(): Promise<string | null>;
  /** The conversation that an address shows in an allowed inbox. */
  recognise(address: string): Promise<OpenConversation | null>;
  /** Does the panel show on that site, by the person's and the browser's will? */
  isShownOn(origin: string): Promise<boolean>;
  /** Is the panel hidden on that site? */
  isHiddenOn(origin: string): Promise<boolean>;
  showAgainOn(origin: string): Promise<void>;
  readCollection(): Promise<Outcome<ServerCollection>>;
  switchCollection(enabled: boolean, version: string): Promise<Outcome<ServerCollection>>;
  /** `link`, with Options: the platform to be chosen, or the address of an inbox to be added there. */
  openPage(page: 'options' | 'welcome', link?: Partial<OptionsLink>): void;
  /**
   * Firefox draws its question for access under the popup, where nobody can answer it: there the
   * popup leads to Welcome or Options instead of showing the form.
   */
  joinsHere: boolean;
}
