import { parseArgs } from 'node:util';
import type { BrowserName } from '../../scripts/extension-browser.ts';

/** What every bench takes on its command line. */
export interface BenchOptions {
  /** Small sizes, everything once, nothing judged: does it run? */
  quick: boolean;
  browsers: BrowserName[];
  /** Names of cases; `null` is all. */
  only: string[] | null;
  /** File for the figures as JSON. */
  json: string | null;
  /** File with marked sections for the tables. */
  markdown: string | null;
}

/** Reads the command line; ends the process with a word about the usage if it does not fit. */
export function readBenchOptions(cases: readonly string[]): BenchOptions {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        browser: { type: 'string', multiple: true },
        only: { type: 'string' },
        json: { type: 'string' },
        markdown: { type: 'string' },
      },
    });
    const only = values.only?.split(',') ?? null;
    const unknown = only?.filter((name) => !cases.includes(name)) ?? [];
    if (unknown.length > 0) {
      throw new Error(`No such case: ${unknown.join(', ')}. There are ${cases.join(', ')}.`);
    }
    return {
      quick: values.quick,
      browsers: browsersOf(values.browser),
      only,
      json: values.json ?? null,
      markdown: values.markdown ?? null,
    };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(
      'Options: --quick, --browser chromium|firefox, --only CASE,…, --json FILE, --markdown FILE',
    );
    process.exit(2);
  }
}

function browsersOf(names: readonly string[] | undefined): BrowserName[] {
  const all: BrowserName[] = ['chromium', 'firefox'];
  for (const name of names ?? []) {
    if (!all.some((one) => one === name)) throw new Error(`No such browser: ${name}`);
  }
  return names ? all.filter((one) => names.includes(one)) : all;
}
