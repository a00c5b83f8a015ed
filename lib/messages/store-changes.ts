/** Fires in a page after a sync that changed or may have changed the store. */
const changes = new EventTarget();

/** Tells this page's readers that a sync was answered. */
export function announceStoreChange(): void {
  changes.dispatchEvent(new Event('change'));
}

/** Calls after each sync that this page drove, until the signal aborts. */
export function onStoreChange(listener: () => void, signal: AbortSignal): void {
  changes.addEventListener('change', listener, { signal });
}
