import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { operateSources } from './operate-sources.ts';
import { SCENES } from './platform-scenes.ts';
import { expect, test } from './world.ts';

/**
 * Clicks from the store's Add button to the first true score. The browser's own two at the install
 * (Add, and its question) and the one that answers its question for access are counted in words; the
 * others are counted as they happen.
 */
const INSTALL = 2;
const ACCESS = 1;

/** Counts a person's clicks in the page from now on. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    // Outlives the page: a click may lead on to another of the extension's pages.
    sessionStorage.setItem('clicks', '0');
    const count = ({ isTrusted }: Event) => {
      if (!isTrusted) return;
      sessionStorage.setItem('clicks', String(Number(sessionStorage.getItem('clicks')) + 1));
    };
    addEventListener('click', count, true);
  });
  return async () => Number(await page.evaluate(() => sessionStorage.getItem('clicks')));
}

/** The score that the page itself shows. */
async function expectScore(page: Page, rated: number, positive: number): Promise<void> {
  await page.bringToFront();
  await expect
    .poll(
      () =>
        page.evaluate(() =>
          ['rated', 'positive'].map((field) =>
            Number(
              document
                .querySelector(`[data-part="overall"] data[data-field="${field}"]`)
                ?.getAttribute('value'),
            ),
          ),
        ),
      { timeout: 20_000 },
    )
    .toEqual([rated, positive]);
}

test('a teammate with an invite sees the first score after at most 5 clicks and one paste', async ({
  world,
}) => {
  await world.conversation('c-1');
  await world.rate('c-1', 5);
  const browser = await world.launch();
  const welcome = await browser.extensionPage('welcome.html');
  await welcome.bringToFront();
  const clicks = await countClicks(welcome);
  // The paste and the name are typed; what is pressed is counted.
  await welcome.locator('form.join input').fill(await world.invite('teammate'));
  await welcome.locator('button ::-p-text(Continue)').click();
  await welcome.locator('form.join input[autocomplete=name]').fill('Tom');
  await welcome.locator('form.join button[type=submit]').click();
  await expectScore(welcome, 1, 1);
  expect(INSTALL + ACCESS + (await clicks())).toBeLessThanOrEqual(5);
});

test('Zendesk, solo, by the session that is signed in: at most 6 clicks, no token', async ({
  world,
}) => {
  const scene = await SCENES.Zendesk(() => world.now());
  world.afterwards(() => scene.mock.close());
  scene.signIn?.();
  await world.openHosts(scene.hosts);
  const extension = await world.extensionFor(Object.keys(scene.hosts));
  const browser = await world.launch(undefined, { extension });
  // Signed in, as people are who answer tickets all day.
  await browser.open(scene.unrated.address);
  const welcome = await browser.extensionPage('welcome.html');
  await welcome.bringToFront();
  const clicks = await countClicks(welcome);
  await welcome.locator(`button[data-kind="${scene.kind}"]`).click();
  await welcome.locator('[data-part="connect"] [name="subdomain"]').fill(scene.inbox);
  await welcome.locator('[data-part="connect"] button[type=submit]').click();
  await expectScore(welcome, 2, 1);
  expect(INSTALL + ACCESS + (await clicks())).toBeLessThanOrEqual(6);
});

test('a CSV export: at most 4 clicks', async ({ world }, testInfo) => {
  const file = testInfo.outputPath('ratings.csv');
  const rows = ['1,2026-10-05,5,Thanks', '2,2026-10-06,2,No answer', '3,2026-10-06,4,'];
  await writeFile(file, `Ticket,Created,CSAT,Comment\n${rows.join('\n')}\n`);
  const browser = await world.launch();
  const welcome = await browser.extensionPage('welcome.html');
  await welcome.bringToFront();
  const clicks = await countClicks(welcome);
  const chooser = await welcome.waitForSelector('[data-part="drop-file"] input[type=file]');
  // Dropped, which is no click.
  if (chooser) await (chooser as ElementHandle<HTMLInputElement>).uploadFile(path.resolve(file));
  await operateSources.takeFile(welcome);
  await expectScore(welcome, 3, 2);
  expect(INSTALL + (await clicks())).toBeLessThanOrEqual(4);
});

test('sample data: at most 3 clicks, labelled, the customer can be tried, one click erases it', async ({
  world,
}) => {
  const browser = await world.launch();
  const welcome = await browser.extensionPage('welcome.html');
  await welcome.bringToFront();
  const clicks = await countClicks(welcome);
  await welcome.locator('[data-action="sample"]').click();
  const shown = () =>
    welcome.evaluate(() => ({
      rated: document
        .querySelector('[data-part="overall"] data[data-field="rated"]')
        ?.getAttribute('value'),
      score: document.querySelector('[data-part="overall"] .share')?.textContent ?? '',
      verdict: document.querySelector('[data-part="verdict"]')?.textContent ?? '',
    }));
  await expect.poll(shown, { timeout: 20_000 }).toMatchObject({
    rated: expect.stringMatching(/^[1-9]/),
    score: expect.stringContaining('Sample data'),
    verdict: expect.stringContaining('Unhappy'),
  });
  expect(INSTALL + (await clicks())).toBeLessThanOrEqual(3);
  await welcome.locator('[data-score="5"]').click();
  await expect.poll(async () => (await shown()).verdict).toContain('Very happy');
  await welcome.locator('[data-action="erase-sample"]').click();
  await expect
    .poll(() => welcome.evaluate(() => document.body.textContent))
    .toContain('Nothing of it is left');
});
