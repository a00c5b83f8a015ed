import { fivefacesInbox } from './fivefaces.ts';
import type { Inbox } from './inbox.ts';

/** Every kind of inbox that the panel can open beside. */
export const INBOXES: readonly Inbox[] = [fivefacesInbox];

/** The kind of inbox with that id; `null` if this version knows none. */
export function inboxById(id: string): Inbox | null {
  return INBOXES.find((inbox) => inbox.id === id) ?? null;
}
