import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ensureChromium, ensureFirefox } from './browsers.ts';
import { build, ROOT } from './build.ts';

/**
 * The fault tests with their full counts, which take hours and not minutes: `npm run test:long`.
 * `-- model kills` runs only those; `-- --write` puts the result into docs/reliability.md.
 */

interface LongTest {
  name: string;
  what: string;
  command: string[];
  environment: Record<string, string>;
  /** Lines of the output that belong into the result: counts and seeds. */
  notes: RegExp;
}

const vitest = (config: string, ...more: string[]) => [
  'vitest',
  'run',
  '--config',
  config,
  ...more,
];
const playwright = (project: string, spec: string) => [
  'playwright',
  'test',
  `--project=${project}`,
  '--reporter=list',
  spec,
];

const TESTS: LongTest[] = [
  {
    name: 'model',
    what: 'Model test: 20,000 random histories with faults',
    command: vitest('vitest.model.config.ts'),
    environment: { FIVEFACES_MODEL_RUNS: '20000', FIVEFACES_MODEL_SEED: 'random' },
    notes: /Model test, half \d.*/,
  },
  {
    name: 'kills',
    what: 'Chromium: worker stopped 100 times in a first sync of 50,000 rows',
    command: playwright('chromium', 'worker-killed'),
    environment: { FIVEFACES_KILLS: '100' },
    notes: /\d+ kills in \d+ first syncs/,
  },
  {
    name: 'stops',
    what: 'Firefox: event page stopped 30 times in first syncs',
    command: playwright('firefox', 'event-page-stopped'),
    environment: { FIVEFACES_STOPS: '30' },
    notes: /\d+ stops in \d+ first syncs/,
  },
  {
    name: 'crashes',
    what: 'Server killed 20 times a database while ratings are written',
    command: vitest('server/vitest.config.ts', 'crash'),
    environment: { FIVEFACES_CRASHES: '20' },
    notes: /\d+ .*(crash|kill).*/i,
  },
];

interface Result {
  test: LongTest;
  passed: boolean;
  seconds: number;
  notes: string[];
}

async function run(test: LongTest): Promise<Result> {
  console.log(`\n── ${test.name} ${'─'.repeat(Math.max(0, 70 - test.name.length))}`);
  const start = performance.now();
  const [program = '', ...rest] = test.command;
  const child = spawn(program, rest, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...test.environment },
    shell: process.platform === 'win32',
  });
  const ended = new Promise<number>((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (status) => resolve(status ?? 1));
  });
  const notes = new Set<string>();
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    // A runner's own lines begin with a mark or colour; what a test says stands alone.
    const found = test.notes.exec(line)?.[0];
    if (found && !/[✓×✘❯›]/.test(line)) notes.add(found.trim());
  }
  const passed = (await ended) === 0;
  return { test, passed, seconds: (performance.now() - start) / 1_000, notes: [...notes] };
}

function asTable(results: readonly Result[]): string {
  const date = new Date().toISOString().slice(0, 10);
  return [
    `Last run of \`npm run test:long\`: ${date}.`,
    '',
    '| test | result | minutes | counts and seeds |',
    '| --- | --- | --- | --- |',
    ...results.map(
      ({ test, passed, seconds, notes }) =>
        `| ${test.what} | ${passed ? 'passed' : 'FAILED'} | ${(seconds / 60).toFixed(1)} | ${notes.join('; ')} |`,
    ),
  ].join('\n');
}

/** Puts the table between its two marks in docs/reliability.md. */
function write(table: string): void {
  const file = path.join(ROOT, 'docs', 'reliability.md');
  const text = readFileSync(file, 'utf8');
  const between = /(<!-- test:long -->\n)[\s\S]*?(\n<!-- end of test:long -->)/;
  if (!between.test(text)) throw new Error(`${file} has no place for the result`);
  writeFileSync(
    file,
    text.replace(between, (_, from, to) => `${from}${table}${to}`),
  );
}

const options = process.argv.slice(2);
const chosen = options.filter((option) => !option.startsWith('--'));
const unknown = chosen.filter((name) => !TESTS.some((test) => test.name === name));
if (unknown.length > 0) {
  console.error(
    `No such test: ${unknown.join(', ')}. There are ${TESTS.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
build('server', 'chromeFixed', 'firefox');
await ensureChromium();
await ensureFirefox();
const results: Result[] = [];
for (const test of TESTS) {
  if (chosen.length === 0 || chosen.includes(test.name)) results.push(await run(test));
}
const table = asTable(results);
console.log(`\n${table}`);
if (options.includes('--write')) write(table);
process.exit(results.every(({ passed }) => passed) ? 0 : 1);
