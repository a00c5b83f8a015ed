import { keys } from './database.ts';
import type { ReviewView } from './edit-views.ts';
import type { Generation } from './find-conversations.ts';
import { readEdits, waitingFor } from './review-edits.ts';

/** A review as it is stored, with an edit of it that waits; both `null` without any. */
export async function readReview(
  { database, generation }: Generation,
  subject: 'conversation' | 'topic',
  source: string | null,
  id: string,
): Promise<ReviewView> {
  const [row, edits] = await Promise.all([
    database.reviews.get(keys.review(generation, subject, source, id)),
    readEdits(database),
  ]);
  return { stored: row?.review ?? null, waiting: waitingFor(edits, subject, source, id) };
}
