/** A conversation that is open in an inbox, recognised by the page's address alone. */
export interface OpenConversation {
  /** The inbox's id, for example `zendesk`; also the kind of source whose ratings belong to it. */
  inbox: string;
  /**
   * The account on its platform, in the form that the source of the same kind gives
   * (`SourceAccount.place`); `null` where the address does not say.
   */
  place: string | null;
  /** The conversation's id; `null` where the address names only a ticket. */
  conversation: string | null;
  /** The ticket's id; `null` where the address names none. */
  ticket: string | null;
}

/** Where a conversation is to be shown. */
export interface ConversationToShow {
  place: string | null;
  conversation: string;
  ticket: string | null;
}

/** A kind of support inbox. One file an inbox; `lib/inboxes/index.ts` lists them. */
export interface Inbox {
  id: string;
  /** As people call it. */
  name: string;
  /**
   * Can this inbox be at that origin? Look-alike hosts are refused. Inboxes that anybody can host
   * take every secure origin.
   */
  isAt(origin: URL): boolean;
  /** Origins where it always is (`https://app.intercom.com`); empty where each account has its own. */
  origins: readonly string[];
  /** The origin that an account's `place` tells; `null` where it does not tell one. */
  originOf(place: string): string | null;
  /** Which conversation this address shows; `null` for lists, drafts, settings and everything else. */
  recognise(address: URL): OpenConversation | null;
  /**
   * The way back: where a conversation is shown; `null` if it cannot be said. `origin` is the
   * inbox's own, without a slash at the end.
   */
  addressOf(conversation: ConversationToShow, origin: string): string | null;
  /**
   * Only for inboxes that somebody describes by a pattern of their addresses: the inbox with that
   * pattern, or `null` if it does not hold. Without it nothing is recognised.
   */
  withPattern?(pattern: string): Inbox | null;
  /** No connector reads its platform: ratings come by file, and any source may have the conversation. */
  ofAnySource?: true;
  /** Which pages of that origin the content script runs on, as extension match patterns. */
  matchPatterns(origin: string): string[];
}
