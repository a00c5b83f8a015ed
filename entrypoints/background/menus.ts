import { t } from '@lingui/core/macro';
import { browser } from 'wxt/browser';
import { languageSetting } from '../../lib/settings/settings.ts';
import { openLookUp } from './look-up-window.ts';
import { inWords } from './words.ts';

const LOOK_UP = 'look-up';

/** "Look up in Fivefaces" on a selection of any page. What is selected leaves the browser nowhere. */
export function offerMenus(inBackground: (work: Promise<unknown>) => void): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, selectionText }) => {
    if (menuItemId === LOOK_UP) inBackground(openLookUp(selectionText ?? ''));
  });
  // Browsers keep the menu until the next install or update.
  browser.runtime.onInstalled.addListener(() => inBackground(makeMenus()));
  languageSetting.watch(() => inBackground(makeMenus()));
}

async function makeMenus(): Promise<void> {
  await inWords();
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({
    id: LOOK_UP,
    contexts: ['selection'],
    title: t`Look up in Fivefaces`,
  });
}
