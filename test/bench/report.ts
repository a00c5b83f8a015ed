import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { BenchOptions } from './options.ts';

type Unit = 'rows/s' | 'ratings/s' | 'ms' | 'MB' | '';

/** One line of the table: a figure, what it is compared with in the same run, and its bar. */
export interface Row {
  what: string;
  value: number;
  unit: Unit;
  against?: { what: string; value: number };
  /** How many times the baseline: a faster one for `rows/s`, a longer one for `ms`. */
  ratio?: number;
  bar?: Bar;
}

export interface Bar {
  /** For example `≤ 3×`. */
  text: string;
  met: boolean;
}

export function atMost(value: number, limit: number, unit: string): Bar {
  return { text: `≤ ${limit}${unit}`, met: value <= limit };
}

export function atLeast(value: number, limit: number, unit: string): Bar {
  return { text: `≥ ${limit}${unit}`, met: value >= limit };
}

/** A row whose figure is a ratio of two of the same kind. */
export function compared(
  what: string,
  unit: Unit,
  value: number,
  against: { what: string; value: number },
  judge?: (ratio: number) => Bar,
): Row {
  const row = { what, unit, value, against };
  // Nothing is no measure: there is no ratio to it.
  if (against.value === 0) return row;
  const ratio = value / against.value;
  return { ...row, ratio, ...(judge && { bar: judge(ratio) }) };
}

/** The figures of one bench, in sections such as `store:chromium`. */
export class Report {
  readonly #name: string;
  readonly #options: BenchOptions;
  readonly #sections = new Map<string, Row[]>();
  readonly #failures: string[] = [];

  constructor(name: string, options: BenchOptions) {
    this.#name = name;
    this.#options = options;
  }

  add(section: string, ...rows: Row[]): void {
    const before = this.#sections.get(section) ?? [];
    this.#sections.set(section, [...before, ...rows]);
    for (const row of rows) console.error(`${section}: ${this.#cells(row).join(' | ')}`);
  }

  /** Runs a case; one that fails does not keep the others from running. */
  async attempt(what: string, run: () => Promise<void>): Promise<void> {
    const start = performance.now();
    try {
      await run();
    } catch (error) {
      this.#failures.push(what);
      console.error(`${what} failed:`, error);
    }
    console.error(`(${what}: ${((performance.now() - start) / 1000).toFixed(1)} s)`);
  }

  /** Prints the tables, writes what the options ask for. @returns the exit code */
  end(): number {
    for (const [section, rows] of this.#sections) {
      console.log(`\n${section}\n${aligned([HEAD, ...rows.map((row) => this.#cells(row))])}`);
    }
    if (this.#failures.length > 0) console.log(`\nFailed to run: ${this.#failures.join(', ')}`);
    const { json, markdown } = this.#options;
    if (json) {
      const figures = {
        bench: this.#name,
        machine: machine(),
        ...Object.fromEntries(this.#sections),
      };
      writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
    }
    if (markdown) this.#writeMarkdown(markdown);
    return this.#failures.length > 0 ? 1 : 0;
  }

  #cells({ what, value, unit, against, ratio, bar }: Row): string[] {
    return [
      what,
      shown(value, unit),
      against ? `${against.what}: ${shown(against.value, unit)}` : '',
      ratio === undefined ? '' : `${shown(ratio, '')}×`,
      bar?.text ?? '',
      bar === undefined ? '' : this.#options.quick ? 'not judged' : bar.met ? 'met' : 'not met',
    ];
  }

  /** Puts each table between its marks, `<!-- bench:SECTION -->` and `<!-- /bench -->`. */
  #writeMarkdown(file: string): void {
    let text = readFileSync(file, 'utf8');
    for (const [section, rows] of this.#sections) {
      const begin = `<!-- bench:${section} -->`;
      const from = text.indexOf(begin);
      const to = text.indexOf('<!-- /bench -->', from);
      if (from === -1 || to === -1) {
        console.error(`${file} has no section ${begin}`);
        continue;
      }
      const lines = [HEAD, HEAD.map(() => '---'), ...rows.map((row) => this.#cells(row))];
      const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
      const day = new Date().toISOString().slice(0, 10);
      text = `${text.slice(0, from)}${begin}\n${table}\n\nMeasured ${day}, ${machine()}.\n${text.slice(to)}`;
    }
    writeFileSync(file, text);
  }
}

const HEAD = ['what', 'measured', 'compared with', 'ratio', 'bar', 'result'];

function machine(): string {
  const processors = cpus();
  return `${processors.length} × ${processors[0]?.model.trim() || 'CPU'}, ${process.platform}`;
}

/** Three digits that matter. */
function shown(value: number, unit: Unit): string {
  const digits = value >= 100 || value === 0 ? 0 : value >= 10 ? 1 : 2;
  const number = value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return unit === '' ? number : `${number} ${unit}`;
}

function aligned(rows: readonly string[][]): string {
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
