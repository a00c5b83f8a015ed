import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** The style sheets that these files take in, as paths from the repository's root. */
function takenIn(files: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const file of files) {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    for (const [, sheet = ''] of text.matchAll(/@?import (?:url\()?['"]([^'"]+\.css)['"]/g)) {
      found.add(path.posix.join(path.posix.dirname(file.replaceAll('\\', '/')), sheet));
    }
  }
  return found;
}

const find = (pattern: string) =>
  globSync(pattern, { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'));

// What only a test takes in looks right there and is missing from the product.
test('every style sheet is taken in by the product', () => {
  const used = takenIn(find('{components,entrypoints}/**/*.{ts,tsx,css}'));
  expect(find('{components,entrypoints}/**/*.css').filter((file) => !used.has(file))).toEqual([]);
});

test('Options has the styles of all that stands on it', () => {
  expect(takenIn(['entrypoints/options/main.tsx'])).toContain('components/asking/asking.css');
});
