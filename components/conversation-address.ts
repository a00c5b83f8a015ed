import { INBOXES } from '../lib/inboxes/index.ts';

/**
 * Where a conversation is shown: in the server's own inbox. `null` for a source whose inbox is not
 * at that server.
 */
export function addressOf(source: string, conversation: string, server: string): string | null {
  const inbox = INBOXES.find(({ id }) => id === source);
  return inbox ? inbox.addressOf(conversation, server) : null;
}
