import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CDPSession } from 'puppeteer-core';
import { build, outputOf } from '../../scripts/build.ts';
import { launchExtensionBrowser, until } from '../../scripts/extension-browser.ts';
import { joinWorkspace } from '../../scripts/operate-surfaces.ts';
import { atMost, type Row } from './report.ts';
import type { BenchWorkspace } from './workspace.ts';

/**
 * The memory of the background of the real extension in Chromium, during and after a first sync:
 * JS heap by the debugging protocol. (Firefox's driver tells no heap.)
 */
export async function measureMemory(workspace: BenchWorkspace, count: number): Promise<Row[]> {
  build('chromeFixed');
  const profile = mkdtempSync(path.join(tmpdir(), 'fivefaces-bench-'));
  const browser = await launchExtensionBrowser('chromium', {
    extension: outputOf('chromeFixed'),
    profile,
    headless: true,
    debugWorker: true,
  });
  try {
    const worker = await browser.browser.waitForTarget((one) => one.type() === 'service_worker');
    const session = await worker.createCDPSession();
    const welcome = await browser.openExtensionPage('welcome.html');
    await joinWorkspace(welcome, await workspace.invite(), 'Bench');
    const popup = await browser.openExtensionPage('popup.html');
    await popup.bringToFront();
    let highest = 0;
    await until(
      'the first sync',
      async () => {
        highest = Math.max(highest, await heapOf(session));
        const kept = await popup.evaluate(
          () => document.querySelector('[data-part="overall"]:not([data-state])') !== null,
        );
        return kept || null;
      },
      10 * 60_000,
    );
    const after = await heapOf(session);
    await popup.close();
    await session.send('HeapProfiler.collectGarbage');
    const idle = await heapOf(session);
    const what = `heap of the background, first sync of ${count.toLocaleString('en')}`;
    return [
      { what: `${what}: highest seen`, unit: 'MB', value: highest },
      { what: `${what}: just after`, unit: 'MB', value: after, bar: atMost(after, 100, ' MB') },
      { what: `${what}: idle`, unit: 'MB', value: idle, bar: atMost(idle, 50, ' MB') },
    ];
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function heapOf(session: CDPSession): Promise<number> {
  return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
}
