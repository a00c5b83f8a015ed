import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { insightsAddress } from '../../components/insights/route.ts';
import { toInstant } from '../../lib/contract/primitives.ts';
import type { Score } from '../../lib/csat/scale.ts';
import { ROOT } from '../../scripts/build.ts';
import { until } from '../../scripts/extension-browser.ts';
import { readCatalog } from '../../scripts/languages/read-catalog.ts';
import { handsOn } from './operate-toolbar.ts';
import { expect, test, type World } from './world.ts';

const DAY = 86_400_000;
const GERMAN = readCatalog(path.join(ROOT, 'components', 'languages', 'de.po'), 'de');

test('badge, notice, menu, keys and address bar do their work in the browser, in the chosen language', async ({
  world,
}) => {
  // A month ago 40 of 40 were happy with it, since then 5 of 40.
  await importRatings(world, 'before', 40, () => 5);
  await importRatings(world, 'since', 5, (row) => (row < 5 ? 4 : 1));
  const browser = await world.joined('teammate', undefined, {
    ...(world.browserName === 'chromium' && { extension: await withNotices(world) }),
    debugWorker: true,
    driveWindow: true,
    // Firefox's own notices instead of the system's, which no program can click.
    preferences: { 'alerts.useSystemBackend': false },
  });
  const options = await browser.openExtensionPage('options.html');
  await options.bringToFront();
  await options.locator('select[aria-labelledby=language-title]').fill('de');
  await options.locator('html[lang=de] button[aria-labelledby=badge-title]').click();
  const hands = await handsOn(browser);

  // The badge counts what is to review, and goes with each rating.
  await expect
    .poll(() => badge(options))
    .toEqual({ text: '35', title: expect.stringMatching(/^Fivefaces: 35 (?!to review)/) });
  await options.locator('button[aria-labelledby=notices-title]').click();
  await options.locator('button[aria-labelledby=notices-title][aria-checked=true]').wait();
  await world.conversation('just-now', { topics: ['Refund deadline'] });
  await world.rate('just-now', 2, 1, 'Nobody told me about the form');
  await expect.poll(() => badge(options)).toMatchObject({ text: '36' });

  // The notice of the drop opens the topic.
  const topic = insightsAddress({ page: 'topic', topic: 'refund-deadline' }, { period: 30 });
  await expect.poll(() => notices(options)).toEqual([topic]);
  await hands.clickNotice(topic);
  const insights = await browser.extensionPage(topic);
  await insights.locator('h1 ::-p-text(Refund deadline)').wait();
  await expect.poll(() => notices(options)).toEqual([]);

  // A selection is looked up by keys, and another in the same window from the menu.
  const inbox = await world.openInbox(browser, 'just-now');
  await select(inbox, 'It takes 14 days.');
  await hands.pressLookUp(inbox);
  const lookUp = await browser.extensionPage('/popup.html#find=It%20takes%2014%20days.');
  expect(await hasMenu(options)).toBe(true);
  await select(inbox, 'Where is my refund?');
  await hands.chooseInMenu(inbox, german('Look up in Fivefaces'));
  await lookUp.waitForFunction(() => location.hash === '#find=Where%20is%20my%20refund%3F');

  // The address bar suggests the conversation, and opens it in the inbox.
  await insights.bringToFront();
  const lines = await hands.typeInAddressBar('just-now');
  expect(lines.join('\n')).toMatch(
    new RegExp(`just-now.*${german('Unhappy')}.*Refund deadline`, 's'),
  );
  await hands.pressEnter('just-now');
  await until('the conversation in its inbox', async () => {
    const others = (await browser.browser.pages()).filter((page) => page !== inbox);
    return others.some((page) => page.url() === world.addressOf('just-now')) || null;
  });
});

/** What the extension says for it in German. */
function german(message: string): string {
  const found = [...GERMAN.values()].find((one) => one.message === message);
  if (!found) throw new Error(`Not in German: ${message}`);
  return found.translation;
}

/** 40 ratings of one topic, so many days ago. */
async function importRatings(
  world: World,
  name: string,
  daysAgo: number,
  scoreOf: (row: number) => Score,
): Promise<void> {
  const report = await world.workspace.importLines(
    (async function* () {
      for (let row = 0; row < 40; row += 1) {
        const value = {
          id: `${name}-${row}`,
          startedAt: toInstant(world.now() - daysAgo * DAY),
          topics: [{ id: 'refund-deadline', title: 'Refund deadline' }],
          rating: { score: scoreOf(row), comment: null },
        };
        yield { line: row + 1, value };
      }
    })(),
  );
  expect(report.created).toBe(40);
}

/** The extension with the right to show notices from the start: Chromium asks a person for it. */
async function withNotices(world: World): Promise<string> {
  const { folder } = await world.copyExtension();
  const manifest = path.join(folder, 'manifest.json');
  const facts = JSON.parse(await readFile(manifest, 'utf8'));
  facts.permissions.push('notifications');
  facts.optional_permissions = [];
  await writeFile(manifest, JSON.stringify(facts));
  return folder;
}

/** The badge as the browser has it. */
function badge(own: Page): Promise<{ text: string; title: string }> {
  return own.evaluate(async () => {
    const { action } = Reflect.get(globalThis, 'browser') ?? Reflect.get(globalThis, 'chrome');
    return { text: await action.getBadgeText({}), title: await action.getTitle({}) };
  });
}

/** The notices that the browser shows, by what the extension calls them. */
function notices(own: Page): Promise<string[]> {
  return own.evaluate(async () => {
    const api = Reflect.get(globalThis, 'browser') ?? Reflect.get(globalThis, 'chrome');
    return Object.keys((await api.notifications?.getAll()) ?? {});
  });
}

/** Does the browser have our entry? It makes no second one of the same name. */
function hasMenu(own: Page): Promise<boolean> {
  return own.evaluate(() => {
    const api = Reflect.get(globalThis, 'browser') ?? Reflect.get(globalThis, 'chrome');
    return new Promise<boolean>((resolve) => {
      api.contextMenus.create({ id: 'look-up', title: 'A second one', contexts: ['page'] }, () =>
        resolve(api.runtime.lastError !== undefined && api.runtime.lastError !== null),
      );
    });
  });
}

/** Selects a text of a page. */
async function select(page: Page, text: string): Promise<void> {
  await page.bringToFront();
  await page.locator(`::-p-text(${text})`).wait();
  await page.evaluate((wanted) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at < 0) continue;
      getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length);
      return;
    }
  }, text);
}
