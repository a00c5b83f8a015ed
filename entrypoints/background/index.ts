import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { storage } from 'wxt/utils/storage';
import { allowInbox, forgetInbox, setInboxesOf } from '../../lib/inboxes/allowed.ts';
import { createInboxScripts, isAllowed } from '../../lib/inboxes/reconcile.ts';
import { createHandlers, describeFailure } from '../../lib/messages/handlers.ts';
import { onMessage } from '../../lib/messages/messenger.ts';
import { ownAddress } from '../../lib/messages/own-address.ts';
import { receive } from '../../lib/messages/receive.ts';
import { createPolicy, policyReport } from '../../lib/settings/apply-policy.ts';
import { reviewOutboxCopy } from '../../lib/settings/review-outbox-copy.ts';
import { allowedInboxes } from '../../lib/settings/settings.ts';
import { fivefacesSource } from '../../lib/sources/fivefaces.ts';
import { sourceByKind } from '../../lib/sources/index.ts';
import { memoryDatabase } from '../../lib/store/memory.ts';
import { createStoreReader } from '../../lib/store/reader.ts';
import { openStore } from '../../lib/store/store.ts';
import { type Membership, openTokens } from '../../lib/store/tokens.ts';
import { type AskedFor, createLookThrough } from '../../lib/sync/look-through.ts';
import { createMembership, type JoinedServer } from '../../lib/sync/membership.ts';
import { createReviewOutbox } from '../../lib/sync/review-outbox.ts';
import { createSample } from '../../lib/sync/sample.ts';
import { createSoloLookThrough } from '../../lib/sync/solo-look-through.ts';
import { createSoloSources } from '../../lib/sync/solo-sources.ts';
import { createSoloSync } from '../../lib/sync/solo-sync.ts';
import { createSync } from '../../lib/sync/sync.ts';
import { createToolbar } from './toolbar.ts';

const SYNC_ALARM = 'sync';
/** Goes on with a first sync that the background did not live to end. */
const GO_ON_ALARM = 'go-on';

/** Tries again to do what a policy says. */
const POLICY_ALARM = 'policy';

/** Gone after an update, a disable or a restart of the browser: then open pages need a new panel. */
const injected = storage.defineItem<boolean>('session:injected', { fallback: false });

/** Which conversations the server was asked for just now. */
const askedFor = storage.defineItem<AskedFor>('session:asked-for', { fallback: {} });

export default defineBackground(() => {
  const now = () => Date.now();
  const store = openStore(undefined, { memory: memoryDatabase });
  const reader = createStoreReader(store);
  const toolbar = createToolbar(reader, now, inBackground);
  const tokens = openTokens();
  const scripts = createInboxScripts();

  const source = ({ workspace, token }: Membership) => fivefacesSource(workspace.server, token);
  const reach = { store, tokens, source, isAllowed, now };
  const { locks } = navigator;
  const outbox = createReviewOutbox({ ...reach, locks, copy: reviewOutboxCopy });
  const solo = createSoloSources({
    ...reach,
    sync: { exclusively: (action) => sync.exclusively(action) },
    definition: sourceByKind,
    fetch: (address, init) => fetch(address, init),
    onChange: onSources,
  });
  const alone = { store, tokens, now, open: solo.open, isAllowed: solo.isReachable };
  const sample = createSample({
    ...reach,
    sync: {
      exclusively: (action) => sync.exclusively(action),
      syncOnce: (request) => sync.syncOnce(request),
    },
  });
  const sync = toolbar.following(
    createSync({
      ...reach,
      locks,
      outbox,
      solo: createSoloSync(alone),
      sample,
      onWithdrawn: () => onMembership(null),
      onIncomplete: () => browser.alarms.create(GO_ON_ALARM, { delayInMinutes: 0.5 }),
    }),
  );
  const membership = createMembership({ ...reach, sync, outbox, onChange: onMembership });
  const policy = createPolicy({
    read: () => browser.storage.managed.get(),
    // As the tokens have it: the store may be lost at any time, and comes back by itself.
    workspace: async () =>
      (await tokens.read())?.workspace ??
      ((await tokens.solo()).length > 0 ? { server: '', solo: true } : null),
    join: membership.join,
    isAllowed,
    setLimits: store.setLimits,
    setInboxes: (inboxes) => setInboxesOf('policy', inboxes, scripts),
    now,
  });

  /** The server that was joined, or `null` after leaving: its inboxes get the panel, or lose it. */
  async function onMembership(joined: JoinedServer | null): Promise<void> {
    if (joined === null) await policy.left();
    await toolbar.forget();
    const own = joined ? [{ inbox: 'fivefaces', origin: joined.server }] : [];
    await setInboxesOf('team', [...own, ...(joined?.inboxes ?? [])], scripts);
    await setAlarm(joined !== null);
    if (joined !== null) inBackground(sync.syncOnce({ wait: 0, hurry: true }));
  }

  /** A source of this browser's own was connected, changed or disconnected. */
  async function onSources(): Promise<void> {
    const some = (await tokens.solo()).length > 0;
    await setAlarm(some);
    if (some) inBackground(sync.syncOnce({ wait: 0, hurry: true }));
    else await toolbar.forget();
  }

  /** Origins that are needed for something else than an inbox. */
  async function neededOrigins(): Promise<string[]> {
    const server = (await tokens.read())?.workspace.server;
    const ofSources = (await tokens.solo()).flatMap(
      ({ kind, config }) => sourceByKind(kind)?.origins(config) ?? [],
    );
    return [...(server ? [server] : []), ...ofSources];
  }

  async function applyPolicy(): Promise<void> {
    const outcome = await policy.apply();
    if (outcome === 'retry') await browser.alarms.create(POLICY_ALARM, { delayInMinutes: 5 });
  }

  async function isJoined(): Promise<boolean> {
    return (await tokens.read()) !== null || (await tokens.solo()).length > 0;
  }

  async function start(): Promise<void> {
    await setAlarm(await isJoined());
    if (await injected.getValue()) return;
    await injected.setValue(true);
    await scripts.reconcileAndInject();
    await applyPolicy();
  }

  async function openPage(page: 'welcome' | 'options', connect?: string): Promise<void> {
    if (page === 'options' && connect === undefined) await browser.runtime.openOptionsPage();
    else if (page === 'options')
      await browser.tabs.create({ url: ownAddress(`/options.html#connect=${connect}`) });
    else await browser.tabs.create({ url: ownAddress('/welcome.html') });
  }

  /**
   * Welcome, unless an earlier install has joined already (a browser may keep our data), or a company
   * has: who did not install it gets no tab that was not asked for.
   */
  async function welcome(): Promise<void> {
    if ((await browser.management.getSelf()).installType === 'admin') return;
    await applyPolicy();
    if (!(await isJoined())) await openPage('welcome');
  }

  receive(
    { onMessage: (type, listener) => onMessage(type, listener as never) },
    createHandlers({
      store,
      reader,
      tokens,
      sync,
      membership,
      outbox: {
        ...outbox,
        async save(made) {
          await outbox.save(made);
          toolbar.changed();
        },
      },
      lookThrough: createLookThrough({
        ...reach,
        solo: createSoloLookThrough(alone),
        asked: askedFor,
      }),
      solo,
      sample,
      inboxes: {
        allow: (inbox) => allowInbox({ ...inbox, by: 'person' }, scripts),
        forget: async (inbox) => forgetInbox(inbox, scripts, await neededOrigins()),
      },
      surroundings: async () => ({
        version: browser.runtime.getManifest().version,
        userAgent: navigator.userAgent,
        isAllowed,
        inboxes: (await allowedInboxes.getValue()).length,
        policy: await policyReport.getValue(),
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
    if (name === POLICY_ALARM) inBackground(applyPolicy());
  });
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') inBackground(applyPolicy());
  });
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') inBackground(welcome());
  });
  // The start itself does the work; the listener makes the browser wake us for it.
  browser.runtime.onStartup.addListener(() => undefined);
  browser.permissions.onAdded.addListener(() => {
    inBackground(scripts.reconcileAndInject());
    inBackground(applyPolicy());
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
