import { expandPanel } from '../../scripts/operate-surfaces.ts';
import { DockPages, markupOf, panesOf } from './dock-pages.ts';
import { openHostAccess } from './host-access.ts';
import { expect, test } from './world.ts';

const pages = new DockPages('localhost');
const SITE = 'http://localhost/*';
test.beforeAll(() => pages.open());
test.afterAll(() => pages.close());

test('an inbox is allowed in Options for its site alone; the panel comes and goes with the permission, without a reload', async ({
  world,
}) => {
  const browser = await world.launch();
  const options = await browser.openExtensionPage('options.html');
  const access = await openHostAccess(browser, options);
  expect(await access.granted()).toEqual([]);
  const page = await browser.open(pages.addressOf('fixed'));
  await page.evaluate(() => Reflect.set(globalThis, 'notReloaded', true));
  const before = { panes: await panesOf(page), markup: await markupOf(page) };
  const expectNoPanel = async () => {
    await expect.poll(() => page.frames().length).toBe(1);
    await expect.poll(() => panesOf(page)).toEqual(before.panes);
    expect(await markupOf(page)).toBe(before.markup);
  };

  // Described by a pattern, which is tried on the pasted address.
  if (browser.name === 'chromium') await access.grant(SITE);
  await options.bringToFront();
  await options.locator('[data-part="inboxes"] form input').fill(pages.addressOf('fixed'));
  await options.locator('[data-part="inboxes"] form button[type=submit]').click();
  const described = '[data-part="describe-inbox"]';
  await options.locator(`${described} input`).fill(pages.pattern);
  await options.locator(`${described} [data-state="fits"]`).wait();
  await options.locator(`${described} button[type=submit]`).click();
  await options.locator(`[data-inbox="pattern"][data-origin="${pages.origin}"]`).wait();
  expect(await access.granted()).toEqual([SITE]);

  await page.bringToFront();
  const frame = await browser.panelFrame(page);
  await expandPanel(frame);
  await expect.poll(() => panesOf(page)).not.toEqual(before.panes);

  await access.withdraw(SITE);
  await page.bringToFront();
  await expectNoPanel();
  expect(await access.granted()).toEqual([]);

  await access.grant(SITE);
  await page.bringToFront();
  // As it was left.
  await browser.panelFrame(page);
  await expect.poll(() => panesOf(page)).not.toEqual(before.panes);

  await options.bringToFront();
  await options.locator('[data-inbox="pattern"] ::-p-text(Forget)').click();
  await page.bringToFront();
  await expectNoPanel();
  // Given back, as nothing else is at that site. Chromium's build for tests has it from its install.
  if (browser.name === 'firefox') await expect.poll(access.granted).toEqual([]);
  expect(await page.evaluate(() => Reflect.get(globalThis, 'notReloaded'))).toBe(true);
});
