import { type InviteLink, readInviteLink } from '../contract/invite-link.ts';

export { isSecure } from '../contract/invite-link.ts';

/** An invite link taken apart: which server, the code, and which inboxes to show. */
export type Invite = InviteLink;

/**
 * Reads an invite link. `null` if it is none: another form, plain http to anything but this
 * computer, or a user name in it.
 */
export const readInvite = readInviteLink;

/** The server's origin that an invite link leads to; `null` if it is no invite link. */
export function originOfInvite(link: string): string | null {
  return readInvite(link)?.server ?? null;
}

/**
 * The match pattern of the host permission that a server or an inbox needs, for
 * `permissions.request`. Without the port: Firefox takes none in patterns.
 */
export function permissionFor(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

/** All that an invite needs allowed, its server and its inboxes, to be asked for in one request. */
export function permissionsFor({ server, inboxes }: Invite): string[] {
  return [...new Set([server, ...inboxes.map(({ origin }) => origin)].map(permissionFor))];
}
