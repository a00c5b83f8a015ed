import { addDays, type Day, daysBetween } from '../../lib/csat/calendar.ts';
import { addCounts, type DayCounts, noCounts, ratedShare } from '../../lib/csat/day-counts.ts';
import { readScore, type ScoreReading } from '../../lib/csat/score.ts';
import type { Span } from '../../lib/csat/span.ts';

export const STEPS = ['day', 'week', 'month'] as const;
/** How much of the calendar one point of the trend stands for. A week begins on Monday. */
export type Step = (typeof STEPS)[number];

/** One point of the trend: the days of the calendar's step that are in the span. */
export interface TrendPoint {
  from: Day;
  to: Day;
  counts: DayCounts;
  reading: ScoreReading;
  /** Today is one of its days: more may come. */
  running: boolean;
}

/** A point should have so many ratings that its range says something. */
const RATINGS_WANTED = 15;
const MOST_POINTS = 120;

/** The finest step at which a usual point has enough ratings. */
export function usualStep(days: readonly (readonly [Day, DayCounts])[], span: Span): Step {
  const { from, to } = endsOf(days, span);
  const length = daysBetween(from, to) + 1;
  const rated = days.reduce((sum, [, counts]) => sum + ratedShare(counts).rated, 0);
  const fits = (size: number) =>
    length / size <= MOST_POINTS && rated / (length / size) >= RATINGS_WANTED;
  if (length <= 14 || fits(1)) return 'day';
  return length <= 92 || fits(7) ? 'week' : 'month';
}

/**
 * The trend of a span, a point for every step of the calendar in it, also for those with nothing.
 * @param today in the workspace's time zone
 */
export function trendPoints(
  days: readonly (readonly [Day, DayCounts])[],
  span: Span,
  step: Step,
  today: Day,
): TrendPoint[] {
  const ends = endsOf(days, span);
  const points: TrendPoint[] = [];
  for (let from = ends.from; from <= ends.to; ) {
    const to = earlier(lastDayOf(from, step), ends.to);
    const running = from <= today && today <= to;
    points.push({ from, to, counts: noCounts(), reading: { kind: 'none' }, running });
    from = addDays(to, 1);
  }
  let at = 0;
  for (const [day, counts] of days) {
    while (at < points.length - 1 && day > (points[at]?.to ?? day)) at += 1;
    const point = points[at];
    if (point && day >= point.from) point.counts = addCounts(point.counts, counts);
  }
  for (const point of points) point.reading = readScore(ratedShare(point.counts));
  return points;
}

/** All time begins with the first day on which something counts, and ends with the last one. */
function endsOf(
  days: readonly (readonly [Day, DayCounts])[],
  { from, to }: Span,
): { from: Day; to: Day } {
  if (from !== null) return { from, to };
  const newest = days.at(-1)?.[0] ?? to;
  return { from: days[0]?.[0] ?? to, to: newest > to ? newest : to };
}

function earlier(...days: [Day, Day]): Day {
  return days.sort()[0];
}

function lastDayOf(day: Day, step: Step): Day {
  if (step === 'day') return day;
  if (step === 'month') {
    const [year = 0, month = 0] = day.split('-').map(Number);
    return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  }
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, (7 - weekday) % 7);
}
