import { t } from '@lingui/core/macro';
import type { Inbox } from '../../lib/inboxes/inbox.ts';
import { INBOXES, inboxById } from '../../lib/inboxes/index.ts';
import { isSecure } from '../../lib/messages/invite-link.ts';
import { inWords } from '../in-words.ts';

/** A kind of inbox at a site. */
export interface KnownInbox {
  inbox: string;
  origin: string;
}

/** What a pasted address of an inbox is. */
export type PastedInbox =
  | { kind: 'known'; inbox: KnownInbox; name: string }
  /** Its addresses must be described by a pattern first. */
  | { kind: 'describe'; inbox: string; name: string; address: string }
  | { kind: 'problem'; problem: string };

/** Reads the address of an inbox, as somebody pasted it. */
export function readPastedInbox(text: string): PastedInbox {
  const pasted = text.trim();
  const address = URL.parse(pasted) ?? URL.parse(`https://${pasted}`);
  if (!address || !/^https?:$/.test(address.protocol) || !/[.:]|localhost/.test(address.host)) {
    return { kind: 'problem', problem: t`Paste the address as it stands in the browser’s bar.` };
  }
  if (!isSecure(address)) {
    const { host } = address;
    return {
      kind: 'problem',
      problem: t`The panel shows only on secure pages: ${host} must begin with https.`,
    };
  }
  const known = INBOXES.find((inbox) => isInboxAt(inbox, address));
  if (known && !known.withPattern) {
    return {
      kind: 'known',
      inbox: { inbox: known.id, origin: address.origin },
      name: known.name,
    };
  }
  const described = known ?? inboxById('pattern');
  return {
    kind: 'describe',
    inbox: described?.id ?? 'pattern',
    name: described?.name ?? '',
    address: address.href,
  };
}

/**
 * Is this that kind of inbox? A kind that anybody can host is told by the address of a conversation
 * alone.
 */
function isInboxAt(inbox: Inbox, address: URL): boolean {
  if (!inbox.isAt(address) || inbox.id === 'pattern') return false;
  return (
    !isAnybodys(inbox) ||
    inbox.origins.includes(address.origin) ||
    inbox.recognise(address) !== null
  );
}

/** Anybody can host it: it can be at every secure site. */
function isAnybodys(inbox: Inbox): boolean {
  return inbox.isAt(new URL('https://anybody.invalid'));
}

/** The sites at which a kind of inbox always is, to be chosen by one click. */
export function fixedInboxes(): (KnownInbox & { name: string })[] {
  return INBOXES.filter(({ withPattern }) => !withPattern).flatMap(({ id, name, origins }) =>
    origins.map((origin) => ({ inbox: id, origin, name })),
  );
}

/**
 * The inbox that belongs to a source at these origins of its API: at the same site, or at that of
 * the same region (`api.eu.intercom.io` and `app.eu.intercom.com`). `null` where that can't be told.
 */
export function inboxAt(kind: string, origins: readonly string[]): KnownInbox | null {
  const inbox = inboxById(kind);
  if (!inbox || inbox.withPattern) return null;
  const same = origins.find((origin) => inbox.isAt(new URL(origin)));
  if (same !== undefined) return { inbox: kind, origin: same };
  const region = origins.map(regionOf)[0];
  const [origin, other] = inbox.origins.filter((one) => regionOf(one) === region);
  return origin === undefined || other !== undefined ? null : { inbox: kind, origin };
}

/** Can `inboxAt` tell this kind's inbox? Not where several of its sites look alike. */
export function tellsInbox(kind: string): boolean {
  const inbox = inboxById(kind);
  if (!inbox || inbox.withPattern) return false;
  return new Set(inbox.origins.map(regionOf)).size === inbox.origins.length;
}

function regionOf(origin: string): string {
  return /\.([a-z]{2}\d*)\./.exec(new URL(origin).hostname)?.[1] ?? '';
}

/** What a kind of inbox is called. */
export function inboxName(inbox: string): string {
  const known = inboxById(inbox);
  return known ? inWords(known.name) : t`An inbox of a newer version`;
}
