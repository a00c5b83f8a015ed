import { inboxById } from '../lib/inboxes/index.ts';
import type { AllowedInbox } from '../lib/settings/settings.ts';
import type { SourceView } from '../lib/store/views.ts';

/** What of a conversation says where it is. */
export interface ConversationAt {
  source: string;
  id: string;
  ticketId: string | null;
}

/** The source of this workspace's own server, also before the feed has told of it. */
const OWN: SourceView = {
  id: 'fivefaces',
  kind: 'fivefaces',
  name: 'Fivefaces',
  place: null,
  problem: null,
};

/**
 * Where a conversation is shown: in the inbox of its source, at the account that the source is of.
 * `null` where there is no way to it: a file's, or a platform's of an unknown account.
 * @param server origin of this workspace's server; empty without one
 * @param inboxes the allowed ones: they say at which of a platform's hosts the account is
 */
export function addressOf(
  { source, id, ticketId }: ConversationAt,
  sources: readonly SourceView[],
  server: string,
  inboxes: readonly AllowedInbox[] = [],
): string | null {
  const from = sources.find((one) => one.id === source) ?? (source === OWN.id ? OWN : null);
  const inbox = from && inboxById(from.kind);
  if (!from || !inbox) return null;
  const allowed = inboxes.find((one) => one.inbox === from.kind)?.origin;
  const origin =
    from.kind === OWN.kind
      ? server
      : ((from.place && inbox.originOf(from.place)) ?? allowed ?? inbox.origins[0] ?? '');
  if (origin === '') return null;
  return inbox.addressOf({ place: from.place, conversation: id, ticket: ticketId }, origin);
}
