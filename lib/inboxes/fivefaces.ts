import type { Inbox } from './inbox.ts';
import { isId, isSecure, patternsAt, unescapePart } from './site.ts';

const PATH = /^\/inbox\/conversations\/([^/]+)\/?$/;

/** The Fivefaces server's own inbox: `/inbox/conversations/{id}`. */
export const fivefacesInbox: Inbox = {
  id: 'fivefaces',
  name: 'Fivefaces',
  isAt: isSecure,
  origins: [],
  originOf: () => null,
  recognise({ pathname }) {
    const conversation = unescapePart(PATH.exec(pathname)?.[1] ?? '');
    if (conversation === null || !isId(conversation)) return null;
    return { inbox: 'fivefaces', place: null, conversation, ticket: null };
  },
  addressOf: ({ conversation }, origin) =>
    `${origin}/inbox/conversations/${encodeURIComponent(conversation)}`,
  matchPatterns: (origin) => patternsAt(origin, '/inbox*'),
};
