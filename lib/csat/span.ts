import { addDays, type Day, daysBetween } from './calendar.ts';
import { type DayCounts, ratedShare, sumDays } from './day-counts.ts';
import { PERIOD_LENGTHS, type PeriodChoice, type PeriodLength, periodEnding } from './period.ts';
import { ENOUGH_RATINGS } from './score.ts';

/** Whole days, both ends included; `from` is `null` for all time, which has no end either. */
export interface Span {
  from: Day | null;
  to: Day;
  /** `null` where somebody chose the days. */
  length: PeriodLength | null;
}

/** Days that somebody chose, both included. */
export interface ChosenDays {
  from: Day;
  to: Day;
}

/** A period as it can be chosen in Insights. */
export type SpanChoice = PeriodChoice | ChosenDays;

/** What a period is compared with: nothing, the equally long one just before, the same a year ago. */
export type Comparison = 'none' | 'before' | 'year';

export const COMPARISONS: readonly Comparison[] = ['before', 'year', 'none'];

type Days = readonly (readonly [Day, DayCounts])[];

/** The days meant by a choice; `auto` is the shortest period with 30 ratings in `days`. */
export function spanOf(days: Days, today: Day, choice: SpanChoice): Span {
  if (typeof choice === 'object') return { ...choice, length: null };
  if (choice !== 'auto') return periodEnding(today, choice);
  const enough = PERIOD_LENGTHS.find(
    (length) => ratedShare(sumSpan(days, periodEnding(today, length))).rated >= ENOUGH_RATINGS,
  );
  return periodEnding(today, enough ?? 'all');
}

/** What a span is compared with; `null` for all time and where nothing is to be compared. */
export function comparedSpan(span: Span, comparison: Comparison): ChosenDays | null {
  if (span.from === null || comparison === 'none') return null;
  if (comparison === 'year') return { from: yearBefore(span.from), to: yearBefore(span.to) };
  const to = addDays(span.from, -1);
  return { from: addDays(to, -daysBetween(span.from, span.to)), to };
}

/** The counts of a span. All time has no end: a server's clock ahead of ours hides no day. */
export function sumSpan(days: Days, span: Pick<Span, 'from' | 'to'>): DayCounts {
  return sumDays(days, span.from, span.from === null ? null : span.to);
}

/** The same date a year ago; 28 February for the 29th. */
function yearBefore(day: Day): Day {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, '0');
  const rest = day.slice(4);
  return rest === '-02-29' ? `${year}-02-28` : `${year}${rest}`;
}
