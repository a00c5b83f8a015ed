import type { Page } from 'puppeteer-core';
import { expandPanel } from '../../scripts/operate-surfaces.ts';
import { readSurface } from '../../scripts/read-surfaces.ts';
import { expect, test } from './world.ts';

const SOON = { timeout: 30_000, intervals: [100] };
/** Name of the store's database in the extension's origin. */
const STORE = 'fivefaces';

test('evicted: the copy comes back by itself', async ({ world }) => {
  await world.conversation('kept', { topics: ['Refund deadline'] });
  await world.rate('kept', 2);
  const browser = await world.joined('teammate');
  const page = await world.openInbox(browser, 'kept');
  const frame = await browser.panelFrame(page);
  const options = await browser.openExtensionPage('options.html');
  await options.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      }),
    STORE,
  );
  await page.bringToFront();
  await world.rate('kept', 5, 2);
  await expect
    .poll(async () => (await readSurface(frame)).conversation, SOON)
    .toMatchObject({ id: 'kept', state: 'rated', score: 5 });
  expect((await readSurface(frame)).overall).toMatchObject({ rated: 1, positive: 1 });
  expect((await readSurface(frame)).topics).toMatchObject([{ rated: 1, positive: 1 }]);
});

test('version from a newer release: read-only with a message, never a blank panel', async ({
  world,
}) => {
  await world.conversation('kept');
  await world.rate('kept', 2);
  const browser = await world.joined('teammate');
  const options = await browser.openExtensionPage('options.html');
  await openRaw(options, { version: 9_000, keepOpen: false, anew: false });
  const page = await world.openInbox(browser, 'kept');
  const frame = await browser.panelFrame(page);
  await expandPanel(frame);
  await expect
    .poll(async () => (await readSurface(frame)).conversation, SOON)
    .toMatchObject({ id: 'kept', state: 'rated', score: 2 });
  await expect
    .poll(async () => (await readSurface(frame)).text, SOON)
    .toMatch(/newer version of Fivefaces/i);
});

test('blocked upgrade, by an older page of ours: all is there once that closes', async ({
  world,
}) => {
  await world.conversation('kept');
  await world.rate('kept', 2);
  const browser = await world.joined('teammate');
  const options = await browser.openExtensionPage('options.html');
  // As a page of an earlier release that was never closed, with the layout of then.
  await openRaw(options, { version: 10, keepOpen: true, anew: true });
  const page = await browser.open('about:blank');
  await world.signIn(page);
  await page.goto(world.addressOf('kept'));
  await options.close();
  const frame = await browser.panelFrame(page);
  await expandPanel(frame);
  await expect
    .poll(async () => (await readSurface(frame)).conversation, SOON)
    .toMatchObject({ id: 'kept', state: 'rated', score: 2 });
});

/** Opens the store's database from one of our pages, as another release would. */
async function openRaw(
  page: Page,
  how: { version: number; keepOpen: boolean; anew: boolean },
): Promise<void> {
  await page.evaluate(
    (name, { version, keepOpen, anew }) =>
      new Promise<void>((resolve, reject) => {
        // Requests of one name are served in their order: nobody comes between these two.
        if (anew) indexedDB.deleteDatabase(name);
        const request = indexedDB.open(name, version);
        request.onupgradeneeded = () => {
          if (!anew) return;
          for (const table of ['conversations', 'topics', 'dayCounts', 'meta']) {
            request.result.createObjectStore(table, { keyPath: 'key' });
          }
        };
        request.onsuccess = () => {
          if (!keepOpen) request.result.close();
          resolve();
        };
        request.onerror = () => reject(request.error);
      }),
    STORE,
    how,
  );
}
