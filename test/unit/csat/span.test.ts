import { describe, expect, it } from 'vitest';
import { noCounts } from '../../../lib/csat/day-counts.ts';
import { comparedSpan, spanOf, sumSpan } from '../../../lib/csat/span.ts';

const TODAY = '2026-11-03';
const rated = (day: string, score5: number) => [day, { ...noCounts(), score5 }] as const;

describe('a span', () => {
  it('is widened until 30 ratings are in it, if nobody chose one', () => {
    const days = [rated('2026-08-20', 20), rated('2026-11-01', 10)];
    expect(spanOf(days, TODAY, 'auto')).toEqual({ length: 90, from: '2026-08-06', to: TODAY });
    expect(spanOf([], TODAY, 'auto')).toEqual({ length: 'all', from: null, to: TODAY });
    expect(spanOf(days, TODAY, 30).from).toBe('2026-10-05');
  });

  it('is compared with as many days just before it, or with the same dates a year ago', () => {
    const span = { from: '2028-02-29', to: '2028-03-09', length: null };
    expect(comparedSpan(span, 'before')).toEqual({ from: '2028-02-19', to: '2028-02-28' });
    expect(comparedSpan(span, 'year')).toEqual({ from: '2027-02-28', to: '2027-03-09' });
    expect(comparedSpan(span, 'none')).toBeNull();
    expect(comparedSpan({ from: null, to: TODAY, length: 'all' }, 'before')).toBeNull();
  });

  it('of all time has no end, so that a day of tomorrow counts', () => {
    const days = [rated('2026-11-04', 2)];
    expect(sumSpan(days, { from: null, to: TODAY }).score5).toBe(2);
    expect(sumSpan(days, { from: '2026-11-01', to: TODAY }).score5).toBe(0);
  });
});
