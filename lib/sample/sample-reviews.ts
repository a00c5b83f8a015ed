import type { Conversation } from '../contract/conversation.ts';
import { USUAL_NEXT_STEPS } from '../contract/next-steps.ts';
import { toInstant } from '../contract/primitives.ts';
import { type Review, ReviewCause } from '../contract/review.ts';
import { TEAMMATES } from './people.ts';
import type { Random } from './random.ts';

const DAY = 86_400_000;
/** What came in since then (ms) is left for whoever tries the sample. */
const NOT_YET = 4 * DAY;
const NOTES = [
  'Page of the help centre corrected.',
  'Asked the shop team, answer follows.',
  'Same as last week.',
];

/** What the invented team concluded about its unhappy and neutral ratings so far. */
export function inventReviews(
  conversations: Iterable<Conversation>,
  now: number,
  random: Random,
): Review[] {
  const reviews: Review[] = [];
  for (const { source, id, rating, visibility } of conversations) {
    if (!rating || rating.score === null || rating.score > 3 || visibility === 'internal') continue;
    const age = now - Date.parse(rating.ratedAt);
    if (age < NOT_YET || !random.chance(0.7)) continue;
    const name = random.pick(TEAMMATES);
    const person = { id: `team.${name.toLowerCase()}`, name };
    const done = random.chance(0.85);
    const changedAt = toInstant(Date.parse(rating.ratedAt) + random.between(1, 60) * (DAY / 20));
    reviews.push({
      subject: 'conversation',
      source,
      id,
      version: 1,
      takenBy: person,
      cause: random.pick(ReviewCause.options),
      nextStep: done ? random.pick(USUAL_NEXT_STEPS).id : null,
      note: random.chance(0.25) ? random.pick(NOTES) : null,
      doneAt: done ? changedAt : null,
      changedAt,
      changedBy: person,
    });
  }
  return reviews;
}
