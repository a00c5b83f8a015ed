import type { Collection } from '../../lib/contract/workspace.ts';
import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { JoinPorts } from '../join/join-ports.ts';

/** The collection switch as the server has it, with the version that a switch needs. */
export type ServerCollection = Collection & { version: string };

/** What the popup needs from outside, beside the surface's own dependencies. */
export interface PopupPorts extends JoinPorts {
  /** Address of the current tab's page; `null` where the browser does not tell. */
  currentTabAddress(): Promise<string | null>;
  /** The conversation that an address shows in an allowed inbox. */
  recognise(address: string): Promise<OpenConversation | null>;
  /** Is the panel hidden on that site? */
  isHiddenOn(origin: string): Promise<boolean>;
  showAgainOn(origin: string): Promise<void>;
  readCollection(): Promise<Outcome<ServerCollection>>;
  switchCollection(enabled: boolean, version: string): Promise<Outcome<ServerCollection>>;
  /** `connect`, with Options: the platform that is to be chosen there. */
  openPage(page: 'options' | 'welcome', connect?: string): void;
  /**
   * Firefox draws its question for access under the popup, where nobody can answer it: there the
   * popup leads to Welcome instead of showing the form.
   */
  joinsHere: boolean;
}
