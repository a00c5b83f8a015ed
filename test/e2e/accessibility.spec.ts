import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'puppeteer-core';
import { expect, test } from './world.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds on a surface, one line a finding. */
async function findings(surface: Page | Frame): Promise<string[]> {
  await surface.evaluate(`${await readFile(AXE, 'utf8')}; undefined`);
  const results = await surface.evaluate(async () => {
    // A button takes a moment to change its colours when the theme does.
    const changing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(changing.map(({ finished }) => finished));
    const axe = Reflect.get(globalThis, 'axe');
    return (await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })) as AxeResults;
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}

test('axe finds nothing in panel, popup, Options, Insights, practice and Welcome: light, dark, right to left, forced colours', async ({
  world,
}) => {
  test.setTimeout(180_000);
  await world.conversation('rated', { topics: ['Refund deadline'], customer: 'mara' });
  await world.rate('rated', 2, 1, 'It kept sending me the same link.');
  const welcomeBrowser = await world.launch();
  const welcome = await welcomeBrowser.extensionPage('welcome.html');
  await welcome.locator('form.join').wait();
  expect(await findings(welcome)).toEqual([]);
  const practice = await welcomeBrowser.openExtensionPage('practice.html');
  await practice.locator('h1').wait();
  expect(await findings(practice)).toEqual([]);
  await world.quit(welcomeBrowser);

  const browser = await world.joined('admin');
  const inbox = await world.openInbox(browser, 'rated');
  const options = await browser.openExtensionPage('options.html');
  const popup = await browser.openExtensionPage('popup.html');
  const insights = await browser.openExtensionPage('insights.html');
  for (const theme of ['Light', 'Dark']) {
    await options.bringToFront();
    await options.locator(`label ::-p-text(${theme})`).click();
    for (const page of [options, popup, insights, inbox]) {
      await page.bringToFront();
      const surface = page === inbox ? await browser.panelFrame(inbox) : page;
      await expect
        .poll(() => surface.evaluate(() => document.documentElement.dataset.theme))
        .toBe(theme.toLowerCase());
      expect(await findings(surface), `${theme}, ${page.url()}`).toEqual([]);
    }
  }
  for (const page of [options, popup, insights]) {
    await page.bringToFront();
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    expect(await findings(page), `right to left, ${page.url()}`).toEqual([]);
  }
  if (browser.name === 'firefox') return;
  for (const page of [options, popup, insights]) {
    await page.bringToFront();
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'forced-colors', value: 'active' }],
    });
    expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
    // axe reads the colours that the style sheets ask for; the person's own take their place.
    const found = await findings(page);
    expect(
      found.filter((line) => !line.startsWith('color-contrast:')),
      `forced colours, ${page.url()}`,
    ).toEqual([]);
  }
});
