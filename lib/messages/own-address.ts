import { browser } from 'wxt/browser';

declare module 'wxt/browser' {
  // WXT generates this with the list of our files, which is not there in a fresh clone.
  interface WxtRuntime {
    getURL(path: string): string;
  }
}

/** The address of one of the extension's own files, such as `/panel.html`. */
export function ownAddress(path: string): string {
  return browser.runtime.getURL(path);
}
