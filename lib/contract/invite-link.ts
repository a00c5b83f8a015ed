import * as v from 'valibot';
import { MAX_LENGTH, text } from './primitives.ts';
import { isSecure } from './secure-address.ts';
import { InboxToShow } from './source.ts';
import { JoinCode } from './workspace.ts';

export { isSecure } from './secure-address.ts';

/** An invite link taken apart. */
export interface InviteLink {
  /** Origin of the server, without a slash at the end. */
  server: string;
  code: string;
  /**
   * The inboxes that it says to show, so that one question asks for all sites before the server is
   * contacted. What the server says of the invite is the truth.
   */
  inboxes: InboxToShow[];
}

/** An inbox as it travels in a link: without names, to be short. */
const LinkedInbox = v.pipe(
  v.strictTuple([
    InboxToShow.entries.inbox,
    InboxToShow.entries.origin,
    v.nullable(text(MAX_LENGTH.url)),
  ]),
  v.transform(([inbox, origin, pattern]) => ({ inbox, origin, pattern })),
);
const LinkedInboxes = v.pipe(v.array(LinkedInbox), v.maxLength(20));

/** The longest link that is read, in characters: with 20 inboxes and their patterns. */
export const MAX_INVITE_LINK = 10_000;

/**
 * The link that an invite travels as, `https://server/join#CODE`, with inboxes
 * `https://server/join#CODE~INBOXES`. All of it is in the fragment, so that no log has it.
 * @param server its origin, or the address under which it answers
 */
export function writeInviteLink(
  server: string,
  code: string,
  inboxes: readonly InboxToShow[] = [],
): string {
  const link = `${server.replace(/\/+$/, '')}/join#${code}`;
  if (inboxes.length === 0) return link;
  const tuples = inboxes.map(({ inbox, origin, pattern }) => [inbox, origin, pattern]);
  return `${link}~${toBase64Url(JSON.stringify(tuples))}`;
}

/**
 * Reads an invite link. `null` if it is none: another form, plain http to anything but this
 * computer, or a user name in it.
 */
export function readInviteLink(link: string): InviteLink | null {
  const address = URL.parse(link.trim());
  if (address === null || !isSecure(address)) return null;
  if (address.username !== '' || address.password !== '') return null;
  const read = readInviteFragment(address.hash.slice(1));
  return read && { server: address.origin, ...read };
}

/**
 * Reads the fragment of an invite link, without `#`. Inboxes that do not fit (a link that was cut
 * short, or of a newer server) are left out: the code is good without them.
 */
export function readInviteFragment(fragment: string): Omit<InviteLink, 'server'> | null {
  const [, written = '', inboxes = ''] = /^([\w-]+)(?:~([\w-]*))?$/.exec(fragment) ?? [];
  const code = v.safeParse(JoinCode, written);
  return code.success ? { code: code.output, inboxes: readInboxes(inboxes) } : null;
}

function readInboxes(written: string): InboxToShow[] {
  if (written === '') return [];
  try {
    const read = v.safeParse(LinkedInboxes, JSON.parse(fromBase64Url(written)));
    return read.success ? read.output : [];
  } catch {
    return [];
  }
}

function toBase64Url(json: string): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(json));
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Throws what is no base64url of UTF-8. */
function fromBase64Url(written: string): string {
  const bytes = atob(written.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(
    Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)),
  );
}
