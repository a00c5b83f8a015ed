import type { Inbox } from './inbox.ts';
import { patternsAt } from './site.ts';

/** US, EU, Australia. */
const HOSTS = ['app.intercom.com', 'app.eu.intercom.com', 'app.au.intercom.com'];

/** `/a/inbox/{workspace}/…/conversation/{id}`, and the older `/a/apps/{workspace}/conversations/{id}`. */
const PATH = /^\/a\/(?:inbox|apps)\/(?:(\w+)\/)?(?:.*\/)?conversations?\/(\d+)\/?$/;

/** Stands in an address for whichever workspace the person is in. */
const CURRENT = '_';

/** Intercom's inbox. Its place is the workspace's id code, as it stands in the address. */
export const intercomInbox: Inbox = {
  id: 'intercom',
  name: 'Intercom',
  isAt: ({ protocol, hostname }) => protocol === 'https:' && HOSTS.includes(hostname),
  origins: HOSTS.map((host) => `https://${host}`),
  originOf: () => null,
  recognise({ pathname }) {
    const [, workspace = CURRENT, conversation] = PATH.exec(pathname) ?? [];
    if (conversation === undefined) return null;
    const place = workspace === CURRENT ? null : workspace;
    return { inbox: 'intercom', place, conversation, ticket: null };
  },
  addressOf: ({ place, conversation }, origin) =>
    place === null
      ? `${origin}/a/apps/${CURRENT}/inbox/conversation/${conversation}`
      : `${origin}/a/inbox/${place}/inbox/conversation/${conversation}`,
  matchPatterns: (origin) => patternsAt(origin, '/a/*'),
};
