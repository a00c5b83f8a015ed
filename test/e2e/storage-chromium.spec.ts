import type { Page } from 'puppeteer-core';
import { joinWorkspace } from '../../scripts/operate-surfaces.ts';
import { readSurface } from '../../scripts/read-surfaces.ts';
import { askBackground } from './ask-background.ts';
import { importHistory } from './history.ts';
import { expect, test } from './world.ts';

const SOON = { timeout: 30_000, intervals: [100] };

test('storage full: said so, what is there stays readable, and it goes on when there is room', async ({
  world,
}) => {
  await world.conversation('kept');
  await world.rate('kept', 2);
  const browser = await world.launch();
  const options = await browser.openExtensionPage('options.html');
  const session = await options.createCDPSession();
  const origin = await options.evaluate(() => location.origin);
  // From the start: for half a minute Chromium trusts in the room that it found before.
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 });
  await joinWorkspace(
    await browser.extensionPage('welcome.html'),
    await world.invite('teammate'),
    'Tom',
  );
  const page = await world.openInbox(browser, 'kept');
  const frame = await browser.panelFrame(page);
  await expect
    .poll(async () => (await readSurface(frame)).conversation, SOON)
    .toMatchObject({ id: 'kept', score: 2 });
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await page.bringToFront();
  await importHistory(world, 3_000, 'It kept sending me the same link. '.repeat(20));
  await world.rate('kept', 5, 2);
  await expect
    .poll(() => refusal(options), SOON)
    .toContain('There is no room left to store anything on this computer.');
  expect((await readSurface(frame)).conversation).toMatchObject({ id: 'kept', score: 2 });

  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await expect
    .poll(async () => (await readSurface(frame)).conversation, { ...SOON, timeout: 60_000 })
    .toMatchObject({ id: 'kept', score: 5 });
});

/** What the background says when it is asked to sync and cannot. */
function refusal(page: Page): Promise<string> {
  return askBackground(page, 'page-background:sync', { wait: 0, hurry: true }).then(
    () => 'no refusal',
    String,
  );
}

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
