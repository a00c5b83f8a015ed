import type { Day } from './calendar.ts';
import type { Score, Sentiment } from './scale.ts';
import type { RatedShare } from './score.ts';

/**
 * Counts of one stored day, for one topic or for everything. They are additive: any period is a
 * sum, a change subtracts the old contribution and adds the new one. They do not add up over
 * topics, because a conversation can have several.
 */
export interface DayCounts {
  /** Conversations that count on this day. */
  conversations: number;
  /** Of these, how many customers were asked. Conversations of unknown asking are not in it. */
  asked: number;
  /** Of the asked, how many opened the picker. */
  opened: number;
  /** Of the asked, how many rated. Ratings of unknown asking are not in it: `asked` stays its whole. */
  answered: number;
  /** Ratings by face. */
  score1: number;
  score2: number;
  score3: number;
  score4: number;
  score5: number;
  /** Ratings of sources that give a sentiment and no face. */
  good: number;
  neutral: number;
  bad: number;
}

/** The slots in the order in which they travel and are stored. */
export const SLOTS = [
  'conversations',
  'asked',
  'opened',
  'answered',
  'score1',
  'score2',
  'score3',
  'score4',
  'score5',
  'good',
  'neutral',
  'bad',
] as const satisfies readonly (keyof DayCounts)[];

/** Counts of nothing. */
export function noCounts(): DayCounts {
  return {
    conversations: 0,
    asked: 0,
    opened: 0,
    answered: 0,
    score1: 0,
    score2: 0,
    score3: 0,
    score4: 0,
    score5: 0,
    good: 0,
    neutral: 0,
    bad: 0,
  };
}

/** What of a conversation decides how it counts. */
export interface CountedConversation {
  /** By the company's own people: counts nowhere. */
  internal: boolean;
  /** Was the customer asked? `null` where that is not known (some imports). */
  asked: boolean | null;
  opened: boolean;
  /** The customer's score; `null` without one. A rating by the team is no customer's score. */
  score: Score | null;
  /** How a customer's rating counts that has no face; `null` where there is a score or no rating. */
  sentiment: Sentiment | null;
}

/** The slot of a rating without a face. */
const SENTIMENT_SLOTS = { positive: 'good', neutral: 'neutral', negative: 'bad' } as const;

/** The counts of ratings that have no face, worst first like the faces. */
export const WITHOUT_FACE = (['negative', 'neutral', 'positive'] as const).map((sentiment) => ({
  slot: SENTIMENT_SLOTS[sentiment],
  sentiment,
}));

/** What one conversation adds to its day. An internal one adds nothing. */
export function contribution(conversation: CountedConversation): DayCounts {
  const counts = noCounts();
  if (conversation.internal) return counts;
  counts.conversations = 1;
  if (conversation.asked === true) {
    counts.asked = 1;
    if (conversation.opened) counts.opened = 1;
    if (conversation.score !== null || conversation.sentiment !== null) counts.answered = 1;
  }
  if (conversation.score !== null) counts[`score${conversation.score}`] = 1;
  else if (conversation.sentiment !== null) counts[SENTIMENT_SLOTS[conversation.sentiment]] = 1;
  return counts;
}

/** Slot-wise sum, as a new value. */
export function addCounts(a: DayCounts, b: DayCounts): DayCounts {
  return combine(a, b, 1);
}

/** Slot-wise difference `a - b`, as a new value. */
export function subtractCounts(a: DayCounts, b: DayCounts): DayCounts {
  return combine(a, b, -1);
}

function combine(a: DayCounts, b: DayCounts, sign: 1 | -1): DayCounts {
  const sum = noCounts();
  for (const slot of SLOTS) sum[slot] = a[slot] + sign * b[slot];
  return sum;
}

/** True if every slot is 0. */
export function isNothing(counts: DayCounts): boolean {
  return SLOTS.every((slot) => counts[slot] === 0);
}

/** Counts as a row of numbers in the order of `SLOTS`. */
export function toRow(counts: DayCounts): number[] {
  return SLOTS.map((slot) => counts[slot]);
}

/** The inverse of `toRow`. Missing numbers are 0. */
export function fromRow(row: readonly number[]): DayCounts {
  const counts = noCounts();
  SLOTS.forEach((slot, index) => {
    counts[slot] = row[index] ?? 0;
  });
  return counts;
}

/**
 * Sums the days from `from` to `to`, both included. `null` leaves that end open.
 * Each day may occur more than once.
 */
export function sumDays(
  days: Iterable<readonly [Day, DayCounts]>,
  from: Day | null,
  to: Day | null,
): DayCounts {
  let sum = noCounts();
  for (const [day, counts] of days) {
    if ((from === null || day >= from) && (to === null || day <= to)) sum = addCounts(sum, counts);
  }
  return sum;
}

/** Ratings and positive ratings in the counts, with and without faces. */
export function ratedShare(counts: DayCounts): RatedShare {
  const positive = counts.score4 + counts.score5 + counts.good;
  const other = counts.score1 + counts.score2 + counts.score3 + counts.neutral + counts.bad;
  return { rated: positive + other, positive };
}

/** Neutral and negative ratings: what the team reviews. */
export function toReview(counts: DayCounts): number {
  return ratedShare(counts).rated - ratedShare(counts).positive;
}

/** Answered / asked, 0 to 1; `null` where nobody is known to have been asked. */
export function responseRate(counts: DayCounts): number | null {
  return counts.asked > 0 ? counts.answered / counts.asked : null;
}
