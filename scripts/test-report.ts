import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** What a stage of `npm test` came to. */
export interface Counts {
  passed: number;
  failed: number;
  /** One entry a failed test: its name, and the beginning of what its runner said of it. */
  failures: string[];
}

/** Lines of a failure's message that are repeated at the end of the whole run. */
const LINES = 14;

/**
 * Reads the JSON report that Vitest or Playwright wrote.
 *
 * @param file path of the report; a missing or broken one counts nothing
 */
export function countsOf(file: string, kind: 'vitest' | 'playwright'): Counts {
  try {
    const json = JSON.parse(readFileSync(file, 'utf8'));
    return kind === 'vitest' ? ofVitest(json) : ofPlaywright(json);
  } catch {
    return { passed: 0, failed: 0, failures: [] };
  }
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    message: string;
    status: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[];
  }[];
}

function ofVitest(report: VitestReport): Counts {
  const failures = report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    // A file that does not even load has no failed test, only a message.
    if (failed.length === 0 && file.status === 'failed') return [entry(file.name, file.message)];
    return failed.map(({ fullName, failureMessages }) =>
      entry(`${file.name}: ${fullName}`, failureMessages?.[0] ?? ''),
    );
  });
  return { passed: report.numPassedTests, failed: report.numFailedTests, failures };
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: {
    title: string;
    file: string;
    line: number;
    tests: {
      projectName: string;
      status: string;
      results: { errors?: { message?: string }[] }[];
    }[];
  }[];
}

interface PlaywrightReport extends PlaywrightSuite {
  stats: { expected: number; unexpected: number; flaky: number };
  errors?: { message?: string }[];
}

function ofPlaywright(report: PlaywrightReport): Counts {
  const { expected, unexpected, flaky } = report.stats;
  const outside = (report.errors ?? []).map(({ message = '' }) => entry('outside a test', message));
  return {
    passed: expected,
    failed: unexpected + flaky,
    failures: [...outside, ...failuresIn(report)],
  };
}

function failuresIn(suite: PlaywrightSuite): string[] {
  const own = (suite.specs ?? []).flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) => {
        const message = results.flatMap(({ errors = [] }) => errors)[0]?.message ?? '';
        return entry(`${projectName} ${file}:${line}: ${title}`, message);
      }),
  );
  return [...own, ...(suite.suites ?? []).flatMap(failuresIn)];
}

function entry(name: string, message: string): string {
  const said = stripVTControlCharacters(message).trim().split('\n').slice(0, LINES);
  return [name, ...said.map((line) => `    ${line}`)].join('\n');
}
