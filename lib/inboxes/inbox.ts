/** A conversation that is open in an inbox, recognised by the page's address alone. */
export interface OpenConversation {
  /** The inbox's id, for example `fivefaces`. */
  inbox: string;
  /** The source whose ratings belong to it. */
  source: string;
  conversation: string;
}

/** A kind of support inbox. One file an inbox; `lib/inboxes/index.ts` lists them. */
export interface Inbox {
  id: string;
  /** As people call it. */
  name: string;
  /** Which conversation this address shows; `null` for lists, settings and everything else. */
  recognise(address: URL): OpenConversation | null;
  /** The way back: where a conversation is shown. `origin` is the inbox's own, without a slash at the end. */
  addressOf(conversation: string, origin: string): string;
  /** Which pages of that origin the content script runs on, as extension match patterns. */
  matchPatterns(origin: string): string[];
}
