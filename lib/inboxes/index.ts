import type { AllowedInbox } from '../settings/settings.ts';
import { chatwootInbox } from './chatwoot.ts';
import { fivefacesInbox } from './fivefaces.ts';
import { freshdeskInbox } from './freshdesk.ts';
import { hubspotInbox } from './hubspot.ts';
import type { Inbox, OpenConversation } from './inbox.ts';
import { intercomInbox } from './intercom.ts';
import { myaskaiInbox } from './myaskai.ts';
import { patternInbox } from './pattern.ts';
import { zendeskInbox } from './zendesk.ts';

/**
 * Every kind of inbox that the panel can open beside. Those of one host only come before those that
 * anybody can host.
 */
export const INBOXES: readonly Inbox[] = [
  intercomInbox,
  zendeskInbox,
  hubspotInbox,
  freshdeskInbox,
  myaskaiInbox,
  fivefacesInbox,
  chatwootInbox,
  patternInbox,
];

/** The kind of inbox with that id; `null` if this version knows none. */
export function inboxById(id: string): Inbox | null {
  return INBOXES.find((inbox) => inbox.id === id) ?? null;
}

/**
 * An allowed inbox, with its pattern where its kind needs one. `null` if this version does not know
 * the kind, the kind can't be at that origin, or the pattern does not hold or is of another origin.
 */
export function inboxFor({ inbox: id, origin, pattern }: AllowedInbox): Inbox | null {
  const inbox = inboxById(id);
  const at = URL.parse(origin);
  if (inbox === null || at === null || !inbox.isAt(at)) return null;
  if (!inbox.withPattern) return inbox;
  return pattern && URL.parse(pattern)?.origin === at.origin ? inbox.withPattern(pattern) : null;
}

/** Which conversation an address shows in the allowed inboxes; `null` for everything else. */
export function recogniseIn(
  allowed: readonly AllowedInbox[],
  address: URL,
): OpenConversation | null {
  for (const one of allowed) {
    const open = one.origin === address.origin ? inboxFor(one)?.recognise(address) : null;
    if (open) return open;
  }
  return null;
}
