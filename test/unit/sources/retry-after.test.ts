import { expect, it } from 'vitest';
import { readRetryAfter } from '../../../lib/sources/retry-after.ts';

const NOW = Date.parse('2026-11-03T12:00:00Z');

it.each([
  ['120', 120_000],
  ['0', 0],
  ['Tue, 03 Nov 2026 12:00:30 GMT', 30_000],
  ['Tue, 03 Nov 2026 11:00:00 GMT', 0],
  ['999999999', 3_600_000],
  ['soon', null],
  ['-5', null],
  ['', null],
  [null, null],
])('Retry-After %s means %s ms', (header, milliseconds) => {
  expect(readRetryAfter(header, NOW)).toBe(milliseconds);
});
