import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { storage } from 'wxt/utils/storage';
import { createInboxScripts, isAllowed } from '../../lib/inboxes/reconcile.ts';
import { createHandlers, describeFailure } from '../../lib/messages/handlers.ts';
import { onMessage } from '../../lib/messages/messenger.ts';
import { ownAddress } from '../../lib/messages/own-address.ts';
import { receive } from '../../lib/messages/receive.ts';
import { allowedInboxes } from '../../lib/settings/settings.ts';
import { fivefacesSource } from '../../lib/sources/fivefaces.ts';
import { createStoreReader } from '../../lib/store/reader.ts';
import { openStore } from '../../lib/store/store.ts';
import { openTokens } from '../../lib/store/tokens.ts';
import { createMembership } from '../../lib/sync/membership.ts';
import { createSync } from '../../lib/sync/sync.ts';

const SYNC_ALARM = 'sync';

/** Gone after an update, a disable or a restart of the browser: then open pages need a new panel. */
const injected = storage.defineItem<boolean>('session:injected', { fallback: false });

export default defineBackground(() => {
  const now = () => Date.now();
  const store = openStore();
  const tokens = openTokens();
  const scripts = createInboxScripts();

  const sync = createSync({
    store,
    tokens,
    source: ({ workspace, token }) => fivefacesSource(workspace.server, token),
    isAllowed,
    onWithdrawn: () => onMembership(null),
    locks: navigator.locks,
    now,
  });
  const membership = createMembership({ store, tokens, sync, isAllowed, onChange: onMembership });

  /** The server joined, or `null` after leaving: its inbox gets the panel, or loses it. */
  async function onMembership(server: string | null): Promise<void> {
    await allowedInboxes.setValue(server === null ? [] : [{ inbox: 'fivefaces', origin: server }]);
    await scripts.reconcileAndInject();
    await setAlarm(server !== null);
    if (server !== null) inBackground(sync.syncOnce({ wait: 0, hurry: true }));
  }

  async function start(): Promise<void> {
    await setAlarm((await tokens.read()) !== null);
    if (await injected.getValue()) return;
    await injected.setValue(true);
    await scripts.reconcileAndInject();
  }

  async function openPage(page: 'welcome' | 'options'): Promise<void> {
    if (page === 'options') await browser.runtime.openOptionsPage();
    else await browser.tabs.create({ url: ownAddress('/welcome.html') });
  }

  /** Welcome, unless an earlier install has joined already (a browser may keep our data). */
  async function welcome(): Promise<void> {
    if ((await tokens.read()) === null) await openPage('welcome');
  }

  receive(
    { onMessage: (type, listener) => onMessage(type, listener as never) },
    createHandlers({
      store,
      reader: createStoreReader(store),
      tokens,
      sync,
      membership,
      openTab: async (url) => void (await browser.tabs.create({ url })),
      openPage,
      now,
    }),
    async () => ({
      extension: browser.runtime.id,
      base: ownAddress('/'),
      inboxes: await allowedInboxes.getValue(),
    }),
    describeFailure,
  );

  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === SYNC_ALARM) inBackground(sync.syncOnce({ wait: 0, hurry: false }));
  });
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') inBackground(welcome());
  });
  // The start itself does the work; the listener makes the browser wake us for it.
  browser.runtime.onStartup.addListener(() => undefined);
  browser.permissions.onAdded.addListener(() => {
    inBackground(scripts.reconcileAndInject());
    inBackground(sync.syncOnce({ wait: 0, hurry: true }));
  });
  browser.permissions.onRemoved.addListener(() => {
    inBackground(scripts.reconcile());
    inBackground(sync.syncOnce({ wait: 0, hurry: true }));
  });
  inBackground(start());
});

/** One sync a minute at most while nobody looks; none before a server is joined. */
async function setAlarm(joined: boolean): Promise<void> {
  if (!joined) await browser.alarms.clear(SYNC_ALARM);
  else if (!(await browser.alarms.get(SYNC_ALARM))) {
    await browser.alarms.create(SYNC_ALARM, { periodInMinutes: 1 });
  }
}

function inBackground(work: Promise<unknown>): void {
  work.catch((error: unknown) => console.warn('Fivefaces', error));
}
