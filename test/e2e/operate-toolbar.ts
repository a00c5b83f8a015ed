import type { Page } from 'puppeteer-core';
import { type ExtensionBrowser, until } from '../../scripts/extension-browser.ts';
import { openFirefoxWindow } from './firefox-window.ts';

/** What a person does outside the extension's own pages. */
export interface ToolbarHands {
  /** Chooses an entry of the menu on what is selected in a page. */
  chooseInMenu(page: Page, entry: string): Promise<void>;
  /** Presses the keys of the command that looks up what is selected in this page. */
  pressLookUp(page: Page): Promise<void>;
  /** Types `csat` and a text into the address bar; what the extension suggests, a line each. */
  typeInAddressBar(text: string): Promise<string[]>;
  /** Enter, where the text was typed. */
  pressEnter(text: string): Promise<void>;
  /** Clicks a notice; `id` is what the extension calls it. */
  clickNotice(id: string): Promise<void>;
}

/**
 * In Firefox all of it is done in the browser's own window. Chromium without a screen has neither
 * menus nor notices, and no protocol reaches its address bar or its shortcuts: keys that are pressed
 * by the driver end in the page. There the very events are sent to the listeners in the worker.
 */
export function handsOn(browser: ExtensionBrowser): Promise<ToolbarHands> {
  return browser.name === 'firefox' ? inFirefox(browser) : inChromium(browser);
}

async function inChromium({ browser }: ExtensionBrowser): Promise<ToolbarHands> {
  const target = await browser.waitForTarget((one) => one.type() === 'service_worker');
  const worker = await target.worker();
  if (!worker) throw new Error('The background’s worker is not there');
  const send = (area: string, event: string, ...values: unknown[]) =>
    worker.evaluate(
      (area, event, values) => Reflect.get(globalThis, 'chrome')[area][event].dispatch(...values),
      area,
      event,
      values,
    );
  return {
    async chooseInMenu(page) {
      const selectionText = await page.evaluate(() => String(getSelection()));
      await send('contextMenus', 'onClicked', { menuItemId: 'look-up', selectionText });
    },
    async pressLookUp(page) {
      await page.bringToFront();
      await send('commands', 'onCommand', 'look-up');
    },
    async typeInAddressBar(text) {
      await send('omnibox', 'onInputStarted');
      return worker.evaluate(
        (typed) =>
          new Promise<string[]>((resolve) => {
            Reflect.get(globalThis, 'chrome').omnibox.onInputChanged.dispatch(
              typed,
              (lines: { description: string }[]) =>
                resolve(lines.map(({ description }) => description)),
            );
          }),
        text,
      );
    },
    pressEnter: (text) => send('omnibox', 'onInputEntered', text, 'newForegroundTab'),
    clickNotice: (id) => send('notifications', 'onClicked', id),
  };
}

async function inFirefox({ browser }: ExtensionBrowser): Promise<ToolbarHands> {
  const window = await openFirefoxWindow(browser);
  return {
    async chooseInMenu(page, entry) {
      await page.bringToFront();
      const { x, y } = await page.evaluate(() => {
        const { left, top, height } =
          getSelection()?.getRangeAt(0).getBoundingClientRect() ?? new DOMRect();
        return { x: left + 5, y: top + height / 2 };
      });
      await page.mouse.click(x, y, { button: 'right' });
      await until('the entry of the menu', () =>
        window.run((label) => {
          const menu = document.querySelector('#contentAreaContextMenu');
          const item = [...(menu?.querySelectorAll('menuitem') ?? [])].find(
            (one) => one.getAttribute('label') === label,
          );
          if (!menu || !item || Reflect.get(menu, 'state') !== 'open') return null;
          Reflect.get(menu, 'activateItem').call(menu, item);
          return true;
        }, entry),
      );
    },
    async pressLookUp(page) {
      await page.bringToFront();
      await window.press('Alt+Shift+L');
    },
    async typeInAddressBar(text) {
      await window.run(() => {
        const bar = Reflect.get(globalThis, 'gURLBar');
        globalThis.focus();
        bar.focus();
        bar.select();
      });
      await window.type(`csat ${text}`);
      return until('suggestions', () =>
        window.run(() => {
          const rows = [...document.querySelectorAll('.urlbarView-row[type=addon]')];
          const lines = rows.map((row) => row.textContent?.replace(/\s+/g, ' ') ?? '');
          return lines.length > 1 ? lines : null;
        }),
      );
    },
    pressEnter: () => window.press('Enter'),
    async clickNotice() {
      await until('the notice', () =>
        window.run(() => {
          const { wm } = Reflect.get(globalThis, 'Services');
          const notice = wm.getMostRecentWindow('alert:alert')?.document;
          const box = notice?.querySelector('#alertBox');
          box?.click();
          return box ? true : null;
        }),
      );
    },
  };
}
