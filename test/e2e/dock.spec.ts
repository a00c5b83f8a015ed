import type { Frame, Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../../scripts/extension-browser.ts';
import { expandPanel } from '../../scripts/operate-surfaces.ts';
import { readSurface } from '../../scripts/read-surfaces.ts';
import { askBackground } from './ask-background.ts';
import {
  DockPages,
  focusText,
  LAYOUTS,
  markupOf,
  type Pane,
  panesOf,
  takeHeardKeys,
  textOf,
  toggleDrawer,
} from './dock-pages.ts';
import { expect, test, type World } from './world.ts';

/** The window of the tests, the panel, and from where on there is room beside the page. */
const WINDOW = 1500;
const PANEL = 360;
const NARROW = 1300;

const pages = new DockPages();
test.beforeAll(() => pages.open());
test.afterAll(() => pages.close());

/** A browser that has joined, with the panel allowed beside the test pages. */
async function allowed(world: World) {
  for (const layout of LAYOUTS) {
    await world.conversation(layout);
    await world.rate(layout, 2);
  }
  const browser = await world.joined('teammate');
  const popup = await browser.openExtensionPage('popup.html');
  const { origin, pattern } = pages;
  await askBackground(popup, 'admin-background:allow-inbox', { inbox: 'pattern', origin, pattern });
  return browser;
}

const closePanel = (frame: Frame) => frame.locator('button[aria-label="Close panel"]').click();

/** Panes in their order, none over another, all of them used. */
function expectThreePanes(panes: Pane[], end: number): void {
  const [list, thread, details] = panes.filter(({ pane }) => pane !== 'header');
  expect(list).toMatchObject({ left: 0, right: 240 });
  expect(thread?.left).toBe(240);
  expect(thread?.right).toBe(details?.left);
  expect(details).toMatchObject({ left: end - 300, right: end });
  for (const { pane, right } of panes)
    expect({ pane, right: Math.min(right, end) }).toEqual({ pane, right });
}

test('pages that forbid all they can are narrowed, keep their shortcuts, and are put back', async ({
  world,
}) => {
  const browser = await allowed(world);
  for (const layout of LAYOUTS) {
    await test.step(layout, async () => {
      const page = await browser.open(pages.addressOf(layout));
      const frame = await browser.panelFrame(page);
      await expect
        .poll(() => frame.evaluate(() => document.querySelector('button')?.dataset.kind))
        .toBe('rated');
      expectThreePanes(await panesOf(page), WINDOW);
      const before = { panes: await panesOf(page), markup: await markupOf(page) };

      await expandPanel(frame);
      await expect
        .poll(async () => Math.max(...(await panesOf(page)).map(({ right }) => right)))
        .toBe(WINDOW - PANEL);
      expectThreePanes(await panesOf(page), WINDOW - PANEL);
      await expect
        .poll(async () => (await readSurface(frame)).conversation)
        .toMatchObject({ id: layout, score: 2 });
      await expectKeysApart(page, frame);
      if (layout === LAYOUTS[0]) await expectDrawnNarrower(page, frame);

      // What the page opens later has its place beside the panel too.
      await toggleDrawer(page);
      await expect
        .poll(async () => (await panesOf(page)).find(({ pane }) => pane === 'drawer'))
        .toMatchObject({ left: WINDOW - PANEL - 200, right: WINDOW - PANEL });
      await toggleDrawer(page);

      await closePanel(frame);
      await expect.poll(() => panesOf(page)).toEqual(before.panes);
      expect(await markupOf(page)).toBe(before.markup);
      await page.close();
    });
  }
  await test.step('narrow window', () => expectOverlayWhenNarrow(browser));
});

/** By its edge the panel gets narrower and wider, and the page has the rest. */
async function expectDrawnNarrower(page: Page, frame: Frame): Promise<void> {
  const end = async () => Math.max(...(await panesOf(page)).map(({ right }) => right));
  await frame.focus('[role="separator"]');
  await page.keyboard.press('Home');
  await expect.poll(end).toBe(WINDOW - 280);
  await expect.poll(() => frame.evaluate(() => innerWidth)).toBe(280);
  for (let width = 280; width < PANEL; width += 20) await page.keyboard.press('ArrowLeft');
  await expect.poll(end).toBe(WINDOW - PANEL);
}

/** What is typed in the panel is not heard by the page, and the other way round. */
async function expectKeysApart(page: Page, frame: Frame): Promise<void> {
  const note = frame.locator('[data-field="note"] textarea');
  await note.click();
  await takeHeardKeys(page);
  await page.keyboard.type('rk?');
  await expect.poll(() => note.map(({ value }) => value).wait()).toBe('rk?');
  expect(await takeHeardKeys(page)).toEqual([]);

  await focusText(page);
  await page.keyboard.type('jk');
  expect(await textOf(page)).toBe('jk');
  expect(await takeHeardKeys(page)).toEqual(expect.arrayContaining(['keydown j', 'keyup k']));
  expect(await note.map(({ value }) => value).wait()).toBe('rk?');
}

/** In a narrow window the panel lies over the page, which stays as it is. */
async function expectOverlayWhenNarrow(browser: ExtensionBrowser): Promise<void> {
  const page = await browser.open(pages.addressOf('measured'));
  await page.setViewport({ width: NARROW, height: 900 });
  const frame = await browser.panelFrame(page);
  const before = { panes: await panesOf(page), markup: await markupOf(page) };
  expectThreePanes(before.panes, NARROW);
  await expandPanel(frame);
  await expect.poll(() => frame.evaluate(() => innerWidth)).toBe(PANEL);
  expect(await panesOf(page)).toEqual(before.panes);

  // Beside it as soon as there is room, and over it again.
  await page.setViewport({ width: WINDOW, height: 900 });
  await expect
    .poll(async () => Math.max(...(await panesOf(page)).map(({ right }) => right)))
    .toBe(WINDOW - PANEL);
  await page.setViewport({ width: NARROW, height: 900 });
  await expect.poll(() => panesOf(page)).toEqual(before.panes);

  await focusText(page);
  await page.keyboard.press('Escape');
  await expect.poll(() => frame.evaluate(() => innerWidth)).toBeLessThan(100);
  await expect.poll(() => markupOf(page)).toBe(before.markup);
}
