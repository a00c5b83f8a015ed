import type { Inbox } from './inbox.ts';
import { describedInbox } from './pattern.ts';

const ORIGINS = ['https://myaskai.com', 'https://www.myaskai.com'];

/**
 * My AskAI's dashboard. Where it shows one conversation is documented nowhere, so its hosts are
 * known and the pattern is typed by whoever sets it up.
 */
export const myaskaiInbox: Inbox = describedInbox({
  id: 'myaskai',
  name: 'My AskAI',
  isAt: ({ origin }) => ORIGINS.includes(origin),
  origins: ORIGINS,
});
