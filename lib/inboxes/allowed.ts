import { browser } from 'wxt/browser';
import { permissionFor } from '../messages/invite-link.ts';
import {
  type AllowedInbox,
  allowedInboxes,
  readPanelState,
  savePanelState,
} from '../settings/settings.ts';
import { inboxFor } from './index.ts';
import type { InboxScripts } from './reconcile.ts';

/**
 * Which inboxes the panel may open beside. The background alone calls these; the host permission is
 * asked for by the page, in the click before. What they change takes effect in open tabs at once.
 */

/** One change at a time: reading and writing back are two steps. */
let last: Promise<unknown> = Promise.resolve();

function change(next: (allowed: AllowedInbox[]) => AllowedInbox[]): Promise<void> {
  const step = async () => allowedInboxes.setValue(next(await allowedInboxes.getValue()));
  const done = last.then(step, step);
  last = done.catch(() => undefined);
  return done;
}

/**
 * Shows the panel beside an inbox, also where it was hidden.
 * @returns `false` if the inbox is none that this version can show: an unknown kind, an origin that
 * is not of that kind, a pattern that does not hold
 */
export async function allowInbox(inbox: AllowedInbox, scripts: InboxScripts): Promise<boolean> {
  if (inboxFor(inbox) === null) return false;
  const { origin, by = 'person' } = inbox;
  await change((allowed) => [
    ...allowed.filter((one) => !(isSame(one, inbox) && ownerOf(one) === by)),
    { ...inbox, by },
  ]);
  const state = await readPanelState(origin);
  if (state.hidden) await savePanelState(origin, { ...state, hidden: false });
  await scripts.reconcileAndInject();
  return true;
}

/**
 * Takes the panel away from an inbox, whoever asked for it but a policy, and gives the host
 * permission back if no other allowed inbox is at that site.
 * @param needed origins that the extension needs for something else: the server, connected platforms
 */
export async function forgetInbox(
  inbox: AllowedInbox,
  scripts: InboxScripts,
  needed: readonly string[],
): Promise<void> {
  await change((allowed) =>
    allowed.filter((one) => !isSame(one, inbox) || ownerOf(one) === 'policy'),
  );
  await scripts.reconcile();
  const rest = (await allowedInboxes.getValue()).map(({ origin }) => origin);
  const site = permissionFor(inbox.origin);
  if ([...rest, ...needed].some((origin) => permissionFor(origin) === site)) return;
  try {
    await browser.permissions.remove({ origins: [site] });
  } catch {
    // Granted at install: not to be given back.
  }
}

/**
 * Replaces the inboxes that a team or a policy brings: those of the invite with the server's own;
 * none after leaving.
 */
export async function setInboxesOf(
  by: 'team' | 'policy',
  inboxes: readonly AllowedInbox[],
  scripts: InboxScripts,
): Promise<void> {
  await change((allowed) => [
    ...allowed.filter((one) => ownerOf(one) !== by),
    ...inboxes.map((inbox) => ({ ...inbox, by })),
  ]);
  await scripts.reconcileAndInject();
}

/** Earlier versions knew the team's alone. */
function ownerOf({ by = 'team' }: AllowedInbox): 'team' | 'person' | 'policy' {
  return by;
}

function isSame(one: AllowedInbox, other: AllowedInbox): boolean {
  return (
    one.inbox === other.inbox &&
    one.origin === other.origin &&
    (one.pattern ?? null) === (other.pattern ?? null)
  );
}
