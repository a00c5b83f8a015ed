/**
 * The rating scale: one face for one conversation, 1 (worst) to 5 (best).
 * Source of the scale and of what counts as positive: docs/product.md, "The words".
 */

/** A customer's rating, 1 = 😫 to 5 = 😁. */
export type Score = 1 | 2 | 3 | 4 | 5;

/** How a rating counts: 1-2 negative, 3 neutral, 4-5 positive. */
export type Sentiment = 'negative' | 'neutral' | 'positive';

/** All scores, worst first: the order in which faces are shown. */
export const SCORES: readonly Score[] = [1, 2, 3, 4, 5];

const FACES: Record<Score, { face: string; name: string }> = {
  1: { face: '😫', name: 'Very unhappy' },
  2: { face: '😕', name: 'Unhappy' },
  3: { face: '😐', name: 'Neutral' },
  4: { face: '🙂', name: 'Happy' },
  5: { face: '😁', name: 'Very happy' },
};

/** True if `value` is a whole number from 1 to 5. */
export function isScore(value: unknown): value is Score {
  return value === 1 || value === 2 || value === 3 || value === 4 || value === 5;
}

/** The face as a character, for example `😕`. */
export function face(score: Score): string {
  return FACES[score].face;
}

/** The face's name in words, for example `Unhappy`. A face is never shown without it to a screen reader. */
export function faceName(score: Score): string {
  return FACES[score].name;
}

/** How a score counts in the CSAT score. */
export function sentiment(score: Score): Sentiment {
  if (score <= 2) return 'negative';
  return score === 3 ? 'neutral' : 'positive';
}
