import type { Finding } from '../operations/operations.ts';

/** Prints what was looked at, what is wrong with it and what to do; then the exit code is 1. */
export function printFindings(findings: readonly Finding[]): void {
  for (const { ok, what, found, remedy } of findings) {
    console.log(`${ok ? 'ok   ' : 'WRONG'} ${what}: ${found}`);
    if (!ok && remedy !== undefined) console.log(`      -> ${remedy}`);
  }
  const wrong = findings.filter((finding) => !finding.ok).length;
  console.log(wrong === 0 ? 'All is well.' : `${wrong} of ${findings.length} checks failed.`);
  if (wrong > 0) process.exitCode = 1;
}
