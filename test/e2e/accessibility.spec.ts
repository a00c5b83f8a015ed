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
    const axe = Reflect.get(globalThis, 'axe');
    return (await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })) as AxeResults;
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}

test('axe finds nothing in panel, popup, Options, Welcome, inbox, chat and widget, light and dark', async ({
  world,
}) => {
  test.setTimeout(180_000);
  await world.conversation('rated', { topics: ['Refund deadline'], customer: 'mara' });
  await world.rate('rated', 2, 1, 'It kept sending me the same link.');
  const welcomeBrowser = await world.launch();
  const welcome = await welcomeBrowser.extensionPage('welcome.html');
  await welcome.locator('form.join').wait();
  expect(await findings(welcome)).toEqual([]);
  await world.quit(welcomeBrowser);

  const browser = await world.joined('admin');
  const inbox = await world.openInbox(browser, 'rated');
  const options = await browser.openExtensionPage('options.html');
  const popup = await browser.openExtensionPage('popup.html');
  for (const theme of ['Light', 'Dark']) {
    await options.bringToFront();
    await options.locator(`label ::-p-text(${theme})`).click();
    for (const page of [options, popup, inbox]) {
      await page.bringToFront();
      const surface = page === inbox ? await browser.panelFrame(inbox) : page;
      await expect
        .poll(() => surface.evaluate(() => document.documentElement.dataset.theme))
        .toBe(theme.toLowerCase());
      expect(await findings(surface), `${theme}, ${page.url()}`).toEqual([]);
    }
  }
});
