import { addDays, type Day } from './calendar.ts';
import { type DayCounts, ratedShare, sumDays } from './day-counts.ts';
import { ENOUGH_RATINGS } from './score.ts';

/** The periods people can choose: the last 30, 90, 365 days, or all time. */
export type PeriodLength = 30 | 90 | 365 | 'all';

/** A choice of period: one length, or `auto`: the shortest with 30 ratings in it. */
export type PeriodChoice = PeriodLength | 'auto';

export const PERIOD_LENGTHS: readonly PeriodLength[] = [30, 90, 365, 'all'];

/** A period of whole days, both ends included; `from` is `null` for all time. */
export interface Period {
  length: PeriodLength;
  from: Day | null;
  to: Day;
}

/** The period of that length which ends today. */
export function periodEnding(today: Day, length: PeriodLength): Period {
  return { length, from: length === 'all' ? null : addDays(today, 1 - length), to: today };
}

/** The equally long period just before; `null` for all time, which has none. */
export function periodBefore(period: Period): Period | null {
  if (period.from === null || period.length === 'all') return null;
  const to = addDays(period.from, -1);
  return { length: period.length, from: addDays(to, 1 - period.length), to };
}

/** A period with its counts and those of the period before. */
export interface PeriodCounts {
  period: Period;
  counts: DayCounts;
  /** `null` for all time. */
  before: DayCounts | null;
}

/**
 * Sums the days of the chosen period. `auto` is the last 30 days, widened to 90, 365 or all time
 * until 30 ratings are in it.
 */
export function sumPeriod(
  days: readonly (readonly [Day, DayCounts])[],
  today: Day,
  choice: PeriodChoice,
): PeriodCounts {
  const lengths = choice === 'auto' ? PERIOD_LENGTHS : [choice];
  for (const length of lengths) {
    const result = sumOne(days, periodEnding(today, length));
    const last = length === lengths[lengths.length - 1];
    if (last || ratedShare(result.counts).rated >= ENOUGH_RATINGS) return result;
  }
  return sumOne(days, periodEnding(today, 'all'));
}

function sumOne(days: readonly (readonly [Day, DayCounts])[], period: Period): PeriodCounts {
  const before = periodBefore(period);
  // All time has no end: a server's clock ahead of ours must not hide its newest day.
  const to = period.length === 'all' ? null : period.to;
  return {
    period,
    counts: sumDays(days, period.from, to),
    before: before ? sumDays(days, before.from, before.to) : null,
  };
}
