import type { Inbox } from './inbox.ts';

const PATH = /^\/inbox\/conversations\/([^/]+)\/?$/;

/** The Fivefaces server's own inbox: `/inbox/conversations/{id}`. */
export const fivefacesInbox: Inbox = {
  id: 'fivefaces',
  name: 'Fivefaces',
  recognise(address) {
    const id = PATH.exec(address.pathname)?.[1];
    if (id === undefined) return null;
    try {
      return { inbox: 'fivefaces', source: 'fivefaces', conversation: decodeURIComponent(id) };
    } catch {
      // A stray % is no address of ours.
      return null;
    }
  },
  addressOf: (conversation, origin) =>
    `${origin}/inbox/conversations/${encodeURIComponent(conversation)}`,
  matchPatterns(origin) {
    // Without the port: Firefox takes none in patterns. The content script compares origins.
    const { protocol, hostname } = new URL(origin);
    return [`${protocol}//${hostname}/inbox*`];
  },
};
