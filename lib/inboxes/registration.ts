import type { AllowedInbox } from '../settings/settings.ts';
import { inboxById } from './index.ts';

/** A content script as it is registered with the browser. */
export interface Registration {
  id: string;
  matches: string[];
}

/** What the build calls the content script's files. */
export const CONTENT_SCRIPT = {
  js: ['content-scripts/inbox.js'],
  css: ['content-scripts/inbox.css'],
};

/** Which content scripts should be registered: one an allowed inbox that the browser lets us into. */
export function wantedRegistrations(inboxes: readonly AllowedInbox[]): Registration[] {
  return inboxes.flatMap(({ inbox, origin }) => {
    const kind = inboxById(inbox);
    return kind ? [{ id: `inbox:${origin}`, matches: kind.matchPatterns(origin) }] : [];
  });
}

/** What to change so that exactly the wanted ones are registered. */
export function planRegistrations(
  wanted: readonly Registration[],
  registered: readonly { id: string; matches?: string[] | undefined }[],
): { add: Registration[]; remove: string[] } {
  const same = (id: string, matches: readonly string[]) =>
    registered.some((one) => one.id === id && one.matches?.join() === matches.join());
  const keep = wanted.filter(({ id, matches }) => same(id, matches)).map(({ id }) => id);
  return {
    add: wanted.filter(({ id }) => !keep.includes(id)),
    remove: registered.map(({ id }) => id).filter((id) => !keep.includes(id)),
  };
}
