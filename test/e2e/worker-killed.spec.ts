import type { Page } from 'puppeteer-core';
import { joinWorkspace } from '../../scripts/operate-surfaces.ts';
import { askBackground } from './ask-background.ts';
import { comparison, importHistory, timesDiffered } from './history.ts';
import { expect, test } from './world.ts';

/** How often the worker is stopped; `FIVEFACES_KILLS` sets another number. */
const KILLS = Number(process.env.FIVEFACES_KILLS ?? 10);
const ROWS = 50_000;
/** A kill comes at most so long (ms) after a sync has begun to fetch. */
const LATEST = 600;

test(`worker killed at any point of a sync, again and again: ${KILLS} times in a first sync of ${ROWS} rows, then the store equals the server`, async ({
  world,
}) => {
  test.setTimeout(120_000 + KILLS * 6_000);
  await importHistory(world, ROWS);
  const browser = await world.launch();
  const welcome = await browser.extensionPage('welcome.html');
  await joinWorkspace(welcome, await world.invite('admin'), 'Ada');
  const options = await browser.openExtensionPage('options.html');
  // The page that somebody looks at: it alone drives the sync from here on.
  const popup = await browser.openExtensionPage('popup.html');
  await popup.bringToFront();
  const stop = await workerStopper(options);

  let begun = 1;
  const waits: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { sync } = await askBackground(options, 'page-background:read-popup', QUERY());
    if (sync.phase === 'current' && sync.progress === null) {
      await askBackground(options, 'admin-background:fetch-anew', null);
      begun += 1;
    }
    const before = world.changesAsked;
    await expect
      .poll(() => world.changesAsked, { timeout: 60_000, intervals: [20] })
      .toBeGreaterThan(before);
    const wait = Math.round(Math.random() * LATEST);
    waits.push(wait);
    const end = performance.now() + wait;
    await expect.poll(() => performance.now() >= end, { intervals: [5] }).toBe(true);
    await stop();
  }
  console.log(`${KILLS} kills in ${begun} first syncs, ms after each began: ${waits.join(' ')}`);

  // It goes on by itself.
  await expect
    .poll(
      async () => {
        const { sync } = await askBackground(options, 'page-background:read-popup', QUERY());
        return { phase: sync.phase, progress: sync.progress, problem: sync.problem };
      },
      { timeout: 60_000 },
    )
    .toEqual({ phase: 'current', progress: null, problem: null });
  expect(await timesDiffered(options)).toBe(0);
  const { store, server } = await comparison(world, options);
  expect(store).toEqual(server);
});

const QUERY = () => ({ period: 'all' as const, now: Date.now(), open: null });

/** Stops all workers of the extension, as the browser itself does; nothing stays attached to them. */
async function workerStopper(page: Page): Promise<() => Promise<void>> {
  const session = await page.createCDPSession();
  await session.send('ServiceWorker.enable');
  return () => session.send('ServiceWorker.stopAllWorkers');
}
