import { permissionFor } from '../messages/invite-link.ts';
import type { AllowedInbox } from '../settings/settings.ts';
import { inboxFor } from './index.ts';

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

/**
 * Which content scripts should be registered: one a site, whatever inboxes of it are allowed, so
 * that no page gets two. The script itself finds out which of them an address belongs to.
 */
export function wantedRegistrations(inboxes: readonly AllowedInbox[]): Registration[] {
  const sites = new Map<string, Set<string>>();
  for (const allowed of inboxes) {
    const patterns = inboxFor(allowed)?.matchPatterns(allowed.origin) ?? [];
    if (patterns.length === 0) continue;
    const site = permissionFor(allowed.origin);
    sites.set(site, new Set([...(sites.get(site) ?? []), ...patterns]));
  }
  return [...sites].map(([site, matches]) => ({ id: `inbox:${site}`, matches: [...matches] }));
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
