import { browser } from 'wxt/browser';
import type { OpenConversation } from '../lib/inboxes/inbox.ts';
import { recogniseIn } from '../lib/inboxes/index.ts';
import { isAllowed } from '../lib/inboxes/reconcile.ts';
import {
  join,
  openInbox,
  permissionFor,
  previewInvite,
  readCollection,
  readTranscript,
  switchCollection,
} from '../lib/messages/page-client.ts';
import { eraseSample } from '../lib/messages/sample-client.ts';
import {
  allowInbox,
  changeSource,
  connectSource,
  disconnectSource,
  forgetInbox,
  makeInvite,
  readAsking,
  readMembers,
  readSources,
  removeMember,
  switchAsking,
  takeFile,
  testSource,
  withdrawInvite,
} from '../lib/messages/set-up-client.ts';
import { type AllowedInbox, allowedInboxes, readPanelState } from '../lib/settings/settings.ts';
import { SOURCES, sourceByKind } from '../lib/sources/index.ts';
import { storedHiddenSites } from './hidden-sites.ts';
import type { InboxPorts } from './inboxes/inbox-ports.ts';
import type { InsightsPorts } from './insights/insights-ports.ts';
import type { JoinPorts } from './join/join-ports.ts';
import type { OptionsLink } from './options/options-ports.ts';
import type { PageLink, PopupPorts } from './popup/popup-ports.ts';
import { samplePorts } from './practice/browser-practice-ports.ts';
import type { AskingPlacesPorts, SourcePorts } from './sources/source-ports.ts';
import { storedQueueKeys, storedRecentLookUps } from './stored-choices.ts';
import type { TeamPorts } from './team/team-ports.ts';
import type { WelcomePorts } from './welcome/welcome-ports.ts';

/** The pages' ports on the real browser and background. Only entry points import this. */
export const joinPorts: JoinPorts = {
  // No await before the request: browsers take it only from the click itself.
  requestAccess: (origins) =>
    browser.permissions.request({ origins: [...new Set(origins.map(permissionFor))] }),
  previewInvite,
  join,
  openInbox,
};

const askingPorts: AskingPlacesPorts = {
  readAsking,
  switchAsking,
  collectionPage: (kind, place) => sourceByKind(kind)?.collectionPage(place) ?? null,
};

export const sourcePorts: SourcePorts = {
  ...askingPorts,
  requestAccess: joinPorts.requestAccess,
  definitions: SOURCES,
  readSources,
  connectSource,
  changeSource,
  testSource,
  disconnectSource,
  allowInbox,
};

export const inboxPorts: InboxPorts = {
  requestAccess: joinPorts.requestAccess,
  followInboxes,
  allowInbox,
  forgetInbox,
  hiddenSites: storedHiddenSites,
};

export const teamPorts: TeamPorts = {
  readMembers,
  makeInvite,
  withdrawInvite,
  removeMember,
  copy: (text) => navigator.clipboard.writeText(text),
};

export const filePorts = { takeFile };

export const welcomePorts: WelcomePorts = {
  ...joinPorts,
  ...filePorts,
  definitions: SOURCES,
  connectSource,
  allowInbox,
  ...samplePorts,
  eraseSample,
  openOptions: () => openPage('options'),
  way: readWay(window.location.hash),
};

export const popupPorts: PopupPorts = {
  ...joinPorts,
  ...askingPorts,
  allowInbox,
  async currentTabAddress() {
    const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
    return tab?.url ?? null;
  },
  async recognise(text): Promise<OpenConversation | null> {
    return recogniseIn(await allowedInboxes.getValue(), new URL(text));
  },
  async isShownOn(origin) {
    const inboxes = await allowedInboxes.getValue();
    return inboxes.some((inbox) => inbox.origin === origin) && (await isAllowed(origin));
  },
  isHiddenOn: async (origin) => (await readPanelState(origin)).hidden,
  showAgainOn: (origin) => storedHiddenSites.showAgain(origin),
  readCollection,
  switchCollection,
  openPage(page, link) {
    openPage(page, link);
  },
  goTo(address) {
    goTo(address).catch((error: unknown) => console.warn('The page did not open', error));
  },
  recentLookUps: storedRecentLookUps,
  joinsHere: !import.meta.env.FIREFOX,
};

/** Insights on the real browser. */
export const insightsPorts: InsightsPorts = {
  openPage: (page) => openPage(page),
  readTranscript,
  queueKeys: storedQueueKeys,
};

/** The way in that the address of Welcome names after `#`. */
function readWay(hash: string): WelcomePorts['way'] {
  const way = new URLSearchParams(hash.slice(1)).get('way');
  return way === 'connect' || way === 'file' || way === 'sample' ? way : null;
}

/** What the address of Options names after `#`. */
export function readOptionsLink(hash: string): OptionsLink {
  const named = new URLSearchParams(hash.slice(1));
  return { connect: named.get('connect'), inbox: named.get('inbox') };
}

/** Opens one of our own pages in a tab; the popup, whose part is done, closes. */
function openPage(page: 'options' | 'welcome' | 'insights', link: PageLink = {}): void {
  const named = Object.entries(link).filter(([, value]) => value !== null);
  const hash = named.length === 0 ? '' : `#${new URLSearchParams(named as [string, string][])}`;
  const opened =
    page === 'options' && hash === ''
      ? browser.runtime.openOptionsPage()
      : browser.tabs.create({ url: `${browser.runtime.getURL(`/${page}.html`)}${hash}` });
  const isPopup = window.location.pathname === '/popup.html';
  opened.then(
    () => {
      if (isPopup) window.close();
    },
    (error: unknown) => console.warn('The page did not open', error),
  );
}

/** Leads to a page: in the current tab where that is of the same site, else in a new one. */
async function goTo(address: string): Promise<void> {
  const url = new URL(address, browser.runtime.getURL('/popup.html')).href;
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const sameSite = tab?.url !== undefined && new URL(tab.url).origin === new URL(url).origin;
  if (sameSite && tab.id !== undefined) await browser.tabs.update(tab.id, { url });
  else await browser.tabs.create({ url });
  window.close();
}

/** The allowed inboxes with whether the browser lets us in, which changes on its own. */
function followInboxes(
  listener: Parameters<InboxPorts['followInboxes']>[0],
  signal: AbortSignal,
): void {
  const tell = async (inboxes: AllowedInbox[]) => {
    const shown = await Promise.all(
      inboxes.map(async (inbox) => ({ ...inbox, granted: await isAllowed(inbox.origin) })),
    );
    if (!signal.aborted) listener(shown);
  };
  const read = () => {
    allowedInboxes
      .getValue()
      .then(tell)
      .catch((error: unknown) => console.warn('The inboxes were not read', error));
  };
  const end = allowedInboxes.watch(read);
  browser.permissions.onAdded.addListener(read);
  browser.permissions.onRemoved.addListener(read);
  signal.addEventListener('abort', () => {
    end();
    browser.permissions.onAdded.removeListener(read);
    browser.permissions.onRemoved.removeListener(read);
  });
  read();
}
