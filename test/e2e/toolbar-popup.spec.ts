import { readSurface } from '../../scripts/read-surfaces.ts';
import { expect, test } from './world.ts';

test('the toolbar’s popup tells how the conversation in this tab was rated', async ({ world }) => {
  await world.conversation('in-this-tab', { topics: ['Refund deadline'] });
  await world.rate('in-this-tab', 2);
  const browser = await world.joined('teammate');
  const options = await browser.openExtensionPage('options.html');
  await world.openInbox(browser, 'in-this-tab');
  const tabs = new Set(browser.browser.targets());
  // What a click on the toolbar's button does, which no driver can press.
  await options.evaluate(() => Reflect.get(globalThis, 'chrome').action.openPopup());
  const target = await browser.browser.waitForTarget(
    (one) => !tabs.has(one) && one.url().endsWith('/popup.html'),
  );
  const popup = await target.asPage();
  await expect
    .poll(async () => (await readSurface(popup)).conversation)
    .toMatchObject({ id: 'in-this-tab', state: 'rated', score: 2 });
  expect((await readSurface(popup)).overall).toMatchObject({ rated: 1, positive: 0 });
});
