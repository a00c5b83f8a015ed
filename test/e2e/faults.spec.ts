import type { Browser } from 'puppeteer-core';
import { expandPanel } from '../../scripts/operate-surfaces.ts';
import { readSurface } from '../../scripts/read-surfaces.ts';
import { askBackground } from './ask-background.ts';
import { expect, test } from './world.ts';

const SOON = { timeout: 30_000, intervals: [100] };

test('two windows, popup and alarm at once: one sync', async ({ world }) => {
  await world.conversation('seen-twice');
  await world.rate('seen-twice', 2);
  const browser = await world.joined('teammate');
  const left = await world.openInbox(browser, 'seen-twice');
  const right = await world.openInbox(browser, 'seen-twice', 'window');
  const popup = await browser.openExtensionPage('popup.html');

  const held = Promise.withResolvers<void>();
  world.hold = held.promise;
  world.mostAtOnce = 0;
  // Whoever waited on the server for something new comes back now, and all ask at once.
  await world.rate('seen-twice', 5, 2);
  const asked = [0, 1, 2].map(() =>
    askBackground(popup, 'page-background:sync', { wait: 0, hurry: true }),
  );
  await popup.evaluate(() => {
    const api = Reflect.get(globalThis, 'browser') ?? Reflect.get(globalThis, 'chrome');
    return api.alarms.create('sync', { when: Date.now() });
  });
  await expect.poll(() => world.mostAtOnce, SOON).toBeGreaterThan(0);
  held.resolve();
  await Promise.all(asked);
  for (const page of [left, right]) {
    const frame = await browser.panelFrame(page);
    await page.bringToFront();
    await expect
      .poll(async () => (await readSurface(frame)).conversation, SOON)
      .toMatchObject({ id: 'seen-twice', score: 5 });
  }
  expect(world.mostAtOnce).toBe(1);
});

test('extension updated while the inbox is open: old panel gone, new panel there, without a reload', async ({
  world,
}) => {
  await world.conversation('stays-open');
  await world.rate('stays-open', 4);
  const { folder, raiseVersion } = await world.copyExtension();
  const browser = await world.joined('teammate', undefined, { extension: folder });
  const page = await world.openInbox(browser, 'stays-open');
  await page.evaluate(() => Reflect.set(globalThis, 'notReloaded', true));
  const old = await browser.panelFrame(page);
  await raiseVersion();
  if (world.browserName === 'firefox') await browser.browser.installExtension(folder);
  else await inExtensionsPage(browser.browser, 'reload');

  await expect.poll(() => old.detached, SOON).toBe(true);
  await page.bringToFront();
  const frame = await browser.panelFrame(page);
  await expandPanel(frame);
  await expect
    .poll(async () => (await readSurface(frame)).conversation, SOON)
    .toMatchObject({ id: 'stays-open', score: 4 });
  expect(page.frames().filter((one) => one !== page.mainFrame())).toHaveLength(1);
  expect(await page.evaluate(() => Reflect.get(globalThis, 'notReloaded'))).toBe(true);
  await world.rate('stays-open', 1, 2);
  await expect
    .poll(async () => (await readSurface(frame)).conversation, SOON)
    .toMatchObject({ score: 1 });
});

test('extension disabled while the inbox is open: page as before', async ({ world }) => {
  await world.conversation('was-open');
  const browser = await world.joined('teammate');
  const page = await browser.open('about:blank');
  await world.signIn(page);
  await page.goto(world.addressOf('was-open'));
  const laidOut = () =>
    page.evaluate(() => {
      const panel = document.querySelector('fivefaces-panel');
      const shown = panel !== null && getComputedStyle(panel).display !== 'none';
      const { style, className } = document.documentElement;
      const { width } = document.body.getBoundingClientRect();
      // In Firefox nothing of an extension runs after its removal: a width that nothing reads may stay.
      const styled = [...style].filter((name) => name !== '--fivefaces-width');
      return { shown, styled, className, room: innerWidth - width };
    });
  await expandPanel(await browser.panelFrame(page));
  await expect.poll(async () => (await laidOut()).shown, SOON).toBe(true);
  if (world.browserName === 'firefox') {
    await browser.browser.uninstallExtension('fivefaces@fivefaces.example');
  } else {
    await inExtensionsPage(browser.browser, 'disable');
  }
  await page.bringToFront();
  await expect.poll(laidOut, SOON).toEqual({ shown: false, styled: [], className: '', room: 0 });
});

test('clock of the client wrong by hours: order and time left by the server’s clock', async ({
  world,
}) => {
  // To the server this computer's clock is five hours behind.
  world.pass(5 * 60 * 60_000);
  await world.conversation('just-ended');
  await world.rate('just-ended', 4);
  await world.workspace.end('just-ended', null);
  const browser = await world.joined('teammate');
  const page = await world.openInbox(browser, 'just-ended');
  const frame = await browser.panelFrame(page);
  const words = async () => (await readSurface(frame)).conversation?.words;
  await expect.poll(words, SOON).toMatch(/can still change · 5\d min left/i);
  world.pass(61 * 60_000);
  await world.conversation('later');
  await expect.poll(words, SOON).toMatch(/can.t change any more/i);
});

test('server restored from a backup: clients notice and converge', async ({ world }) => {
  await world.conversation('before', { topics: ['Refund deadline'] });
  await world.rate('before', 5);
  const browser = await world.joined('teammate');
  const page = await world.openInbox(browser, 'before');
  const frame = await browser.panelFrame(page);
  const restore = await world.backUp();
  await world.rate('before', 1, 2);
  await world.conversation('after', { topics: ['Refund deadline'] });
  await world.rate('after', 1);
  await expect
    .poll(async () => (await readSurface(frame)).overall, SOON)
    .toMatchObject({ rated: 2, positive: 0 });

  await world.stopServer();
  await restore();
  await world.startServer();
  await expect
    .poll(async () => (await readSurface(frame)).overall, SOON)
    .toMatchObject({ rated: 1, positive: 1 });
  expect((await readSurface(frame)).conversation).toMatchObject({ id: 'before', score: 5 });
  expect((await readSurface(frame)).topics).toMatchObject([{ rated: 1, positive: 1 }]);
});

/** Does in Chromium's page of extensions what a person does there. */
async function inExtensionsPage(browser: Browser, action: 'disable' | 'reload'): Promise<void> {
  const page = await browser.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(async (wanted) => {
    const { developerPrivate, management } = Reflect.get(globalThis, 'chrome');
    const all = await developerPrivate.getExtensionsInfo();
    const { id } = all.find((one: { name: string }) => one.name === 'Fivefaces');
    if (wanted === 'disable') return management.setEnabled(id, false);
    // Without it Chromium does not load an unpacked extension again.
    await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await developerPrivate.reload(id, { failQuietly: true });
  }, action);
  await page.close();
}
