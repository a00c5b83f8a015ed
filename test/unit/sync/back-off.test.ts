import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backOff } from '../../../lib/sync/back-off.ts';
import { measureClock } from '../../../lib/sync/clock-offset.ts';

it('the wait between attempts is between half a second and a minute', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
      const wait = backOff(failures, () => chance);
      expect(wait).toBeGreaterThanOrEqual(500);
      expect(wait).toBeLessThanOrEqual(60_000);
    }),
  );
});

it('many browsers that failed together do not come back together', () => {
  const waits = [0.1, 0.5, 0.9].map((chance) => backOff(4, () => chance));
  expect(waits).toEqual([1_600, 8_000, 14_400]);
});

it('the server’s clock is known to half the time of a quick exchange', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.integer({ min: 0, max: 1_999 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (ahead, took, share) => {
        const measured = measureClock(0, took * share + ahead, 0, took);
        expect(Math.abs(measured - ahead)).toBeLessThanOrEqual(took / 2);
      },
    ),
  );
});

it('a long poll corrects only a clock that clearly jumped', () => {
  expect(measureClock(5_000, 26_000, 0, 20_500)).toBe(5_000);
  expect(measureClock(5_000, 3_620_000, 0, 20_000)).toBe(3_600_000);
});
