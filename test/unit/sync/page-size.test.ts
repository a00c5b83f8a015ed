import { expect, it } from 'vitest';
import { SourceError } from '../../../lib/sources/errors.ts';
import { limitAfterFailure, limitAfterPage, pageSize } from '../../../lib/sync/page-size.ts';
import { secondsLeft, smoothRate } from '../../../lib/sync/progress.ts';

const tooSlow = new SourceError('network', { code: 'timeout' });
const tooLong = new SourceError('contract', { code: 'answer_too_long' });

it('the first sync comes in large pages, later ones in small ones', () => {
  expect(pageSize(false, null)).toBe(10_000);
  expect(pageSize(true, null)).toBe(2_000);
});

it('a page that came too slowly, or was too long, is asked for at half its size', () => {
  expect(limitAfterFailure(tooSlow, 10_000)).toBe(5_000);
  expect(limitAfterFailure(tooLong, 5_000)).toBe(2_500);
  expect(pageSize(false, 2_500)).toBe(2_500);
  expect(pageSize(true, 2_500)).toBe(2_000);
});

it('halving ends at pages that any line can carry', () => {
  expect(limitAfterFailure(tooSlow, 150)).toBe(100);
  expect(limitAfterFailure(tooSlow, 100)).toBe(100);
});

it('other failures say nothing about the size', () => {
  expect(limitAfterFailure(new SourceError('network'), 10_000)).toBeUndefined();
  expect(limitAfterFailure(new SourceError('server'), 10_000)).toBeUndefined();
});

it('with quick pages the size grows back until there is no limit', () => {
  expect(limitAfterPage(1_250, 500)).toBe(2_500);
  expect(limitAfterPage(5_000, 500)).toBeNull();
  expect(limitAfterPage(1_250, 3_000)).toBe(1_250);
  expect(limitAfterPage(null, 3_000)).toBeNull();
});

it('the rate follows new measurements slowly', () => {
  expect(smoothRate(null, 10_000, 500)).toBe(20_000);
  expect(smoothRate(20_000, 10_000, 1_000)).toBeCloseTo(17_000);
});

it('the time left is told only where it can be', () => {
  const view = { progress: { done: 40_000, total: 100_000 }, perSecond: 20_000 } as never;
  expect(secondsLeft(view)).toBe(3);
  expect(secondsLeft({ ...(view as object), perSecond: null } as never)).toBeNull();
  expect(secondsLeft({ ...(view as object), progress: null } as never)).toBeNull();
  const over = { progress: { done: 101, total: 100 }, perSecond: 1 } as never;
  expect(secondsLeft(over)).toBe(0);
});
