import puppeteer, { type Browser } from 'puppeteer-core';
import { ensureChromium, ensureFirefox, rootFlags } from '../../scripts/browsers.ts';
import type { BrowserName } from '../../scripts/extension-browser.ts';
import type { Cases } from './in-page/main.ts';

type Options<Name extends keyof Cases> = Parameters<Cases[Name]>[0];
type Result<Name extends keyof Cases> = Awaited<ReturnType<Cases[Name]>>;

/** A browser with a fresh profile that runs cases at the bench's server, each in a page of its own. */
export interface BenchBrowser {
  run<Name extends keyof Cases>(name: Name, options?: Options<Name>): Promise<Result<Name>>;
  close(): Promise<void>;
}

/** A million ratings in the slowest layout take minutes. */
const CASE_TIMEOUT = 30 * 60_000;

export async function launchBenchBrowser(name: BrowserName, url: string): Promise<BenchBrowser> {
  const browser = await launch(name);
  return {
    async run<Name extends keyof Cases>(
      caseName: Name,
      options?: Options<Name>,
    ): Promise<Result<Name>> {
      const page = await browser.newPage();
      try {
        await page.goto(url);
        await page.waitForFunction(() => 'benchCases' in globalThis);
        const result: unknown = await page.evaluate(
          (wanted, given) => Reflect.get(globalThis, 'benchCases')[wanted](given),
          caseName as string,
          options ?? null,
        );
        return result as Result<Name>;
      } finally {
        await page.close();
      }
    },
    close: () => browser.close(),
  };
}

async function launch(name: BrowserName): Promise<Browser> {
  const shared = { headless: true, protocolTimeout: CASE_TIMEOUT } as const;
  if (name === 'firefox') {
    return puppeteer.launch({
      ...shared,
      browser: 'firefox',
      executablePath: await ensureFirefox(),
    });
  }
  return puppeteer.launch({
    ...shared,
    executablePath: await ensureChromium(),
    args: [...rootFlags(), '--no-first-run', '--disable-background-networking'],
  });
}
