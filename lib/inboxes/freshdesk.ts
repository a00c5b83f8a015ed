import type { Inbox } from './inbox.ts';
import { patternsAt } from './site.ts';

/** Each account has a subdomain of its own; `www` is Freshdesk's own site. */
const HOST = /^(?!www\.)[a-z0-9][a-z0-9-]*\.freshdesk\.com$/;

/** `/a/tickets/352`, but not the lists under `/a/tickets/filters` nor a new one. */
const TICKET = /^\/a\/tickets\/(\d+)(?:\/|$)/;

/** Freshdesk. Its place is the account's host; a conversation is a ticket. */
export const freshdeskInbox: Inbox = {
  id: 'freshdesk',
  name: 'Freshdesk',
  isAt: ({ protocol, hostname }) => protocol === 'https:' && HOST.test(hostname),
  origins: [],
  ofAnySource: true,
  originOf: (place) => (HOST.test(place) ? `https://${place}` : null),
  recognise({ pathname, hostname }) {
    const ticket = TICKET.exec(pathname)?.[1];
    if (ticket === undefined) return null;
    return { inbox: 'freshdesk', place: hostname, conversation: ticket, ticket };
  },
  addressOf: ({ conversation, ticket }, origin) => `${origin}/a/tickets/${ticket ?? conversation}`,
  matchPatterns: (origin) => patternsAt(origin, '/a/*'),
};
