import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'puppeteer-core';
import { Customer } from './customer.ts';
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

test('axe finds nothing in the server’s pages, light and dark', async ({ world }) => {
  await world.conversation('rated', { topics: ['Refund deadline'], customer: 'mara' });
  for (const scheme of ['light', 'dark']) {
    const emulate = (page: Page) =>
      page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    const chat = await world.customerPage('/chat');
    await emulate(chat);
    const customer = new Customer(chat);
    await customer.ask('Where is my refund?');
    await customer.sayItHelped();
    expect(await findings(chat), `chat with picker, ${scheme}`).toEqual([]);
    await customer.pick('Happy');
    await expect.poll(() => customer.widget()).toContain('Your rating');
    expect(await findings(chat), `chat, rated, ${scheme}`).toEqual([]);

    const inbox = await world.customerPage('/chat');
    await world.signIn(inbox);
    await inbox.goto(world.addressOf('rated'));
    await emulate(inbox);
    await inbox.locator('::-p-text(It takes 14 days.)').wait();
    expect(await findings(inbox), `inbox, ${scheme}`).toEqual([]);
    for (const address of ['/docs', '/join']) {
      const page = await world.customerPage(address);
      await emulate(page);
      expect(await findings(page), `${address}, ${scheme}`).toEqual([]);
    }
  }
});
