import { setTimeout } from 'node:timers/promises';
import type { CDPSession, Page } from 'puppeteer-core';
import { type ExtensionBrowser, until } from '../../../scripts/extension-browser.ts';
import { expandPanel } from '../../../scripts/operate-surfaces.ts';
import { Customer } from '../../e2e/customer.ts';
import { atRest, clickRow, newInboxTab } from './inbox-runs.ts';
import type { Stage } from './stage.ts';
import { lastClick, painted, watchClicks, watchPage } from './watch.ts';

/** From the click on the slim tab to the painted score, in a page where the panel was never open. */
export async function openPanelFirst(
  stage: Stage,
  browser: ExtensionBrowser,
  conversation: string,
): Promise<number> {
  const page = await newInboxTab(stage, browser.browser, conversation);
  try {
    const frame = await browser.panelFrame(page);
    await frame.waitForSelector('#tab button', { visible: true });
    await watchClicks(frame);
    const shown = painted(frame, conversation);
    await frame.click('#tab button');
    const clicked = await frame.evaluate(() => Reflect.get(globalThis, 'benchSeen').clickedAt);
    const milliseconds = (await shown) - clicked;
    await frame.click('button[aria-label="Close panel"]');
    await frame.waitForSelector('#tab button', { visible: true });
    return milliseconds;
  } finally {
    await page.close();
  }
}

/** The inbox with the panel open beside it. */
export async function inboxWithPanel(
  stage: Stage,
  browser: ExtensionBrowser,
  conversation: string,
): Promise<Page> {
  const page = await newInboxTab(stage, browser.browser, conversation);
  const frame = await browser.panelFrame(page);
  await expandPanel(frame);
  await painted(frame, conversation);
  return page;
}

/** How long (ms) somebody looks at a conversation at least, before the next. */
const LOOKED_AT = 500;

/**
 * From each click on a conversation in the list to its score painted in the open panel, which has
 * shown the one before for a while and is at rest.
 *
 * @param before runs before each click
 */
export async function switchConversations(
  browser: ExtensionBrowser,
  page: Page,
  conversations: readonly string[],
  before: () => Promise<void> = async () => undefined,
): Promise<number[]> {
  await page.bringToFront();
  const frame = await browser.panelFrame(page);
  const durations: number[] = [];
  for (const conversation of conversations) {
    await frame.waitForSelector('[data-part="next"]:not([data-state="loading"])');
    await setTimeout(LOOKED_AT);
    await before();
    await Promise.all([atRest(page.mainFrame()), atRest(frame)]);
    const shown = painted(frame, conversation);
    await clickRow(page, conversation);
    durations.push((await shown) - (await lastClick(page)));
  }
  return durations;
}

/** Stops the extension's worker in Chromium, and waits until it has; an open panel wakes it again. */
export async function workerStopper(browser: ExtensionBrowser): Promise<() => Promise<void>> {
  const options = await browser.openExtensionPage('options.html');
  const workers: CDPSession = await options.createCDPSession();
  let status = 'running';
  let stops = 0;
  workers.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const { runningStatus } of versions) {
      status = runningStatus;
      if (runningStatus === 'stopped') stops += 1;
    }
  });
  await workers.send('ServiceWorker.enable');
  return async () => {
    const before = stops;
    await workers.send('ServiceWorker.stopAllWorkers');
    await until('the worker to stop', async () => stops > before || status === 'stopped' || null);
  };
}

/** From a customer's click on a face to that face in the open panel, several times in one chat. */
export async function customersClicks(
  stage: Stage,
  browser: ExtensionBrowser,
  chatTab: Page,
  times: number,
): Promise<number[]> {
  await watchPage(chatTab);
  await chatTab.goto(`${stage.url}/chat`);
  const customer = new Customer(chatTab);
  await customer.ask('Where is my refund?');
  const conversation = await customer.conversation();
  const page = await inboxWithPanel(stage, browser, conversation);
  const frame = await browser.panelFrame(page);
  await customer.sayItHelped();
  const durations: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const [face, score] = time % 2 === 0 ? (['Unhappy', 2] as const) : (['Happy', 4] as const);
    if (time > 0) await customer.change();
    const shown = painted(frame, conversation, score);
    await customer.pick(face);
    durations.push((await shown) - (await lastClick(chatTab)));
  }
  await page.close();
  return durations;
}
