import { t } from '@lingui/core/macro';
import { isSecure, readInvite } from '../../lib/messages/invite-link.ts';

/** A pasted text read as an invite link: the origins to be allowed, or what is wrong with it in words. */
export type PastedInvite =
  | { ok: true; link: string; server: string; origins: string[] }
  | { ok: false; problem: string };

/** What an invite link looks like. */
export const EXAMPLE_INVITE = 'https://csat.example.com/join#…';

/** Reads a pasted invite link. */
export function readPastedInvite(text: string): PastedInvite {
  const link = text.trim();
  if (link === '')
    return { ok: false, problem: t`Paste the invite link that your admin sent you.` };
  const invite = readInvite(link);
  if (invite) {
    const { server, inboxes } = invite;
    const origins = new Set([server, ...inboxes.map(({ origin }) => origin)]);
    return { ok: true, link, server, origins: [...origins] };
  }
  const address = URL.parse(link);
  if (!address || !/^https?:$/.test(address.protocol)) {
    return {
      ok: false,
      problem: t`This is not a link. An invite link looks like ${EXAMPLE_INVITE}`,
    };
  }
  if (!isSecure(address)) {
    const { host } = address;
    return {
      ok: false,
      problem: t`This link is not secure: http would show your ratings to the network on the way to ${host}. Ask your admin for a link that begins with https.`,
    };
  }
  return {
    ok: false,
    problem: t`This is a link, but not an invite: the code after # is missing or cut off. Copy the whole link.`,
  };
}
