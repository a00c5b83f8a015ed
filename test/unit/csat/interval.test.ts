import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newcombeInterval, wilsonInterval, Z_95 } from '../../../lib/csat/interval.ts';

const share = fc
  .integer({ min: 1, max: 5000 })
  .chain((total) => fc.record({ total: fc.constant(total), positive: fc.nat({ max: total }) }));

describe('Wilson interval', () => {
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives the published limits for %i of %i', (positive, total, low, high) => {
    const interval = wilsonInterval(positive, total);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('has as its ends the shares whose own score test just accepts what was seen', () => {
    fc.assert(
      fc.property(share, ({ positive, total }) => {
        const interval = wilsonInterval(positive, total);
        if (!interval) throw new Error('an interval was expected');
        for (const end of [interval.low, interval.high]) {
          if (end <= 0 || end >= 1) continue;
          const z = Math.abs(positive / total - end) / Math.sqrt((end * (1 - end)) / total);
          expect(z).toBeCloseTo(Z_95, 6);
        }
      }),
    );
  });

  it('holds the share, stays within 0 and 1, and mirrors when good and bad are swapped', () => {
    fc.assert(
      fc.property(share, ({ positive, total }) => {
        const interval = wilsonInterval(positive, total);
        const mirrored = wilsonInterval(total - positive, total);
        if (!interval || !mirrored) throw new Error('an interval was expected');
        const p = positive / total;
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.high).toBeLessThanOrEqual(1);
        expect(interval.low).toBeLessThanOrEqual(p);
        expect(interval.high).toBeGreaterThanOrEqual(p);
        expect(mirrored.low).toBeCloseTo(1 - interval.high, 9);
      }),
    );
  });

  it('knows nothing without ratings', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});

describe('Newcombe interval of a difference', () => {
  // Newcombe 1998, "Interval estimation for the difference", table II, method 10: 56/70 - 48/80.
  it('gives the published limits', () => {
    const interval = newcombeInterval({ positive: 48, total: 80 }, { positive: 56, total: 70 });
    expect(interval?.low).toBeCloseTo(0.0524, 4);
    expect(interval?.high).toBeCloseTo(0.3339, 4);
  });

  it('turns its sign when the periods are swapped', () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const forward = newcombeInterval(a, b);
        const backward = newcombeInterval(b, a);
        expect(forward?.low).toBeCloseTo(-(backward?.high ?? Number.NaN), 9);
        expect(forward?.high).toBeCloseTo(-(backward?.low ?? Number.NaN), 9);
      }),
    );
  });
});
