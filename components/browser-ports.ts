import { browser } from 'wxt/browser';
import type { OpenConversation } from '../lib/inboxes/inbox.ts';
import { inboxById } from '../lib/inboxes/index.ts';
import {
  join,
  openInbox,
  permissionFor,
  previewInvite,
  readCollection,
  switchCollection,
} from '../lib/messages/page-client.ts';
import { allowedInboxes, readPanelState } from '../lib/settings/settings.ts';
import { storedHiddenSites } from './hidden-sites.ts';
import type { JoinPorts } from './join/join-ports.ts';
import type { PopupPorts } from './popup/popup-ports.ts';

/** The pages' ports on the real browser and background. Only entry points import this. */
export const joinPorts: JoinPorts = {
  // No await before the request: browsers take it only from the click itself.
  requestAccess: (origin) => browser.permissions.request({ origins: [permissionFor(origin)] }),
  previewInvite,
  join,
  openInbox,
};

export const popupPorts: PopupPorts = {
  ...joinPorts,
  async currentTabAddress() {
    const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
    return tab?.url ?? null;
  },
  async recognise(text): Promise<OpenConversation | null> {
    const address = new URL(text);
    for (const { inbox, origin } of await allowedInboxes.getValue()) {
      const open = origin === address.origin ? inboxById(inbox)?.recognise(address) : null;
      if (open) return open;
    }
    return null;
  },
  isHiddenOn: async (origin) => (await readPanelState(origin)).hidden,
  showAgainOn: (origin) => storedHiddenSites.showAgain(origin),
  readCollection,
  switchCollection,
  openPage,
  joinsHere: !import.meta.env.FIREFOX,
};

/** Opens one of our own pages in a tab and closes the popup, whose part is done. */
function openPage(page: 'options' | 'welcome', connect?: string): void {
  const opened =
    page === 'options' && connect === undefined
      ? browser.runtime.openOptionsPage()
      : browser.tabs.create({
          url: `${browser.runtime.getURL(`/${page}.html`)}${connect ? `#connect=${connect}` : ''}`,
        });
  opened.then(
    () => window.close(),
    (error: unknown) => console.warn('The page did not open', error),
  );
}
