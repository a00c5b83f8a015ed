import { expect, test } from './world.ts';

test('private window: the extension is not there, the page as without it', async ({ world }) => {
  await world.conversation('private');
  const browser = await world.joined('teammate');
  const context = await browser.browser.createBrowserContext();
  const page = await browser.open('about:blank', context);
  await world.signIn(page);
  await page.goto(world.addressOf('private'), { waitUntil: 'networkidle0' });
  expect(page.frames()).toHaveLength(1);
  expect(await page.$('fivefaces-panel')).toBeNull();
});
