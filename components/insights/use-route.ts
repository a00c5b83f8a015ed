import { useSyncExternalStore } from 'react';
import { formatRoute, type InsightsRoute, parseRoute } from './route.ts';

/** Told when the address was replaced: the browser itself is silent then. */
const replaced = new EventTarget();

function follow(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  replaced.addEventListener('change', listener);
  return () => {
    window.removeEventListener('hashchange', listener);
    replaced.removeEventListener('change', listener);
  };
}

let read: { hash: string; route: InsightsRoute } | null = null;

/** The same object as long as the address is the same. */
function current(): InsightsRoute {
  const { hash } = window.location;
  if (read?.hash !== hash) read = { hash, route: parseRoute(hash) };
  return read.route;
}

/** Goes to a place in Insights. Back leads here again, unless it is only an `amendment` of this one. */
export function goTo(route: InsightsRoute, how: 'new' | 'amendment' = 'new'): void {
  const hash = formatRoute(route);
  if (how === 'new') {
    window.location.hash = hash;
    return;
  }
  window.history.replaceState(null, '', hash);
  replaced.dispatchEvent(new Event('change'));
}

/** Where in Insights this page is, by its address; links (`href={formatRoute(…)}`) lead elsewhere. */
export function useRoute(): InsightsRoute {
  return useSyncExternalStore(follow, current);
}
