import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Page } from 'puppeteer-core';
import { ROOT } from './build.ts';
import { type ExtensionBrowser, until } from './extension-browser.ts';
import { shrinkPicture } from './shrink-picture.ts';

/** How the surfaces look in a picture. */
export interface Look {
  /** How its files end. */
  name: 'light' | 'dark' | 'rtl';
  theme: 'light' | 'dark';
  language: 'en' | 'ar';
}

/** The looks that every surface is shown in. */
export const LOOKS: readonly Look[] = [
  { name: 'light', theme: 'light', language: 'en' },
  { name: 'dark', theme: 'dark', language: 'en' },
  { name: 'rtl', theme: 'light', language: 'ar' },
];

/** The stores' size for pictures, in pixels. */
const SIZE = { width: 1280, height: 800 };

/** Width of the popup in CSS pixels, and how far from the corner it hangs. */
const POPUP = { width: 380, margin: 24 };

/** Where pictures for README and docs lie. */
const FOLDER = path.join(ROOT, 'docs', 'pictures');

/** Chooses theme and language, as Options does; pages opened from now on have them. */
export async function choose(page: Page, { theme, language }: Look): Promise<void> {
  // Another language loads the extension's pages again, this one too: then it was stored.
  await page
    .evaluate((values) => Reflect.get(globalThis, 'chrome').storage.local.set(values), {
      theme,
      language,
    })
    .catch(() => undefined);
  await until('the chosen language', async () =>
    page
      .evaluate(
        (wanted) => document.readyState === 'complete' && document.documentElement.lang === wanted,
        language,
      )
      .then((is) => is || null)
      .catch(() => null),
  );
}

/** A page in the look's colours, in the stores' size, without animations. */
export async function dress(page: Page, look: Pick<Look, 'theme'>): Promise<void> {
  await page.bringToFront();
  await page.setViewport(SIZE);
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: look.theme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
}

/** Waits until a page is drawn as it stays: fonts there, the same markup for a while. */
export async function waitUntilStill(surface: Page | Frame): Promise<void> {
  let before = '';
  let same = 0;
  await until('the page to be still', async () => {
    const now = await surface.evaluate(async () => {
      await document.fonts.ready;
      return document.body.innerHTML.replace(/datetime="[^"]*"/g, '');
    });
    same = now === before ? same + 1 : 0;
    before = now;
    return same > 4 || null;
  });
}

/** Takes the picture of a page as `docs/pictures/<surface>-<look>.png`. */
export async function take(page: Page, surface: string, look: Look): Promise<void> {
  await waitUntilStill(page);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  writeFileSync(fileOf(surface, look), shrinkPicture(await page.screenshot()));
}

/**
 * The popup over the page beside which it opens. The popup of a browser's toolbar cannot be
 * photographed, so its page is laid over the corner where it hangs.
 */
export async function takePopup(
  browser: ExtensionBrowser,
  behind: Page,
  popup: Page,
  look: Look,
): Promise<void> {
  await popup.setViewport({ width: POPUP.width, height: 600 });
  await waitUntilStill(popup);
  const top = await popup.screenshot({ encoding: 'base64' });
  await behind.bringToFront();
  const back = await behind.screenshot({ encoding: 'base64' });
  const canvas = await browser.browser.newPage();
  try {
    await canvas.setViewport(SIZE);
    const side = look.name === 'rtl' ? 'left' : 'right';
    await canvas.setContent(`<!doctype html><style>
      body { margin: 0; background: url(data:image/png;base64,${back}) }
      body::before { content: ''; position: fixed; inset: 0; background: #0006 }
      img { position: fixed; top: ${POPUP.margin}px; ${side}: ${POPUP.margin}px; border-radius: 10px; box-shadow: 0 8px 40px #0006 }
    </style><img src="data:image/png;base64,${top}">`);
    writeFileSync(fileOf('popup', look), shrinkPicture(await canvas.screenshot()));
  } finally {
    await canvas.close();
  }
}

function fileOf(surface: string, look: Look): string {
  return path.join(FOLDER, `${surface}-${look.name}.png`);
}
