import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from './extension-browser.ts';

/** Width of the popup in CSS pixels. */
const POPUP_WIDTH = 380;

/**
 * One picture of the inbox with its panel and the popup beside it, as PNG at `file`. The popup of a
 * browser's toolbar cannot be photographed, so its page is laid over the corner where it opens.
 */
export async function composePicture(
  browser: ExtensionBrowser,
  inbox: Page,
  popup: Page,
  file: string,
): Promise<void> {
  await popup.bringToFront();
  await popup.locator('[role=switch]').wait();
  await popup.setViewport({ width: POPUP_WIDTH, height: 100 });
  const height = await popup.evaluate(() => document.documentElement.scrollHeight);
  await popup.setViewport({ width: POPUP_WIDTH, height });
  const popupPicture = await popup.screenshot({ encoding: 'base64' });
  await inbox.bringToFront();
  const inboxPicture = await inbox.screenshot({ encoding: 'base64' });
  const size = await inbox.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  const canvas = await browser.browser.newPage();
  try {
    await canvas.setViewport({ width: size.width + 440, height: size.height + 60 });
    await canvas.setContent(`<!doctype html><style>
      body { margin: 0; padding: 30px; display: flex; gap: 30px; align-items: start; background: #e9e5dd; }
      img { display: block; border-radius: 12px; box-shadow: 0 1px 2px #0003, 0 12px 40px #0002; }
    </style>
    <img src="data:image/png;base64,${inboxPicture}" width="${size.width - 40}">
    <img src="data:image/png;base64,${popupPicture}" width="${POPUP_WIDTH}">`);
    await canvas.screenshot({ path: file as `${string}.png` });
  } finally {
    await canvas.close();
  }
}
