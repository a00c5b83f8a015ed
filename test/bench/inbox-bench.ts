import type { Browser } from 'puppeteer-core';
import type { BrowserName, ExtensionBrowser } from '../../scripts/extension-browser.ts';
import { type BenchOptions, readBenchOptions } from './options.ts';
import {
  type Load,
  loadInbox,
  newInboxTab,
  switchInInbox,
  switchThrough,
  tracedScript,
} from './page/inbox-runs.ts';
import {
  customersClicks,
  inboxWithPanel,
  openPanelFirst,
  switchConversations,
  workerStopper,
} from './page/panel-runs.ts';
import { rowIds, Stage } from './page/stage.ts';
import { median, spread } from './percentiles.ts';
import { atMost, compared, Report, type Row } from './report.ts';

// In this order: the panel stays as it was left, and the first ones want it closed.
const CASES = ['load', 'first-open', 'inp', 'switch', 'customer'] as const;

/** Conversations down the list, each opened once. */
const SWITCHES = 90;
/** Rows of the list, one after the other, that are far from all opened before in that tab. */
const FAR = [60, 120, 180, 240, 300, 30, 90, 150, 210, 270];
type Case = (typeof CASES)[number];

/** `npm run bench:page`: the inbox beside the extension. @returns the exit code */
export async function runInboxBench(): Promise<number> {
  const options = readBenchOptions(CASES);
  const report = new Report('page', options);
  const stage = new Stage();
  try {
    await stage.open();
    for (const name of options.browsers) {
      await report.attempt(name, () => new InboxBench(stage, name, report, options).run());
    }
  } finally {
    await stage.close();
  }
  return report.end();
}

class InboxBench {
  readonly #stage: Stage;
  readonly #name: BrowserName;
  readonly #report: Report;
  readonly #options: BenchOptions;
  #plain: Promise<Browser> | null = null;

  constructor(stage: Stage, name: BrowserName, report: Report, options: BenchOptions) {
    this.#stage = stage;
    this.#name = name;
    this.#report = report;
    this.#options = options;
  }

  async run(): Promise<void> {
    const joined = await this.#stage.withExtension(this.#name);
    try {
      const conversations = await this.#stage.signIn(joined.browser);
      const cases: [Case, () => Promise<Row[]>][] = [
        ['load', () => this.#load(joined, conversations)],
        ['first-open', () => this.#firstOpen(joined, conversations)],
        ['inp', () => this.#interactions(joined, conversations)],
        ['switch', () => this.#switch(joined, conversations)],
        ['customer', () => this.#customer(joined)],
      ];
      for (const [name, run] of cases) {
        if (!(this.#options.only?.includes(name) ?? true)) continue;
        await this.#report.attempt(`${this.#name}: ${name}`, async () => {
          this.#report.add(`page:${this.#name}`, ...(await run()));
        });
      }
    } finally {
      await joined.close();
      await (await this.#plain)?.close();
    }
  }

  /** The same browser without the extension, signed in to the inbox. */
  #withoutExtension(): Promise<Browser> {
    this.#plain ??= (async () => {
      const plain = await this.#stage.withoutExtension(this.#name);
      await this.#stage.signIn(plain);
      return plain;
    })();
    return this.#plain;
  }

  #times(full: number): number {
    return this.#options.quick ? 1 : full;
  }

  /** Loads in turn with and without the extension. */
  async #load(joined: ExtensionBrowser, [conversation = '']: string[]): Promise<Row[]> {
    const plain = await this.#withoutExtension();
    const watched = this.#options.quick ? 1_000 : 2_500;
    const loads = { with: [] as Load[], without: [] as Load[] };
    // The first ones fill the caches and are not counted.
    for (let run = this.#options.quick ? 0 : -1; run < this.#times(12); run += 1) {
      const without = await loadInbox(this.#stage, plain, conversation, watched);
      const withIt = await loadInbox(this.#stage, joined.browser, conversation, watched);
      if (run < 0) continue;
      loads.without.push(without);
      loads.with.push(withIt);
    }
    const rows = this.#loadRows(loads);
    if (this.#name === 'firefox') return rows;
    const own: number[] = [];
    for (let run = 0; run < this.#times(5); run += 1) {
      own.push(await tracedScript(this.#stage, joined.browser, conversation, watched));
    }
    const value = median(own);
    const what = "inbox load: the extension's own script, CPU time, p50";
    return [...rows, { what, unit: 'ms', value, bar: atMost(value, 10, ' ms') }];
  }

  #loadRows(loads: { with: Load[]; without: Load[] }): Row[] {
    const both = (what: string, pick: (load: Load) => number): Row =>
      compared(`inbox load: ${what}`, 'ms', median(loads.with.map(pick)), {
        what: 'without',
        value: median(loads.without.map(pick)),
      });
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    const rows = [both('load event, p50', ({ loadedAt }) => loadedAt)];
    if (this.#name === 'firefox') return rows;
    const shift = (all: Load[]) => median(all.map((load) => load.shift));
    return [
      ...rows,
      both('main thread, p50', ({ work }) => work ?? 0),
      both('script, p50', ({ script }) => script ?? 0),
      both('long tasks in all, p50', ({ longTasks }) => sum(longTasks)),
      {
        what: 'inbox load: number of long tasks, p50',
        unit: '',
        value: median(loads.with.map(({ longTasks }) => longTasks.length)),
        against: {
          what: 'without',
          value: median(loads.without.map(({ longTasks }) => longTasks.length)),
        },
      },
      {
        what: 'inbox load: layout shift, p50',
        unit: '',
        value: shift(loads.with),
        against: { what: 'without', value: shift(loads.without) },
        bar: { text: 'not more', met: shift(loads.with) <= shift(loads.without) },
      },
    ];
  }

  /** Event latency while switching conversations by clicking in the list. */
  async #interactions(joined: ExtensionBrowser, conversations: string[]): Promise<Row[]> {
    const plain = await this.#withoutExtension();
    const [first = '', ...others] = conversations;
    const durations = { with: [] as number[], without: [] as number[] };
    for (let run = 0; run < this.#times(10); run += 1) {
      const picked = others.slice(run % 5, (run % 5) + (this.#options.quick ? 3 : 8));
      const bare = await newInboxTab(this.#stage, plain, first);
      durations.without.push(...(await switchThrough(bare, picked)));
      await bare.close();
      const page = await inboxWithPanel(this.#stage, joined, first);
      durations.with.push(...(await switchThrough(page, picked)));
      await page.close();
    }
    const what = 'click on a conversation, panel open: event latency';
    const row = (share: 'p50' | 'p95') =>
      compared(`${what}, ${share}`, 'ms', spread(durations.with)[share], {
        what: 'without',
        value: spread(durations.without)[share],
      });
    return [row('p50'), row('p95')];
  }

  async #firstOpen(joined: ExtensionBrowser, conversations: string[]): Promise<Row[]> {
    const durations: number[] = [];
    for (let run = 0; run < this.#times(20); run += 1) {
      const conversation = conversations[run % conversations.length] ?? '';
      durations.push(await openPanelFirst(this.#stage, joined, conversation));
    }
    return this.#spreadRows(
      'panel opened the first time in a page to score painted',
      durations,
      300,
    );
  }

  async #switch(joined: ExtensionBrowser, [first = '']: string[]): Promise<Row[]> {
    const listed = 1 + (this.#options.quick ? 3 : SWITCHES);
    const { page, others } = await this.#longInbox(joined, first, listed);
    const awake = await switchConversations(joined, page, others);
    await page.close();
    const rows = this.#spreadRows('conversation switch to score painted', awake, 50, {
      what: 'the inbox’s own conversation painted, without the extension',
      durations: await this.#switchWithout(first, listed),
    });
    rows.push(
      ...this.#spreadRows('the same, far from those before', await this.#far(joined, first), 50),
    );
    if (this.#name === 'firefox') return rows;
    const stop = await workerStopper(joined);
    const fresh = await this.#longInbox(joined, first, listed);
    const asleep = await switchConversations(joined, fresh.page, fresh.others, stop);
    await fresh.page.close();
    return [...rows, ...this.#spreadRows('the same, background stopped before', asleep, 50)];
  }

  /** The inbox with a long list and the open panel, in a tab of its own: nothing is in its memory. */
  async #longInbox(joined: ExtensionBrowser, first: string, listed: number) {
    const page = await inboxWithPanel(this.#stage, joined, first);
    const ids = await rowIds(page, listed);
    return { page, others: ids.filter((id) => id !== first).slice(0, listed - 1) };
  }

  /** Switches to conversations that are too far away to be read ahead, after three that are not. */
  async #far(joined: ExtensionBrowser, first: string): Promise<number[]> {
    const durations: number[] = [];
    const rows = this.#options.quick ? FAR.slice(0, 1) : FAR;
    for (let run = 0; run < this.#times(SWITCHES / FAR.length); run += 1) {
      const { page, others } = await this.#longInbox(joined, first, Math.max(...rows) + 1);
      await switchConversations(joined, page, others.slice(0, 3));
      const picked = rows.map((row) => others[row - 1] ?? '');
      durations.push(...(await switchConversations(joined, page, picked)));
      await page.close();
    }
    return durations;
  }

  /** The same switches in a browser without the extension. */
  async #switchWithout(first: string, listed: number): Promise<number[]> {
    const page = await newInboxTab(this.#stage, await this.#withoutExtension(), first);
    const ids = await rowIds(page, listed);
    const durations: number[] = [];
    for (const conversation of ids.filter((id) => id !== first).slice(0, listed - 1))
      durations.push(await switchInInbox(page, conversation));
    await page.close();
    return durations;
  }

  async #customer(joined: ExtensionBrowser): Promise<Row[]> {
    // Customers have a browser of their own.
    const plain = await this.#stage.withoutExtension('chromium');
    try {
      const tab = await plain.newPage();
      const durations = await customersClicks(this.#stage, joined, tab, this.#times(20));
      return this.#spreadRows(
        "customer's click on a face to the face in the panel",
        durations,
        2_000,
      );
    } finally {
      await plain.close();
    }
  }

  #spreadRows(
    what: string,
    durations: number[],
    limit: number,
    against?: { what: string; durations: number[] },
  ): Row[] {
    const { p50, p95 } = spread(durations);
    const row = (share: 'p50' | 'p95', value: number): Row =>
      against
        ? compared(`${what}, ${share}`, 'ms', value, {
            what: against.what,
            value: spread(against.durations)[share],
          })
        : { what: `${what}, ${share}`, unit: 'ms', value };
    return [row('p50', p50), { ...row('p95', p95), bar: atMost(p95, limit, ' ms') }];
  }
}
