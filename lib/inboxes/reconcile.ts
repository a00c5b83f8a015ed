import { browser } from 'wxt/browser';
import { permissionFor } from '../messages/invite-link.ts';
import { type AllowedInbox, allowedInboxes, originsWithoutAccess } from '../settings/settings.ts';
import { inboxFor } from './index.ts';
import { isPanelAlive } from './panel-life.ts';
import { CONTENT_SCRIPT, planRegistrations, wantedRegistrations } from './registration.ts';

/** May the extension act on this origin? Host permissions can be given and withdrawn at any time. */
export function isAllowed(origin: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [permissionFor(origin)] });
}

/** The content scripts of allowed inboxes, kept as they should be. */
export interface InboxScripts {
  /** Registers what is allowed and granted, and removes the rest. */
  reconcile(): Promise<void>;
  /** The same, and brings the panel into pages that are open already, without a reload. */
  reconcileAndInject(): Promise<void>;
}

/** One change of the registrations at a time: events come together at install and update. */
export function createInboxScripts(): InboxScripts {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (action: () => Promise<void>) => {
    const next = last.then(action, action);
    last = next.catch(() => undefined);
    return next;
  };
  return {
    reconcile: () => inTurn(async () => void (await register())),
    reconcileAndInject: () =>
      inTurn(async () => {
        const origins = await register();
        await Promise.all([...origins].map(inject));
      }),
  };
}

/** Registers what is allowed and granted; the answer is which origins those are, with their pages. */
async function register(): Promise<Map<string, string[]>> {
  const known = (await allowedInboxes.getValue()).filter((one) => inboxFor(one) !== null);
  const granted: AllowedInbox[] = [];
  const refused = new Set<string>();
  for (const inbox of known) {
    if (await isAllowed(inbox.origin)) granted.push(inbox);
    else refused.add(inbox.origin);
  }
  await tellOpenPages([...refused].sort());
  const registered = await browser.scripting.getRegisteredContentScripts();
  const { add, remove } = planRegistrations(wantedRegistrations(granted), registered);
  if (remove.length > 0) await browser.scripting.unregisterContentScripts({ ids: remove });
  if (add.length > 0) {
    await browser.scripting.registerContentScripts(
      add.map(({ id, matches }) => ({ id, matches, ...CONTENT_SCRIPT, runAt: 'document_idle' })),
    );
  }
  return new Map(
    granted.map(({ origin }) => [
      origin,
      wantedRegistrations(granted.filter((one) => one.origin === origin)).flatMap(
        ({ matches }) => matches,
      ),
    ]),
  );
}

/** Scripts in open pages outlive their permission: they end, or go on, by this. */
async function tellOpenPages(refused: string[]): Promise<void> {
  const before = await originsWithoutAccess.getValue();
  if (before.join() !== refused.join()) await originsWithoutAccess.setValue(refused);
}

/** Brings the panel into the inbox's open pages where no content script of ours lives. */
async function inject([origin, matches]: [string, string[]]): Promise<void> {
  const tabs = await browser.tabs.query({ url: matches });
  await Promise.all(
    tabs.map(async ({ id, url, discarded }) => {
      // Patterns have no port, so another server on this computer may be among them.
      if (id === undefined || discarded || URL.parse(url ?? '')?.origin !== origin) return;
      const target = { tabId: id };
      try {
        const [alive] = await browser.scripting.executeScript({ target, func: isPanelAlive });
        if (alive?.result === true) return;
        await browser.scripting.insertCSS({ target, files: CONTENT_SCRIPT.css });
        await browser.scripting.executeScript({ target, files: CONTENT_SCRIPT.js });
      } catch (error) {
        // Closed or crashed meanwhile, or showing an error page: its next load brings the panel.
        console.warn('The panel was not brought into an open page', error);
      }
    }),
  );
}
