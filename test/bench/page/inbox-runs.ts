import type { Browser, Frame, Metrics, Page } from 'puppeteer-core';
import { rowIds, type Stage } from './stage.ts';
import { lastClick, paintedByInbox, readSeen, type Seen, watchPage } from './watch.ts';

/** What one load of the inbox cost the page. */
export interface Load extends Seen {
  /** Milliseconds of script and of all work on the page's main thread; Chromium alone tells. */
  script: number | null;
  work: number | null;
}

/** Loads the inbox at a conversation in a new tab and watches it for `watched` ms from its beginning. */
export async function loadInbox(
  stage: Stage,
  browser: Browser,
  conversation: string,
  watched: number,
): Promise<Load> {
  const page = await newInboxTab(stage, browser, conversation);
  try {
    await page.waitForFunction((end) => performance.now() > end, {}, watched);
    const seen = await readSeen(page);
    const metrics = await metricsOf(page);
    const milliseconds = (seconds: number | undefined) =>
      seconds === undefined ? null : 1_000 * seconds;
    return {
      ...seen,
      script: milliseconds(metrics?.ScriptDuration),
      work: milliseconds(metrics?.TaskDuration),
    };
  } finally {
    await page.close();
  }
}

/** Chromium's counters of a page; `null` in Firefox, which has none. */
async function metricsOf(page: Page): Promise<Metrics | null> {
  try {
    return await page.metrics();
  } catch {
    return null;
  }
}

/** A watched tab in front with the inbox loaded at a conversation. */
export async function newInboxTab(
  stage: Stage,
  browser: Browser,
  conversation: string,
): Promise<Page> {
  const page = await browser.newPage();
  await watchPage(page);
  await page.bringToFront();
  await page.goto(stage.addressOf(conversation), { waitUntil: 'load' });
  await rowIds(page);
  return page;
}

/** Opens a conversation from the list, by mouse; nothing is asked of the page after the click. */
export async function clickRow(page: Page, conversation: string): Promise<void> {
  const address = `/inbox/conversations/${encodeURIComponent(conversation)}`;
  await page.click(`#list a.row[href="${address}"], #list a.row[href^="${address}?"]`);
}

/**
 * Goes through conversations by clicking in the list.
 * @returns how long each click took until its effect was drawn; 16 ms and less count as 16
 */
export async function switchThrough(page: Page, conversations: string[]): Promise<number[]> {
  for (const conversation of conversations) {
    await clickRow(page, conversation);
    const address = `/inbox/conversations/${encodeURIComponent(conversation)}`;
    await page.waitForFunction(
      (path) =>
        location.pathname === path &&
        document.querySelector<HTMLAnchorElement>('#list a.row[aria-current]')?.pathname === path,
      {},
      address,
    );
  }
  const told = (await readSeen(page)).interactions;
  const quick = Math.max(0, conversations.length - told.length);
  return [...told, ...new Array<number>(quick).fill(16)];
}

/** From the click on a conversation in the list to the conversation painted by the inbox itself. */
export async function switchInInbox(page: Page, conversation: string): Promise<number> {
  await atRest(page.mainFrame());
  const shown = paintedByInbox(page, conversation);
  await clickRow(page, conversation);
  return (await shown) - (await lastClick(page));
}

/** Resolves when the frame has nothing left to do. */
export function atRest(frame: Frame): Promise<void> {
  return frame.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve())));
}

/**
 * CPU time (ms) that the extension's own script takes on the main thread of an inbox page while that
 * loads. Chromium alone tells, by its trace.
 */
export async function tracedScript(
  stage: Stage,
  browser: Browser,
  conversation: string,
  watched: number,
): Promise<number> {
  const page = await browser.newPage();
  try {
    await page.bringToFront();
    await page.tracing.start({ categories: ['devtools.timeline', 'v8.execute'] });
    await page.goto(stage.addressOf(conversation), { waitUntil: 'load' });
    await page.waitForFunction((end) => performance.now() > end, {}, watched);
    const trace = await page.tracing.stop();
    return scriptTime(JSON.parse(new TextDecoder().decode(trace)).traceEvents);
  } finally {
    await page.close();
  }
}

interface TraceEvent {
  name: string;
  /** Microseconds: beginning, length, and CPU time within. */
  ts: number;
  dur?: number;
  tdur?: number;
  args: { data?: { url?: string } };
}

/** What runs of the content script, and nothing of the panel's frame, which has a process of its own. */
function scriptTime(events: readonly TraceEvent[]): number {
  const runs = events
    .filter(
      ({ name, args }) =>
        ['EvaluateScript', 'FunctionCall'].includes(name) &&
        /^chrome-extension:.*\/content-scripts\//.test(args.data?.url ?? ''),
    )
    .sort((a, b) => a.ts - b.ts);
  if (runs.length === 0) throw new Error('The trace does not show the content script');
  let until = 0;
  let microseconds = 0;
  for (const { ts, dur = 0, tdur } of runs) {
    // A call within another one is counted with that.
    if (ts < until) continue;
    until = ts + dur;
    microseconds += tdur ?? dur;
  }
  return microseconds / 1_000;
}
