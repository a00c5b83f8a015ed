import { describe, expect, it } from 'vitest';
import { trendPoints } from '../../../components/insights/trend-points.ts';

/** A Wednesday. */
const TODAY = '2026-11-18';

const points = (from: string, to: string, step: 'day' | 'week' | 'month', today = TODAY) =>
  trendPoints([], { from, to, length: null }, step, today).map((point) => [
    point.from,
    point.to,
    point.running,
  ]);

describe('points of the trend', () => {
  it('cut the first and the last at the ends of the span', () => {
    expect(points('2026-11-04', TODAY, 'week')).toEqual([
      ['2026-11-04', '2026-11-08', false],
      ['2026-11-09', '2026-11-15', false],
      ['2026-11-16', '2026-11-18', true],
    ]);
  });

  it('say which one is not over: the one with today in it', () => {
    expect(points('2026-11-17', TODAY, 'day')).toEqual([
      ['2026-11-17', '2026-11-17', false],
      ['2026-11-18', '2026-11-18', true],
    ]);
    expect(points('2026-10-01', TODAY, 'month').map(([, , running]) => running)).toEqual([
      false,
      true,
    ]);
    // The week's last day is not over either.
    expect(points('2026-11-16', '2026-11-22', 'week', '2026-11-22')).toEqual([
      ['2026-11-16', '2026-11-22', true],
    ]);
  });

  it('are all over in a span that ended before today', () => {
    expect(points('2026-11-09', '2026-11-17', 'week').map(([, , running]) => running)).toEqual([
      false,
      false,
    ]);
  });
});
