import { addDays, type Day, daysBetween } from './calendar.ts';
import { type Change, compareScores } from './change.ts';
import { type DayCounts, ratedShare, subtractCounts, sumDays } from './day-counts.ts';
import { type Interval, newcombeInterval } from './interval.ts';
import { ENOUGH_RATINGS, type RatedShare } from './score.ts';

/**
 * What a topic's score did since a fix, beside everything else over the same dates. It says what
 * was seen, never why: other things change on the same days too.
 */

/** The step by which the team decides that nothing is to be done: no fix. */
const NO_STEP = 'nothing';

/** So many days are looked at on each side of a fix, at most. */
const LONGEST_SIDE = 90;
/** The time before a fix is at least this long, since the first days after it are few. */
const SHORTEST_BEFORE = 30;

/** What of a review says whether it fixed something, and when. */
export interface FixingReview {
  subject: 'conversation' | 'topic';
  nextStep: string | null;
  /** The day on which it was marked done, in the workspace's time zone; `null` if it is not. */
  doneOn: Day | null;
}

/** Everything that was fixed about a topic on one day. */
export interface Fix {
  day: Day;
  /** Ids of the next steps that were done, each once. */
  steps: string[];
  /** How many reviews were marked done with a next step. */
  reviews: number;
  /** The topic itself was marked done, rather than single conversations. */
  ofTopic: boolean;
}

/** The days on which something was fixed, newest first: reviews marked done with a next step. */
export function fixesOf(reviews: readonly FixingReview[]): Fix[] {
  const byDay = new Map<Day, Fix>();
  for (const { subject, nextStep, doneOn } of reviews) {
    if (doneOn === null || nextStep === null || nextStep === NO_STEP) continue;
    const fix = byDay.get(doneOn) ?? { day: doneOn, steps: [], reviews: 0, ofTopic: false };
    byDay.set(doneOn, {
      day: doneOn,
      steps: fix.steps.includes(nextStep) ? fix.steps : [...fix.steps, nextStep],
      reviews: fix.reviews + 1,
      ofTopic: fix.ofTopic || subject === 'topic',
    });
  }
  return [...byDay.values()].sort((a, b) => (a.day < b.day ? 1 : -1));
}

/** Whole days, both ends included. */
export interface Days {
  from: Day;
  to: Day;
}

/** A score before and since a fix. */
export interface Moved {
  before: RatedShare;
  since: RatedShare;
  /** As between any two periods; `too_few`: fewer than 30 ratings on a side, so only counts. */
  change: Change;
}

export interface SinceFix {
  before: Days;
  /** From the day after the fix on. `null`: the fix is of today. */
  since: Days | null;
  topic: Moved;
  /** Conversations without the topic, over the same dates. */
  others: Moved;
  /**
   * By how much the topic moved more than the others (likely range); `null` where one of them has
   * too few ratings.
   */
  beyondOthers: Interval | null;
}

/**
 * The score before and since a fix. The day of the fix is on neither side. Since: up to 90 days
 * after it. Before: as many days as since, at least 30.
 * @param topic the topic's days
 * @param everything the days of all conversations, the topic's among them
 */
export function sinceFix(
  topic: readonly (readonly [Day, DayCounts])[],
  everything: readonly (readonly [Day, DayCounts])[],
  fixedOn: Day,
  today: Day,
): SinceFix {
  const after = Math.min(LONGEST_SIDE, daysBetween(fixedOn, today));
  const since = after < 1 ? null : { from: addDays(fixedOn, 1), to: addDays(fixedOn, after) };
  const before = {
    from: addDays(fixedOn, -Math.max(SHORTEST_BEFORE, after)),
    to: addDays(fixedOn, -1),
  };
  const of = (days: Days | null) => {
    if (days === null) return { own: NOTHING, rest: NOTHING };
    const own = sumDays(topic, days.from, days.to);
    // A conversation counts once overall and once in the topic, so the rest is exact.
    const rest = subtractCounts(sumDays(everything, days.from, days.to), own);
    return { own: ratedShare(own), rest: ratedShare(rest) };
  };
  const [earlier, later] = [of(before), of(since)];
  const moved = { topic: move(earlier.own, later.own), others: move(earlier.rest, later.rest) };
  return { before, since, ...moved, beyondOthers: beyond(moved.topic, moved.others) };
}

const NOTHING: RatedShare = { rated: 0, positive: 0 };

function move(before: RatedShare, since: RatedShare): Moved {
  return { before, since, change: compareScores(before, since) };
}

/**
 * The fix to show first: the newest with enough ratings of the topic on both sides, else the newest.
 * `null` without fixes.
 */
export function fixToShow(
  fixes: readonly Fix[],
  topic: readonly (readonly [Day, DayCounts])[],
  everything: readonly (readonly [Day, DayCounts])[],
  today: Day,
): Fix | null {
  const told = fixes.find(
    ({ day }) => sinceFix(topic, everything, day, today).topic.change.kind !== 'too_few',
  );
  return told ?? fixes[0] ?? null;
}

/**
 * Interval of the difference of two independent differences, from their own intervals by
 * square-and-add. Source: G. Y. Zou, A. Donner, "Construction of confidence limits about effect
 * measures", Statistics in Medicine 27 (2008), 1693-1702.
 */
function beyond(one: Moved, other: Moved): Interval | null {
  const [a, b] = [differenceOf(one), differenceOf(other)];
  if (!a || !b) return null;
  const difference = a.difference - b.difference;
  return {
    low: difference - Math.hypot(a.difference - a.likely.low, b.likely.high - b.difference),
    high: difference + Math.hypot(a.likely.high - a.difference, b.difference - b.likely.low),
  };
}

function differenceOf({ before, since }: Moved): { difference: number; likely: Interval } | null {
  if (before.rated < ENOUGH_RATINGS || since.rated < ENOUGH_RATINGS) return null;
  const likely = newcombeInterval(
    { positive: before.positive, total: before.rated },
    { positive: since.positive, total: since.rated },
  );
  if (!likely) return null;
  const difference = since.positive / since.rated - before.positive / before.rated;
  return { difference, likely };
}
