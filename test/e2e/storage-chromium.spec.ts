import { expandPanel } from '../../scripts/operate-surfaces.ts';
import { readSurface } from '../../scripts/read-surfaces.ts';
import { expect, test } from './world.ts';

const SOON = { timeout: 30_000, intervals: [100] };

test('storage full: a clear state, what is there stays readable, and it goes on when there is room', async ({
  world,
}) => {
  await world.conversation('kept');
  await world.rate('kept', 2);
  const browser = await world.joined('teammate');
  const page = await world.openInbox(browser, 'kept');
  const frame = await browser.panelFrame(page);
  await expandPanel(frame);
  await expect
    .poll(async () => (await readSurface(frame)).conversation, SOON)
    .toMatchObject({ id: 'kept', score: 2 });
  const options = await browser.openExtensionPage('options.html');
  const session = await options.createCDPSession();
  const origin = await options.evaluate(() => location.origin);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await page.bringToFront();
  await world.conversation('one-more', { topics: ['Delivery'] });
  await world.rate('kept', 5, 2);
  await expect.poll(async () => (await readSurface(frame)).text, SOON).toMatch(/no room left/i);
  expect((await readSurface(frame)).conversation).toMatchObject({ id: 'kept', score: 2 });

  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await expect
    .poll(async () => (await readSurface(frame)).conversation, { ...SOON, timeout: 60_000 })
    .toMatchObject({ id: 'kept', score: 5 });
});

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
