import { storage } from 'wxt/utils/storage';

/** How long (ms) an announced frame may take to load. */
const LIFETIME = 60_000;

interface Announced {
  tab: number;
  until: number;
}

/** Kept in `storage.session`, so that it outlives the background's worker and not the browser. */
const announcements = storage.defineItem<Record<string, Announced>>('session:panel-nonces', {
  fallback: {},
});

/** One change at a time: reading and writing back are two steps. */
let last: Promise<unknown> = Promise.resolve();

function inTurn<T>(action: () => Promise<T>): Promise<T> {
  const next = last.then(action, action);
  last = next.catch(() => undefined);
  return next;
}

/** Remembers that our content script is about to open the panel's frame in its tab. */
export function announceFrame(nonce: string, tab: number, now: number): Promise<void> {
  return inTurn(async () => {
    const kept = Object.entries(await announcements.getValue()).filter(
      ([, { until }]) => until > now,
    );
    await announcements.setValue({
      ...Object.fromEntries(kept),
      [nonce]: { tab, until: now + LIFETIME },
    });
  });
}

/** True once, if this nonce was announced for this very tab not long ago. */
export function confirmFrame(nonce: string, tab: number, now: number): Promise<boolean> {
  return inTurn(async () => {
    const { [nonce]: announced, ...others } = await announcements.getValue();
    if (!announced || announced.tab !== tab || announced.until <= now) return false;
    await announcements.setValue(others);
    return true;
  });
}
