/** Where the content script leaves its sign of life, in its own world, which the page cannot see. */
declare global {
  var fivefacesPanelIsAlive: (() => boolean) | undefined;
}

/**
 * Runs in a page's content script world: is a script of ours alive there? One that is left over
 * from before an update or a disable is not. Injected alone, so it must not reach outside itself.
 */
export function isPanelAlive(): boolean {
  return globalThis.fivefacesPanelIsAlive?.() === true;
}

/** Leaves the sign of life that `isPanelAlive` looks for. */
export function signalPanelLife(isAlive: () => boolean): void {
  globalThis.fivefacesPanelIsAlive = isAlive;
}
