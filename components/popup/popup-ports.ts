import type { Collection } from '../../lib/contract/workspace.ts';
import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { InboxPorts } from '../inboxes/inbox-ports.ts';
import type { JoinPorts } from '../join/join-ports.ts';
import type { OptionsLink } from '../options/options-ports.ts';
import type { AskingPlacesPorts } from '../sources/source-ports.ts';
import type { Choice } from '../surface.ts';

/** The collection switch as the server has it, with the version that a switch needs. */
export type ServerCollection = Collection & { version: string };

/** The ways in that Welcome has beside an invite. */
export type WelcomeWay = 'connect' | 'file' | 'sample';

/** What a link to one of our pages names: for Options a platform or an inbox, for Welcome a way in. */
export type PageLink = Partial<OptionsLink> & { way?: WelcomeWay };

/** What the popup needs from outside, beside the surface's own dependencies. */
export interface PopupPorts extends JoinPorts, AskingPlacesPorts, Pick<InboxPorts, 'allowInbox'> {
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
  /** Opens one of our own pages in a tab. */
  openPage(page: 'options' | 'welcome' | 'insights', link?: PageLink): void;
  /** Leads to a page: in the current tab where that is of the same site, else in a new one. */
  goTo(address: string): void;
  /** What was looked up last in this browser, newest first. */
  recentLookUps: Choice<readonly string[]>;
  /**
   * Firefox draws its question for access under the popup, where nobody can answer it: there the
   * popup leads to Welcome or Options instead of showing the form.
   */
  joinsHere: boolean;
}
