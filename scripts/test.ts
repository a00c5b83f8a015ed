import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DATABASE_IMAGE, writeDatabaseImage } from '../server/test/database-image.ts';
import { ensureChromium, ensureFirefox } from './browsers.ts';
import { build, ROOT } from './build.ts';
import { type Counts, countsOf } from './test-report.ts';

/**
 * Runs every check of the project, stage by stage, prints what each took, and ends with the line
 * `N passed, N failed`. `npm test -- unit server` runs only those stages.
 */

interface Stage {
  name: string;
  /** Seconds that it should stay under, beside another lane on two cores; going over is printed, not failed. */
  budget: number;
  /** How the stage's own runner reports its counts; a plain command counts as one test. */
  report: 'exit-code' | 'vitest' | 'playwright';
  command?: string[];
  run?: () => void | Promise<void>;
}

/**
 * Groups run one after the other, the lanes of a group side by side, the stages of a lane in turn. On
 * two cores that pays where a lane waits more than it computes.
 */
const GROUPS: Stage[][][] = [
  [[{ name: 'build', budget: 60, report: 'exit-code', run: buildAll }]],
  [
    [
      { name: 'format-lint', budget: 15, report: 'exit-code', command: ['biome', 'ci', '.'] },
      {
        name: 'types',
        budget: 40,
        report: 'exit-code',
        command: ['tsc', '--noEmit', '-p', '.'],
      },
    ],
    [
      {
        name: 'layers',
        budget: 20,
        report: 'exit-code',
        command: ['depcruise', '--config', 'dependency-cruiser.config.cjs', '.'],
      },
      {
        name: 'languages',
        budget: 15,
        report: 'exit-code',
        command: ['node', 'scripts/check-languages.ts'],
      },
      { name: 'dead-code', budget: 20, report: 'exit-code', command: ['knip'] },
      { name: 'sizes', budget: 20, report: 'exit-code', command: ['size-limit'] },
      {
        name: 'web-ext-lint',
        budget: 30,
        report: 'exit-code',
        command: ['node', 'scripts/lint-firefox-build.ts'],
      },
    ],
    // Beside no other browser: while it runs, every Chromium of this computer obeys the policy.
    [{ name: 'e2e-policy', budget: 60, report: 'playwright', command: playwright('*-policy', 2) }],
  ],
  [
    [
      { name: 'unit', budget: 75, report: 'vitest', command: vitest('vitest.config.ts') },
      {
        name: 'component',
        budget: 220,
        report: 'vitest',
        command: vitest('vitest.component.config.ts'),
      },
      { name: 'model', budget: 150, report: 'vitest', command: vitest('vitest.model.config.ts') },
      { name: 'server', budget: 600, report: 'vitest', command: vitest('server/vitest.config.ts') },
    ],
    [
      // Its tests wait a minute and more for nothing to happen.
      { name: 'e2e-idle', budget: 110, report: 'playwright', command: playwright('*-idle', 2) },
      {
        name: 'e2e-chromium',
        budget: 720,
        report: 'playwright',
        command: playwright('chromium', 1),
      },
    ],
    [
      { name: 'e2e-firefox', budget: 720, report: 'playwright', command: playwright('firefox', 1) },
      { name: 'bench-quick', budget: 150, report: 'exit-code', run: quickBenches },
    ],
  ],
];
const STAGES = GROUPS.flat(2);

// What Node compiles for one of the many processes serves the next.
process.env.NODE_COMPILE_CACHE ??= path.join(ROOT, 'node_modules', '.cache', 'compiled');

function vitest(config: string): string[] {
  return ['vitest', 'run', '--config', config, '--reporter=default', '--reporter=json'];
}

function playwright(project: string, workers: number): string[] {
  const options = [`--project=${project}`, `--workers=${workers}`, '--reporter=list,json'];
  return ['playwright', 'test', `--output=test-results/${project.replace('*', 'any')}`, ...options];
}

/** Each bench once with small sizes, in one browser: it must run, and nothing is judged. */
async function quickBenches(): Promise<void> {
  const chromium = ['--browser', 'chromium'];
  const benches: [string, string[]][] = [
    ['bench', chromium],
    ['bench-server', []],
    ['bench-page', chromium],
  ];
  for (const [bench, options] of benches) {
    const child = spawn('node', [`scripts/${bench}.ts`, '--quick', ...options], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    const status = await new Promise((ended) => {
      child.on('error', () => ended(null));
      child.on('close', ended);
    });
    if (status !== 0) throw new Error(`scripts/${bench}.ts --quick did not run through`);
  }
}

const reports = mkdtempSync(path.join(tmpdir(), 'fivefaces-test-'));

async function buildAll(): Promise<void> {
  build('server', 'chrome', 'chromeFixed', 'firefox');
  await ensureChromium();
  await ensureFirefox();
  const image = path.join(reports, 'empty-database.tar');
  await writeDatabaseImage(image);
  process.env[DATABASE_IMAGE] = image;
}

/** @param quiet keeps back what the stage says until its end, for stages that run side by side */
async function runStage(stage: Stage, quiet: boolean): Promise<Counts> {
  if (stage.run) {
    try {
      await stage.run();
      return { passed: 1, failed: 0, failures: [] };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      console.error(message);
      return { passed: 0, failed: 1, failures: [message] };
    }
  }
  const report = path.join(reports, `${stage.name}.json`);
  const [program = '', ...rest] = stage.command ?? [];
  if (stage.report === 'vitest') rest.push(`--outputFile.json=${report}`);
  const { code, said } = await new Promise<{ code: number; said: string }>((resolve) => {
    const child = spawn(program, rest, {
      cwd: ROOT,
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      shell: process.platform === 'win32',
    });
    const pieces: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (piece: Buffer) => pieces.push(piece));
    }
    const end = (status: number) =>
      resolve({ code: status, said: Buffer.concat(pieces).toString() });
    child.on('error', (error) => {
      console.error(error.message);
      end(1);
    });
    child.on('close', (status) => end(status ?? 1));
  });
  if (quiet) console.log(`${heading(stage)}\n${said}`);
  if (stage.report === 'exit-code') {
    return code === 0
      ? { passed: 1, failed: 0, failures: [] }
      : { passed: 0, failed: 1, failures: [said.trim().split('\n').slice(-12).join('\n')] };
  }
  const counts = countsOf(report, stage.report);
  if (code === 0 || counts.failed > 0) return counts;
  // A runner that failed without a failing test (a crash, no tests found) is a failure too.
  return { ...counts, failed: 1, failures: [`ended with ${code}, and no test says why`] };
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(
    `No such stage: ${unknown.join(', ')}. There are ${STAGES.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
const isChosen = ({ name }: Stage) => chosen.length === 0 || chosen.includes(name);
if (chosen.length > 0 && !chosen.includes('build')) await buildAll();

const total: Counts = { passed: 0, failed: 0, failures: [] };
const lines: string[] = [];

function heading({ name }: Stage): string {
  return `\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`;
}

async function run(stage: Stage, quiet: boolean): Promise<void> {
  if (!quiet) console.log(heading(stage));
  const start = performance.now();
  const { passed, failed, failures } = await runStage(stage, quiet);
  const seconds = (performance.now() - start) / 1000;
  total.passed += passed;
  total.failed += failed;
  total.failures.push(...failures.map((failure) => `✗ ${stage.name}: ${failure}`));
  const over = seconds > stage.budget ? `  over its budget of ${stage.budget} s` : '';
  lines.push(
    `${failed === 0 ? '✓' : '✗'} ${stage.name.padEnd(14)} ${String(passed).padStart(4)} passed ${String(failed).padStart(3)} failed ${seconds.toFixed(1).padStart(7)} s${over}`,
  );
}

for (const group of GROUPS) {
  const lanes = group.map((lane) => lane.filter(isChosen)).filter((lane) => lane.length > 0);
  await Promise.all(
    lanes.map(async (lane) => {
      for (const stage of lane) await run(stage, lanes.length > 1);
    }),
  );
}
rmSync(reports, { recursive: true, force: true });
// Again at the end, where they are found: of a long log often only the end is kept.
for (const failure of total.failures) console.log(`\n${failure}`);
console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
