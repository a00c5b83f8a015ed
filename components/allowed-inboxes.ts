import { SAMPLE_SOURCE } from '../lib/sample/is-sample.ts';
import { type AllowedInbox, allowedInboxes } from '../lib/settings/settings.ts';
import { addressOf } from './conversation-address.ts';
import { practiceAddress } from './practice/practice-address.ts';
import type { Surface } from './surface.ts';

/** The allowed inboxes as this page last heard of them. */
let known: readonly AllowedInbox[] = [];

/** The way to a conversation with what this browser allows. Only mounting code imports this value. */
export const storedAddressOf: Surface['addressOf'] = (conversation, sources, server) =>
  // Without a server only the sample data has conversations of its own: the practice inbox's.
  server === '' && conversation.source === SAMPLE_SOURCE
    ? new URL(practiceAddress(conversation.id), location.href).href
    : addressOf(conversation, sources, server, known);

/** Keeps `storedAddressOf` up to date for as long as the page lives. */
export function followAllowedInboxes(): void {
  const take = (inboxes: AllowedInbox[] | null) => {
    known = inboxes ?? [];
  };
  allowedInboxes.watch(take);
  allowedInboxes.getValue().then(take, (error: unknown) => {
    console.warn('The allowed inboxes were not read', error);
  });
}
