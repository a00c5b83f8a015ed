import { browser } from 'wxt/browser';
import { permissionFor } from '../messages/invite-link.ts';
import { type AllowedInbox, allowedInboxes } from '../settings/settings.ts';
import { inboxById } from './index.ts';
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
        const inboxes = await register();
        await Promise.all(inboxes.map(inject));
      }),
  };
}

async function register(): Promise<AllowedInbox[]> {
  const granted: AllowedInbox[] = [];
  for (const inbox of await allowedInboxes.getValue()) {
    if (await isAllowed(inbox.origin)) granted.push(inbox);
  }
  const registered = await browser.scripting.getRegisteredContentScripts();
  const { add, remove } = planRegistrations(wantedRegistrations(granted), registered);
  if (remove.length > 0) await browser.scripting.unregisterContentScripts({ ids: remove });
  if (add.length > 0) {
    await browser.scripting.registerContentScripts(
      add.map(({ id, matches }) => ({ id, matches, ...CONTENT_SCRIPT, runAt: 'document_idle' })),
    );
  }
  return granted;
}

/** Brings the panel into the inbox's open pages where no content script of ours lives. */
async function inject({ inbox, origin }: AllowedInbox): Promise<void> {
  const matches = inboxById(inbox)?.matchPatterns(origin) ?? [];
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
