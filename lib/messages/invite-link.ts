import { safeParse } from 'valibot';
import { JoinCode } from '../contract/workspace.ts';

/** An invite link taken apart: which server, and the code that its fragment carries. */
export interface Invite {
  /** Origin of the server, without a slash at the end. */
  server: string;
  code: string;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Reads an invite link (`https://server/join#code`). `null` if it is none: another form, plain http
 * to anything but this computer, or a user name in it.
 */
export function readInvite(link: string): Invite | null {
  const address = URL.parse(link.trim());
  if (address === null) return null;
  if (address.username !== '' || address.password !== '') return null;
  const code = safeParse(JoinCode, address.hash.slice(1));
  return isSecure(address) && code.success ? { server: address.origin, code: code.output } : null;
}

/** Over https, or plain http that does not leave this computer. */
export function isSecure({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}

/** The server's origin that an invite link leads to; `null` if it is no invite link. */
export function originOfInvite(link: string): string | null {
  return readInvite(link)?.server ?? null;
}

/**
 * The match pattern of the host permission that a server needs, for `permissions.request`.
 * Without the port: Firefox takes none in patterns.
 */
export function permissionFor(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}
