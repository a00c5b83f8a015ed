import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { storage } from 'wxt/utils/storage';
import { createInboxScripts, isAllowed } from '../../lib/inboxes/reconcile.ts';
import { createHandlers, describeFailure } from '../../lib/messages/handlers.ts';
import { onMessage } from '../../lib/messages/messenger.ts';
import { ownAddress } from '../../lib/messages/own-address.ts';
import { receive } from '../../lib/messages/receive.ts';
import { reviewOutboxCopy } from '../../lib/settings/review-outbox-copy.ts';
import { allowedInboxes } from '../../lib/settings/settings.ts';
import { fivefacesSource } from '../../lib/sources/fivefaces.ts';
import { memoryDatabase } from '../../lib/store/memory.ts';
import { createStoreReader } from '../../lib/store/reader.ts';
import { openStore } from '../../lib/store/store.ts';
import { type Membership, openTokens } from '../../lib/store/tokens.ts';
import { type AskedFor, createLookThrough } from '../../lib/sync/look-through.ts';
import { createMembership } from '../../lib/sync/membership.ts';
import { createReviewOutbox } from '../../lib/sync/review-outbox.ts';
import { createSync } from '../../lib/sync/sync.ts';

const SYNC_ALARM = 'sync';
/** Goes on with a first sync that the background did not live to end. */
const GO_ON_ALARM = 'go-on';

/** Gone after an update, a disable or a restart of the browser: then open pages need a new panel. */
const injected = storage.defineItem<boolean>('session:injected', { fallback: false });

/** Which conversations the server was asked for just now. */
const askedFor = storage.defineItem<AskedFor>('session:asked-for', { fallback: {} });

export default defineBackground(() => {
  const now = () => Date.now();
  const store = openStore(undefined, { memory: memoryDatabase });
  const tokens = openTokens();
  const scripts = createInboxScripts();

  const source = ({ workspace, token }: Membership) => fivefacesSource(workspace.server, token);
  const reach = { store, tokens, source, isAllowed, now };
  const { locks } = navigator;
  const outbox = createReviewOutbox({ ...reach, locks, copy: reviewOutboxCopy });
  const sync = createSync({
    ...reach,
    locks,
    outbox,
    onWithdrawn: () => onMembership(null),
    onIncomplete: () => browser.alarms.create(GO_ON_ALARM, { delayInMinutes: 0.5 }),
  });
  const membership = createMembership({ ...reach, sync, outbox, onChange: onMembership });

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
      outbox,
      lookThrough: createLookThrough({ ...reach, asked: askedFor }),
      surroundings: async () => ({
        version: browser.runtime.getManifest().version,
        userAgent: navigator.userAgent,
        isAllowed,
        inboxes: (await allowedInboxes.getValue()).length,
      }),
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
    if (name === SYNC_ALARM || name === GO_ON_ALARM)
      inBackground(sync.syncOnce({ wait: 0, hurry: false }));
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
  if (!joined) {
    await browser.alarms.clear(SYNC_ALARM);
    await browser.alarms.clear(GO_ON_ALARM);
  } else if (!(await browser.alarms.get(SYNC_ALARM))) {
    await browser.alarms.create(SYNC_ALARM, { periodInMinutes: 1 });
  }
}

function inBackground(work: Promise<unknown>): void {
  work.catch((error: unknown) => console.warn('Fivefaces', error));
}
