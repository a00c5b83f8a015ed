import type { AllowedInbox } from '../settings/settings.ts';
import type { ConversationToShow, Inbox } from './inbox.ts';
import { INBOXES, inboxById, inboxFor } from './index.ts';

/** Where a conversation's ratings come from, as `SourceView` has it. */
export interface SourceOfConversation {
  kind: string;
  place: string | null;
}

/**
 * The way back: the address at which a conversation is shown, to be opened in a tab. `null` if no
 * inbox is known that shows it, or the address cannot be said.
 *
 * A platform's conversations are in that platform's inbox. Those of the server's own source and of
 * a file may be in an inbox that somebody described, too: the server's own comes first.
 * @param conversation the source's id of the conversation
 * @param ticket the ticket's id; `null` if there is none
 * @param allowed the stored `allowedInboxes`
 */
export function addressOfConversation(
  { kind, place }: SourceOfConversation,
  conversation: string,
  ticket: string | null,
  allowed: readonly AllowedInbox[],
): string | null {
  const shown = { place, conversation, ticket };
  const fallback = inboxById(kind);
  const known = place === null ? null : (fallback?.originOf(place) ?? null);
  for (const id of inboxesOf(kind)) {
    for (const one of allowed) {
      if (one.inbox !== id || (known !== null && !isSameHost(known, one.origin))) continue;
      const address = addressIn(inboxFor(one), one.origin, shown);
      if (address !== null) return address;
    }
  }
  // Perhaps not allowed, and the panel is not beside it; but the account's own address is known.
  return known === null ? null : addressIn(fallback, known, shown);
}

/** The inboxes that may show conversations of that kind of source, the likeliest first. */
function inboxesOf(kind: string): string[] {
  const described = INBOXES.filter((inbox) => inbox.ofAnySource).map(({ id }) => id);
  if (kind === 'fivefaces') return [kind, ...described];
  return kind === 'file' ? described : [kind];
}

function isSameHost(origin: string, other: string): boolean {
  return new URL(origin).hostname === URL.parse(other)?.hostname;
}

/** An address that the inbox itself recognises as this conversation: odd ids lead nowhere else. */
function addressIn(inbox: Inbox | null, origin: string, shown: ConversationToShow): string | null {
  const address = inbox?.addressOf(shown, origin);
  const url = address ? URL.parse(address) : null;
  const open = url && url.origin === origin ? inbox?.recognise(url) : null;
  if (!address || !open) return null;
  const { conversation, ticket } = shown;
  const isSame =
    open.conversation === conversation || (open.ticket !== null && open.ticket === ticket);
  return isSame ? address : null;
}
