import type { Inbox } from './inbox.ts';
import { isSecure, patternsAt } from './site.ts';

/** Source: chatwoot `conversation.routes.js`; the id is the conversation's `display_id`. */
const PATH =
  /^\/app\/accounts\/(\d+)\/(?:(?:inbox\/\d+|label\/[^/]+|team\/\d+|custom_view\/\d+|mentions|unattended|participating)\/)?conversations\/(\d+)\/?$/;

/** A place: `https://app.chatwoot.com/1`. */
const PLACE = /^(https?:\/\/[^/]+)\/(\d+)$/;

/** Chatwoot, the cloud's and everybody's own. Its place is the origin with the account's number. */
export const chatwootInbox: Inbox = {
  id: 'chatwoot',
  name: 'Chatwoot',
  isAt: isSecure,
  origins: ['https://app.chatwoot.com'],
  originOf: (place) => PLACE.exec(place)?.[1] ?? null,
  recognise({ pathname, origin }) {
    const [, account, conversation] = PATH.exec(pathname) ?? [];
    if (conversation === undefined) return null;
    return { inbox: 'chatwoot', place: `${origin}/${account}`, conversation, ticket: null };
  },
  addressOf({ place, conversation }, origin) {
    const [, at, account] = PLACE.exec(place ?? '') ?? [];
    return at === origin ? `${origin}/app/accounts/${account}/conversations/${conversation}` : null;
  },
  matchPatterns: (origin) => patternsAt(origin, '/app/*'),
};
