import { browser } from 'wxt/browser';
import { openLookUp } from './look-up-window.ts';

/** The keyboard commands of the manifest; the browser itself opens the popup. */
export function followCommands(inBackground: (work: Promise<unknown>) => void): void {
  browser.commands.onCommand.addListener((command) => {
    if (command === 'look-up') inBackground(lookUpSelection());
  });
}

/** Looks up what is selected in the page; nothing yet, where that can't be read. */
async function lookUpSelection(): Promise<void> {
  await openLookUp(await selection().catch(() => ''));
}

/** What is selected in the current tab; the command lets us in for this once (`activeTab`). */
async function selection(): Promise<string> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id === undefined) return '';
  const [answer] = await browser.scripting.executeScript({
    target: { tabId: tab.id },
    func: () => String(window.getSelection() ?? ''),
  });
  return typeof answer?.result === 'string' ? answer.result : '';
}
