import type { Review, ReviewCause } from '../contract/review.ts';
import { keys } from './database.ts';
import type { ReviewView, WaitingEdit } from './edit-views.ts';
import type { Generation } from './find-conversations.ts';
import { readEdits, waitingFor } from './review-edits.ts';
import type { StoredConversation } from './views.ts';

/** What a review says now: as this computer last saved it, else as the server has it. */
export interface CurrentReview {
  takenBy: { id: string } | null;
  cause: ReviewCause | null;
  nextStep: string | null;
  /** Epoch milliseconds on the server's clock; `null` if it is not done. */
  doneAt: number | null;
  /** Who saved it last; `null` if nobody ever did. */
  changedBy: { id: string } | null;
}

/** Reviews of all conversations, and of the topics, by what they are about. */
export interface Reviews {
  ofConversation(conversation: Pick<StoredConversation, 'source' | 'id'>): ReviewView;
  ofTopic(topic: string): ReviewView;
  /** All that were ever saved, with those that wait on this computer. */
  all(): { subject: 'conversation' | 'topic'; source: string | null; id: string }[];
}

const keyOf = (subject: string, source: string | null, id: string) =>
  [subject, source ?? '', id].join('\n');

/** Reads all reviews at once: there are far fewer than conversations. */
export async function readReviews({ database, generation }: Generation): Promise<Reviews> {
  const [rows, edits] = await Promise.all([
    database.reviews.where('key').startsWith(`${generation}\n`).toArray(),
    readEdits(database),
  ]);
  const stored = new Map(rows.map(({ key, review }) => [key, review]));
  const waiting = new Map<string, WaitingEdit[]>();
  for (const edit of edits) {
    const key = keyOf(edit.subject, edit.source, edit.id);
    waiting.set(key, [...(waiting.get(key) ?? []), edit]);
  }
  const of = (
    subject: 'conversation' | 'topic',
    source: string | null,
    id: string,
  ): ReviewView => ({
    stored: stored.get(keys.review(generation, subject, source, id)) ?? null,
    waiting: waitingFor(waiting.get(keyOf(subject, source, id)) ?? [], subject, source, id),
  });
  return {
    ofConversation: ({ source, id }) => of('conversation', source, id),
    ofTopic: (topic) => of('topic', null, topic),
    all() {
      const named = new Map<string, Pick<Review, 'subject' | 'source' | 'id'>>();
      for (const { subject, source, id } of [...rows.map(({ review }) => review), ...edits]) {
        named.set(keyOf(subject, source, id), { subject, source, id });
      }
      return [...named.values()];
    },
  };
}

/**
 * What a review says now.
 * @param person who looks: this computer's own edits are theirs
 * @param clockOffset server's clock minus this computer's, in milliseconds
 */
export function currentReview(
  { stored, waiting }: ReviewView,
  person: { id: string } | null,
  clockOffset: number,
): CurrentReview {
  const doneAt = stored?.doneAt ? Date.parse(stored.doneAt) : null;
  if (waiting) {
    const { takenBy, cause, nextStep, done, madeAt } = waiting;
    const since = doneAt ?? madeAt + clockOffset;
    return { takenBy, cause, nextStep, doneAt: done ? since : null, changedBy: person };
  }
  return {
    takenBy: stored?.takenBy ?? null,
    cause: stored?.cause ?? null,
    nextStep: stored?.nextStep ?? null,
    doneAt,
    changedBy: stored?.changedBy ?? null,
  };
}
