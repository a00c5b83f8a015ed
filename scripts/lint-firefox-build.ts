import { spawnSync } from 'node:child_process';
import { outputOf } from './build.ts';

/** Warnings that React's own code and Firefox for Android cause; everything else fails. */
const KNOWN_WARNINGS = new Set([
  'UNSAFE_VAR_ASSIGNMENT',
  'KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION',
]);

/** Mozilla's own linter over the Firefox build: no errors, and only the known warnings. */
const lint = spawnSync(
  'web-ext',
  ['lint', '--source-dir', outputOf('firefox'), '--output=json', '--self-hosted'],
  { encoding: 'utf8', shell: process.platform === 'win32', maxBuffer: 64 * 1024 * 1024 },
);
const report = JSON.parse(lint.stdout) as {
  errors: { code: string; message: string }[];
  warnings: { code: string; message: string; file?: string }[];
};
const problems = [
  ...report.errors,
  ...report.warnings.filter(({ code }) => !KNOWN_WARNINGS.has(code)),
];
for (const problem of problems) console.error(`${problem.code}: ${problem.message}`);
console.log(
  `${report.errors.length} errors, ${report.warnings.length} warnings, ${problems.length} of them not known`,
);
process.exit(problems.length === 0 ? 0 : 1);
