import { browser } from 'wxt/browser';
import { storage } from 'wxt/utils/storage';
import { lookUpAddress } from '../../components/look-up/look-up-address.ts';
import { ownAddress } from '../../lib/messages/own-address.ts';

/** The window that looks things up, while it is open. */
const openWindow = storage.defineItem<number | null>('session:look-up-window', { fallback: null });

const SIZE = { width: 440, height: 640 };

/** Looks a text up in a small window: the one that is open, else a new one. */
export async function openLookUp(text: string): Promise<void> {
  const url = ownAddress(lookUpAddress(text));
  const open = await openWindow.getValue();
  if (open !== null && (await lookUpIn(open, url))) return;
  const made = await browser.windows.create({ url, type: 'popup', ...SIZE });
  await openWindow.setValue(made?.id ?? null);
}

/** False if the window is gone, or shows something else meanwhile. */
async function lookUpIn(id: number, url: string): Promise<boolean> {
  try {
    const { tabs = [] } = await browser.windows.get(id, { populate: true });
    const tab = tabs.find((one) => one.url?.startsWith(ownAddress('/popup.html')));
    if (tab?.id === undefined) return false;
    await browser.tabs.update(tab.id, { url });
    await browser.windows.update(id, { focused: true });
    return true;
  } catch {
    return false;
  }
}
