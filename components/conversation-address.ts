import { addressOfConversation } from '../lib/inboxes/conversation-address.ts';
import type { AllowedInbox } from '../lib/settings/settings.ts';
import type { SourceView } from '../lib/store/views.ts';

/** What of a conversation says where it is. */
export interface ConversationAt {
  source: string;
  id: string;
  ticketId: string | null;
}

/** The source of this workspace's own server, also before the feed has told of it. */
const OWN = { id: 'fivefaces', kind: 'fivefaces', place: null };

/**
 * Where a conversation is shown: in the inbox of its source, at the account that the source is of.
 * `null` where there is no way to it.
 * @param server origin of this workspace's server; empty without one
 * @param allowed the inboxes beside which the panel may show
 */
export function addressOf(
  { source, id, ticketId }: ConversationAt,
  sources: readonly SourceView[],
  server: string,
  allowed: readonly AllowedInbox[] = [],
): string | null {
  const from = sources.find((one) => one.id === source) ?? (source === OWN.id ? OWN : null);
  if (!from) return null;
  const own = server === '' ? [] : [{ inbox: 'fivefaces', origin: server }];
  return addressOfConversation(from, id, ticketId, [...own, ...allowed]);
}
