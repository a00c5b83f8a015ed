import type { Inbox, OpenConversation } from './inbox.ts';
import { patternsAt } from './site.ts';

/** `app.hubspot.com`, and `app-eu1`, `app-na2` and the like: HubSpot adds regions. */
const HOST = /^app(?:-[a-z0-9]+)?\.hubspot\.com$/;

/** The inbox names a thread; help desk and record pages name a ticket. */
const THREAD = /^\/live-messages\/(\d+)\/inbox\/(\d+)(?:\/|$)/;
const HELP_DESK = /^\/help-desk\/(\d+)\/(?:.*\/)?ticket\/(\d+)(?:\/thread\/(\d+))?(?:\/|$)/;
const RECORD = /^\/contacts\/(\d+)\/(?:record\/0-5|ticket)\/(\d+)(?:\/|$)/;

/** HubSpot's conversations inbox, help desk and tickets. Its place is the portal's id. */
export const hubspotInbox: Inbox = {
  id: 'hubspot',
  name: 'HubSpot',
  isAt: ({ protocol, hostname }) => protocol === 'https:' && HOST.test(hostname),
  // Those that were seen; a person whose region is another one enters theirs.
  origins: ['app', 'app-eu1', 'app-na2'].map((host) => `https://${host}.hubspot.com`),
  originOf: () => null,
  recognise({ pathname }) {
    const [, portal, thread] = THREAD.exec(pathname) ?? [];
    if (thread !== undefined) return opened(portal, thread, undefined);
    const [, account, ticket, threadOfTicket] =
      HELP_DESK.exec(pathname) ?? RECORD.exec(pathname) ?? [];
    return ticket === undefined ? null : opened(account, threadOfTicket, ticket);
  },
  /** A ticket's record page is there in every plan; the help desk is not. */
  addressOf({ place, conversation, ticket }, origin) {
    if (place === null) return null;
    return ticket === null
      ? `${origin}/live-messages/${place}/inbox/${conversation}`
      : `${origin}/contacts/${place}/record/0-5/${ticket}`;
  },
  matchPatterns: (origin) => patternsAt(origin, '/live-messages/*', '/help-desk/*', '/contacts/*'),
};

function opened(
  place: string | undefined,
  conversation: string | undefined,
  ticket: string | undefined,
): OpenConversation {
  return {
    inbox: 'hubspot',
    place: place ?? null,
    conversation: conversation ?? null,
    ticket: ticket ?? null,
  };
}
