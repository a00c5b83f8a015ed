import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayOf,
  daysBetween,
  isDay,
  isTimeZone,
  monthOf,
} from '../../../lib/csat/calendar.ts';
import { noCounts } from '../../../lib/csat/day-counts.ts';
import { periodBefore, periodEnding, sumPeriod } from '../../../lib/csat/period.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
];
const instant = fc.integer({ min: Date.parse('1995-01-01'), max: Date.parse('2060-01-01') });

describe('the day of an instant', () => {
  it.each([
    ['2026-11-03T23:30:00Z', 'Europe/Berlin', '2026-11-04'],
    ['2026-11-03T23:30:00Z', 'America/New_York', '2026-11-03'],
    ['2026-03-29T00:59:59Z', 'Europe/Berlin', '2026-03-29'],
    ['2026-03-29T22:00:00Z', 'Europe/Berlin', '2026-03-30'],
    ['2026-10-25T22:59:59Z', 'Europe/Berlin', '2026-10-25'],
    ['2026-10-25T23:00:00Z', 'Europe/Berlin', '2026-10-26'],
    ['2026-10-31T10:00:00Z', 'Pacific/Kiritimati', '2026-11-01'],
  ])('%s in %s is %s', (time, zone, day) => {
    expect(dayOf(Date.parse(time), zone)).toBe(day);
  });

  it('never goes back in time and never skips more than one date at once', () => {
    fc.assert(
      fc.property(instant, fc.nat({ max: 86_400_000 }), fc.constantFrom(...zones), (t, d, zone) => {
        const steps = daysBetween(dayOf(t, zone), dayOf(t + d, zone));
        expect(steps).toBeGreaterThanOrEqual(0);
        // Kiritimati and Samoa once left out a whole date when they crossed the date line.
        expect(steps).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('has 23 hours when clocks go forward, 25 when they go back', () => {
    const hours = (day: string) => {
      const start = Date.parse(`${day}T00:00:00Z`) - 86_400_000;
      return Array.from({ length: 72 }, (_, hour) =>
        dayOf(start + hour * 3_600_000, 'Europe/Berlin'),
      ).filter((date) => date === day).length;
    };
    expect([hours('2026-03-29'), hours('2026-06-01'), hours('2026-10-25')]).toEqual([23, 24, 25]);
  });

  it('refuses an unknown zone', () => {
    expect(isTimeZone('Mars/Olympus')).toBe(false);
    expect(() => dayOf(0, 'Mars/Olympus')).toThrow(RangeError);
  });
});

describe('dates', () => {
  it('add and subtract without drift', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -4000, max: 4000 }), (t, count) => {
        const day = dayOf(t, 'UTC');
        expect(daysBetween(day, addDays(day, count))).toBe(count);
        expect(addDays(addDays(day, count), -count)).toBe(day);
        expect(isDay(day)).toBe(true);
      }),
    );
  });

  it('know their month and refuse dates that do not exist', () => {
    expect(monthOf('2026-11-03')).toBe('2026-11');
    expect(isDay('2026-02-29')).toBe(false);
    expect(isDay('2028-02-29')).toBe(true);
    expect(isDay('26-2-1')).toBe(false);
  });
});

describe('a period', () => {
  it('of 30 days ends today; the one before ends the day before it begins', () => {
    const period = periodEnding('2026-11-30', 30);
    expect(period).toMatchObject({ from: '2026-11-01', to: '2026-11-30' });
    expect(periodBefore(period)).toMatchObject({ from: '2026-10-02', to: '2026-10-31' });
    expect(periodBefore(periodEnding('2026-11-30', 'all'))).toBeNull();
  });

  const rated = (day: string, score5: number) => [day, { ...noCounts(), score5 }] as const;

  it('chosen automatically is the shortest with 30 ratings in it', () => {
    const days = [rated('2026-11-20', 10), rated('2026-09-20', 20), rated('2020-01-01', 500)];
    expect(sumPeriod(days, '2026-11-30', 'auto').period.length).toBe(90);
    expect(sumPeriod([rated('2026-11-20', 30)], '2026-11-30', 'auto').period.length).toBe(30);
    expect(sumPeriod([rated('2026-11-20', 3)], '2026-11-30', 'auto').period.length).toBe('all');
  });

  it('of all time counts a day that is already tomorrow on the server', () => {
    expect(sumPeriod([rated('2026-12-01', 3)], '2026-11-30', 'all').counts.score5).toBe(3);
  });
});
