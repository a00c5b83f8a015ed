import type { BrowserName } from '../../scripts/extension-browser.ts';
import { type BenchBrowser, launchBenchBrowser } from './bench-browser.ts';
import { type BenchServer, startBenchServer } from './bench-server.ts';
import { measureMemory } from './memory.ts';
import { type BenchOptions, readBenchOptions } from './options.ts';
import { median } from './percentiles.ts';
import { atLeast, atMost, compared, Report } from './report.ts';
import { openBenchWorkspace } from './workspace.ts';

const CASES = [
  'apply',
  'changes',
  'look-up',
  'search',
  'views',
  'insights',
  'first-sync',
  'memory',
  'layouts',
] as const;
type Case = (typeof CASES)[number];

/** How much each case does. */
interface Sizes {
  small: number;
  middle: number;
  large: number;
  /** Rows of the databases that are compared with. */
  baseline: number;
  repeats: number;
}

const FULL: Sizes = {
  small: 10_000,
  middle: 100_000,
  large: 1_000_000,
  baseline: 20_000,
  repeats: 3,
};
const QUICK: Sizes = { small: 500, middle: 1_000, large: 2_000, baseline: 500, repeats: 1 };

/** `npm run bench`: the store and the sync, in each browser. @returns the exit code */
export async function runStoreBench(): Promise<number> {
  const options = readBenchOptions(CASES);
  const report = new Report('store', options);
  const sizes = options.quick ? QUICK : FULL;
  const server = await startBenchServer();
  try {
    const runs = options.browsers.map(
      (name) => new StoreBench(name, server, report, options, sizes),
    );
    for (const run of runs) await run.inPage();
    await withServer(runs, server, report, options, sizes);
  } finally {
    await server.close();
  }
  return report.end();
}

function wanted(options: BenchOptions, name: Case): boolean {
  // The prototypes are for the decision about the layout: they run only when asked for.
  if (name === 'layouts') return options.only?.includes(name) ?? false;
  return options.only?.includes(name) ?? true;
}

/** What needs a real server with the ratings in it: loaded once for all browsers. */
async function withServer(
  runs: readonly StoreBench[],
  server: BenchServer,
  report: Report,
  options: BenchOptions,
  { middle }: Sizes,
): Promise<void> {
  const inChromium = runs.some(({ name }) => name === 'chromium');
  const measuresMemory = wanted(options, 'memory') && inChromium;
  if (!wanted(options, 'first-sync') && !measuresMemory) return;
  await report.attempt('a server with the ratings', async () => {
    const workspace = await openBenchWorkspace(middle);
    try {
      server.passTo(workspace.url);
      if (wanted(options, 'first-sync'))
        for (const run of runs) await run.firstSync(workspace.token);
      if (measuresMemory) {
        await report.attempt('memory', async () => {
          report.add('store:chromium', ...(await measureMemory(workspace, middle)));
        });
      }
    } finally {
      await workspace.close();
    }
  });
}

class StoreBench {
  readonly name: BrowserName;
  readonly #server: BenchServer;
  readonly #report: Report;
  readonly #options: BenchOptions;
  readonly #sizes: Sizes;

  constructor(
    name: BrowserName,
    server: BenchServer,
    report: Report,
    options: BenchOptions,
    sizes: Sizes,
  ) {
    this.name = name;
    this.#server = server;
    this.#report = report;
    this.#options = options;
    this.#sizes = sizes;
  }

  get #section(): string {
    return `store:${this.name}`;
  }

  /** The cases that need nothing but the browser. */
  async inPage(): Promise<void> {
    const cases: [Case[], string, (browser: BenchBrowser) => Promise<void>][] = [
      [['apply'], 'apply', (browser) => this.#apply(browser)],
      [
        ['changes', 'look-up', 'search', 'views', 'insights'],
        'fill',
        (browser) => this.#fill(browser),
      ],
      [['changes'], 'changes', (browser) => this.#changes(browser)],
      [['look-up'], 'look-up', (browser) => this.#lookUp(browser)],
      [['search'], 'search', (browser) => this.#search(browser)],
      [['views'], 'views', (browser) => this.#views(browser)],
      [['insights'], 'insights', (browser) => this.#insights(browser)],
      [['layouts'], 'layouts', (browser) => this.#layouts(browser)],
    ];
    const chosen = cases.filter(([names]) => names.some((name) => wanted(this.#options, name)));
    if (chosen.length === 0) return;
    await this.#withBrowser(async (browser) => {
      for (const [, name, run] of chosen) {
        await this.#report.attempt(`${this.name}: ${name}`, () => run(browser));
      }
    });
  }

  async #withBrowser(run: (browser: BenchBrowser) => Promise<void>): Promise<void> {
    const browser = await launchBenchBrowser(this.name, this.#server.url);
    try {
      await run(browser);
    } finally {
      await browser.close();
    }
  }

  /** First syncs into an empty store, in turn with the databases that they are compared with. */
  async #apply(browser: BenchBrowser): Promise<void> {
    const { middle, large, baseline, repeats } = this.#sizes;
    const ours: number[] = [];
    const limits: number[] = [];
    const others = { rxdb: [] as number[], pouchdb: [] as number[], dexieRows: [] as number[] };
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      ours.push((await browser.run('fill', { count: middle })).perSecond);
      limits.push((await browser.run('packedLimit', { count: middle })).perSecond);
      const batch = 5_000;
      for (const name of ['rxdb', 'pouchdb', 'dexieRows'] as const) {
        others[name].push((await browser.run(name, { count: baseline, batch })).perSecond);
        await browser.run('clean');
      }
    }
    const rate = median(ours);
    const what = `apply ${shownCount(middle)} ratings`;
    const against = (name: string, values: number[]) => ({ what: name, value: median(values) });
    const tenfold = (ratio: number) => atLeast(ratio, 10, '×');
    const rows = shownCount(baseline);
    this.#report.add(
      this.#section,
      compared(what, 'rows/s', rate, against(`RxDB on Dexie, ${rows}`, others.rxdb), tenfold),
      compared(what, 'rows/s', rate, against(`PouchDB, ${rows}`, others.pouchdb), tenfold),
      compared(what, 'rows/s', rate, against(`Dexie rows, 2 indexes, ${rows}`, others.dexieRows)),
      compared(what, 'rows/s', rate, against('packed as they come: the limit', limits)),
    );
    const { perSecond, tidying } = await browser.run('fill', { count: large });
    const half = (ratio: number) => atLeast(ratio, 0.5, '×');
    this.#report.add(
      this.#section,
      compared(
        `apply ${shownCount(large)} ratings`,
        'rows/s',
        perSecond,
        { what, value: rate },
        half,
      ),
      { what: 'tidying up after that, when idle', unit: 'ms', value: tidying },
    );
    await browser.run('clean');
  }

  /** The stores that the next cases read and change. */
  async #fill(browser: BenchBrowser): Promise<void> {
    const { small, middle, large } = this.#sizes;
    // Insights is measured at one size alone.
    const others = (['changes', 'look-up', 'search', 'views'] as const).some((name) =>
      wanted(this.#options, name),
    );
    const counts = others ? [small, middle, large] : [middle];
    for (const count of counts) await browser.run('fill', { count });
  }

  async #changes(browser: BenchBrowser): Promise<void> {
    const { small, middle, large, repeats } = this.#sizes;
    const options = { repeats: repeats === 1 ? 2 : 20 };
    const first = await browser.run('changes', { count: small, ...options });
    const what = (count: number) => `100 changes at ${shownCount(count)}, p50`;
    this.#report.add(this.#section, { what: what(small), unit: 'ms', value: first.p50 });
    for (const count of [middle, large]) {
      const { p50, p95 } = await browser.run('changes', { count, ...options });
      const judge = (ratio: number) => atMost(ratio, 3, '×');
      const against = { what: what(small), value: first.p50 };
      this.#report.add(
        this.#section,
        compared(what(count), 'ms', p50, against, count === large ? judge : undefined),
        { what: `100 changes at ${shownCount(count)}, p95`, unit: 'ms', value: p95 },
      );
    }
  }

  async #lookUp(browser: BenchBrowser): Promise<void> {
    const { middle, large, repeats } = this.#sizes;
    const samples = repeats === 1 ? 20 : 400;
    const result = await browser.run('lookUp', { count: large, rawCount: middle, samples });
    const at = `at ${shownCount(large)}`;
    const raw = `raw get at ${shownCount(middle)}`;
    this.#report.add(
      this.#section,
      compared(
        `look-up of one conversation ${at}, p50`,
        'ms',
        result.lookUp.p50,
        { what: `${raw}, p50`, value: result.rawGet.p50 },
        (ratio) => atMost(ratio, 5, '×'),
      ),
      {
        ...compared(`look-up of one conversation ${at}, p95`, 'ms', result.lookUp.p95, {
          what: `${raw}, p95`,
          value: result.rawGet.p95,
        }),
        bar: atMost(result.lookUp.p95, 5, ' ms'),
      },
      { what: `look-up as typed, by id ${at}, p50`, unit: 'ms', value: result.typed.p50 },
      { what: `look-up as typed, by id ${at}, p95`, unit: 'ms', value: result.typed.p95 },
      { what: `the panel's whole answer ${at}, p50`, unit: 'ms', value: result.panel.p50 },
      { what: `the panel's whole answer ${at}, p95`, unit: 'ms', value: result.panel.p95 },
    );
  }

  async #search(browser: BenchBrowser): Promise<void> {
    const { middle, repeats } = this.#sizes;
    const at = `at ${shownCount(middle)}`;
    const { milliseconds } = await browser.run('firstSearch', { count: middle });
    this.#report.add(this.#section, {
      what: `first search in a page ${at}`,
      unit: 'ms',
      value: milliseconds,
    });
    const kinds = await browser.run('search', { count: middle, repeats: repeats === 1 ? 1 : 10 });
    for (const [kind, { p50, p95 }] of Object.entries(kinds)) {
      this.#report.add(
        this.#section,
        { what: `search for ${kind} ${at}, p50`, unit: 'ms', value: p50 },
        {
          what: `search for ${kind} ${at}, p95`,
          unit: 'ms',
          value: p95,
          bar: atMost(p95, 50, ' ms'),
        },
      );
    }
  }

  async #views(browser: BenchBrowser): Promise<void> {
    const { middle, large, repeats } = this.#sizes;
    for (const count of [middle, large]) {
      const result = await browser.run('views', { count, repeats: repeats === 1 ? 3 : 30 });
      const at = `at ${shownCount(count)}`;
      for (const [what, { p50, p95 }] of [
        ['a topic’s page', result.topicPage],
        ['first page to review', result.toReview],
        ['the popup’s answer, all time', result.popup],
      ] as const) {
        this.#report.add(
          this.#section,
          { what: `${what} ${at}, p50`, unit: 'ms', value: p50 },
          { what: `${what} ${at}, p95`, unit: 'ms', value: p95 },
        );
      }
    }
  }

  async #insights(browser: BenchBrowser): Promise<void> {
    const { middle: count, repeats } = this.#sizes;
    const result = await browser.run('topicInsights', { count, repeats: repeats === 1 ? 2 : 20 });
    const page = `a topic’s page in Insights at ${shownCount(count)}`;
    const { opened, changed } = result;
    this.#report.add(
      this.#section,
      { what: `${page}, just opened, p50`, unit: 'ms', value: opened.p50 },
      { what: `${page}, just opened, p95`, unit: 'ms', value: opened.p95 },
      {
        what: `${page}, after 100 changes, p50`,
        unit: 'ms',
        value: changed.p50,
        bar: atMost(changed.p50, 100, ' ms'),
      },
      { what: `${page}, after 100 changes, p95`, unit: 'ms', value: changed.p95 },
    );
  }

  /** Other ways to lay ratings out: for the decision about ours, not for its bars. */
  async #layouts(browser: BenchBrowser): Promise<void> {
    const { middle, repeats } = this.#sizes;
    const options = { count: middle, samples: repeats === 1 ? 20 : 200, repeats: repeats * 5 };
    for (const { name, perSecond, lookUp, changes } of await browser.run('layouts', options)) {
      const section = `layouts:${this.name}`;
      this.#report.add(section, { what: `${name}: apply`, unit: 'rows/s', value: perSecond });
      if (lookUp) {
        this.#report.add(
          section,
          { what: `${name}: look-up, p50`, unit: 'ms', value: lookUp.p50 },
          { what: `${name}: look-up, p95`, unit: 'ms', value: lookUp.p95 },
        );
      }
      if (changes !== null) {
        this.#report.add(section, {
          what: `${name}: 100 changes, p50`,
          unit: 'ms',
          value: changes,
        });
      }
    }
  }

  /** The way from a server into the store. */
  async firstSync(token: string): Promise<void> {
    const { middle: count, repeats } = this.#sizes;
    await this.#report.attempt(`${this.name}: first sync`, () =>
      this.#withBrowser(async (browser) => {
        const { live, recorded } = await browser.run('firstSync', { token, count, repeats });
        const what = `first sync of ${shownCount(count)}`;
        this.#report.add(
          this.#section,
          compared(
            `${what} from a server`,
            'ms',
            live.stored,
            { what: 'fetched and parsed only', value: live.dropped },
            (ratio) => atMost(ratio, 3, '×'),
          ),
          compared(`${what}, answers from memory`, 'ms', recorded.stored, {
            what: 'fetched and parsed only',
            value: recorded.dropped,
          }),
        );
      }),
    );
  }
}

function shownCount(count: number): string {
  return count.toLocaleString('en');
}
