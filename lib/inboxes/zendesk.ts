import type { Inbox } from './inbox.ts';
import { patternsAt } from './site.ts';

/** Each account has a subdomain of its own; `www` is Zendesk's own site. */
const HOST = /^(?!www\.)[a-z0-9][a-z0-9-]*\.zendesk\.com$/;

/** `/agent/tickets/341` with whatever tab of it, but not its print view. */
const TICKET = /^tickets\/(\d+)(?!\/print(?:\/|$))(?:\/|$)/;

/** Zendesk's Agent Workspace. Its place is the account's host; a conversation is a ticket. */
export const zendeskInbox: Inbox = {
  id: 'zendesk',
  name: 'Zendesk',
  isAt: ({ protocol, hostname }) => protocol === 'https:' && HOST.test(hostname),
  origins: [],
  originOf: (place) => (HOST.test(place) ? `https://${place}` : null),
  recognise({ pathname, hash, hostname }) {
    // Links of the earlier interface have the route in the fragment: /agent/#/tickets/341.
    const route = /^\/agent\/?$/.test(pathname) ? hash.slice(2) : pathname.slice('/agent/'.length);
    const ticket = pathname.startsWith('/agent') ? TICKET.exec(route)?.[1] : undefined;
    if (ticket === undefined) return null;
    return { inbox: 'zendesk', place: hostname, conversation: ticket, ticket };
  },
  addressOf: ({ conversation, ticket }, origin) =>
    `${origin}/agent/tickets/${ticket ?? conversation}`,
  matchPatterns: (origin) => patternsAt(origin, '/agent*'),
};
