/** How often (ms) to look where the browser has no Navigation API (Firefox before 147). */
const LOOK_EVERY = 1_000;

/**
 * Calls with the page's address at once and whenever it has changed, until the signal aborts.
 * `currententrychange` comes after a navigation inside the page has happened; what only might have
 * happened (a download, a leave that the page cancels) does not fire it.
 */
export function followAddress(listener: (address: URL) => void, signal: AbortSignal): void {
  let last = '';
  const look = () => {
    if (location.href === last) return;
    last = location.href;
    listener(new URL(last));
  };
  look();
  addEventListener('popstate', look, { signal });
  if (typeof navigation !== 'undefined') {
    navigation.addEventListener('currententrychange', look, { signal });
    return;
  }
  const timer = setInterval(look, LOOK_EVERY);
  signal.addEventListener('abort', () => clearInterval(timer));
}
