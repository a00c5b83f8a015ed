import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, compareScores, twoProportionTest } from '../../../lib/csat/change.ts';

const share = fc
  .integer({ min: 0, max: 2000 })
  .chain((rated) => fc.record({ rated: fc.constant(rated), positive: fc.nat({ max: rated }) }));

describe('a change between two periods', () => {
  it('is said when the likely difference leaves out nought', () => {
    const change = compareScores({ rated: 120, positive: 98 }, { rated: 67, positive: 41 });
    expect(change.kind).toBe('down');
  });

  it('is not said for the same share', () => {
    const same = { rated: 500, positive: 400 };
    expect(compareScores(same, same).kind).toBe('no_clear_change');
  });

  it('is never said below 30 ratings on either side, however far apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 29 }), share, (few, other) => {
        expect(compareScores({ rated: few, positive: 0 }, other).kind).toBe('too_few');
        expect(compareScores(other, { rated: few, positive: few }).kind).toBe('too_few');
      }),
    );
  });

  it('turns round when the periods are swapped', () => {
    const turned = {
      up: 'down',
      down: 'up',
      no_clear_change: 'no_clear_change',
      too_few: 'too_few',
    };
    fc.assert(
      fc.property(share, share, (a, b) => {
        expect(compareScores(b, a).kind).toBe(turned[compareScores(a, b).kind]);
      }),
    );
  });
});

describe('the two-proportion test', () => {
  // Computed with the C library's erfc; the same as R's prop.test(…, correct = FALSE).
  it.each([
    [{ rated: 120, positive: 98 }, { rated: 67, positive: 41 }, 0.0021176],
    [{ rated: 100, positive: 50 }, { rated: 100, positive: 60 }, 0.1552185],
  ])('gives the p-value of the z-test', (before, after, p) => {
    expect(twoProportionTest(before, after)).toBeCloseTo(p, 6);
  });

  it('is symmetric, between 0 and 1, and 1 where nothing can be told', () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const p = twoProportionTest(a, b);
        expect(p).toBeCloseTo(twoProportionTest(b, a), 12);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
    expect(twoProportionTest({ rated: 0, positive: 0 }, { rated: 9, positive: 1 })).toBe(1);
  });
});

describe('the correction for many comparisons', () => {
  // Benjamini & Hochberg 1995, section 4: of 15 p-values the four smallest hold at 5 %.
  it("keeps what its authors' example keeps", () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
      0.6528, 0.759, 1,
    ];
    expect(benjaminiHochberg(p).filter(Boolean)).toHaveLength(4);
    expect(benjaminiHochberg(p).slice(0, 4)).toEqual([true, true, true, true]);
  });

  it('never keeps more than the uncorrected comparisons, and keeps order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (pValues) => {
        const holds = benjaminiHochberg(pValues);
        pValues.forEach((p, index) => {
          if (holds[index]) expect(p).toBeLessThanOrEqual(0.05);
        });
        expect(holds).toHaveLength(pValues.length);
      }),
    );
  });
});
