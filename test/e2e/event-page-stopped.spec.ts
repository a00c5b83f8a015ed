import type { Page } from 'puppeteer-core';
import { joinWorkspace } from '../../scripts/operate-surfaces.ts';
import { askBackground } from './ask-background.ts';
import { comparison, importHistory, timesDiffered } from './history.ts';
import { expect, test } from './world.ts';

/** How often Firefox must have stopped the event page; `FIVEFACES_STOPS` sets another number. */
const STOPS = Number(process.env.FIVEFACES_STOPS ?? 3);
const ROWS = 10_000;

test(`worker killed at any point of a sync, again and again: Firefox stops the event page ${STOPS} times in a first sync of ${ROWS} rows, then the store equals the server`, async ({
  world,
}) => {
  test.setTimeout(120_000 + STOPS * 10_000);
  await importHistory(world, ROWS);
  // The event page is stopped after so many milliseconds in which nothing calls it.
  const browser = await world.launch(undefined, {
    preferences: { 'extensions.background.idle.timeout': 1_000 },
  });
  const welcome = await browser.extensionPage('welcome.html');
  await joinWorkspace(welcome, await world.invite('admin'), 'Ada');
  const options = await browser.openExtensionPage('options.html');
  // Nothing of ours is in front: no page drives the sync and keeps the event page in use.
  await browser.open('about:blank');

  let lives = 0;
  let begun = 1;
  await expect
    .poll(
      async () => {
        // Whoever asks at the very moment of a stop gets no answer.
        const view = await askBackground(options, 'page-background:read-popup', QUERY()).catch(
          () => null,
        );
        // Asking has woken it, if it was stopped.
        const isNew = await isNewLife(options);
        if (isNew) lives += 1;
        const complete = view?.sync.phase === 'current' && view.sync.progress === null;
        if (isNew && lives <= STOPS) {
          begun += 1;
          // Not waited for: the event page may be stopped in the middle of it.
          void askBackground(options, 'admin-background:fetch-anew', null).catch(() => undefined);
        }
        return complete && lives > STOPS && view.sync.problem === null;
      },
      // Asked more rarely than the event page idles: each question is a call, too.
      { timeout: 100_000 + STOPS * 10_000, intervals: [1_900] },
    )
    .toBe(true);
  console.log(`${lives - 1} stops in ${begun} first syncs`);
  expect(await timesDiffered(options)).toBe(0);
  const { store, server } = await comparison(world, options);
  expect(store).toEqual(server);
});

const QUERY = () => ({ period: 'all' as const, now: Date.now(), open: null });

/** True once for each life of the event page that this page meets. */
async function isNewLife(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const api = Reflect.get(globalThis, 'browser');
    for (const view of api.extension.getViews() as Window[]) {
      if (!view.location.pathname.includes('background')) continue;
      if (Reflect.get(view, 'met') === true) return false;
      Reflect.set(view, 'met', true);
      return true;
    }
    return false;
  });
}
