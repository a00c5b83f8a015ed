import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const text = readFileSync(path.join(ROOT, 'docs', 'reliability.md'), 'utf8');

/** The rows of the table: the fault, and its tests as file and title. */
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`: '))
  .map((line) => {
    const [fault = '', , tests = ''] = line.slice(2).split(' | ');
    return {
      fault,
      tests: tests.split('<br>').map((test) => {
        const [, file = '', title = ''] =
          /^`([^`]+)`: (.*?)(?: \([^)]*\))?(?: \|)?$/.exec(test) ?? [];
        return { file, title };
      }),
    };
  });

it('the table of faults is there', () => {
  expect(rows).toHaveLength(14);
});

it.each(rows)('has its tests: $fault', ({ fault, tests }) => {
  const sources = tests.map(({ file, title }) => {
    const source = readFileSync(path.join(ROOT, file), 'utf8');
    expect(source, file).toContain(title);
    return source;
  });
  // A row that names several faults has a test named after each of them.
  const whole = fault.replaceAll('`', '');
  const named = sources.some((source) => source.includes(whole));
  const each = whole.split(', ').every((one) => sources.some((source) => source.includes(one)));
  expect(named || each, `a test named after ${fault}`).toBe(true);
});
