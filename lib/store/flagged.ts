import { nameOf } from './conversation-name.ts';
import { isInternal } from './conversation-page.ts';
import type { ReviewFlag } from './conversation-views.ts';
import type { ReviewView } from './edit-views.ts';
import { findNamed } from './find-conversations.ts';
import { findLookedThrough } from './looked-through.ts';
import type { InsightsBase as Base } from './read-insights.ts';
import type { CurrentReview, Reviews } from './read-reviews.ts';
import { isToReview } from './row-line.ts';
import type { StoredConversation } from './views.ts';

/**
 * Conversations that somebody flagged and nobody has done: they have a review, and no rating that
 * asks for one. Reviews are few, so these are found by their names. Team tests are never reviewed,
 * nor what is wrong with a rating that this person may not see.
 * @param listed what is on the list anyway, which is not looked for
 */
export async function readFlagged(
  base: Base,
  reviews: Reviews,
  currentOf: (review: ReviewView) => CurrentReview,
  listed: readonly StoredConversation[],
): Promise<StoredConversation[]> {
  const known = new Set(listed.map(nameOf));
  const names = reviews
    .all()
    .filter(({ subject }) => subject === 'conversation')
    .map(({ source, id }) => ({ source: source ?? '', id }))
    .filter((name) => !known.has(nameOf(name)))
    .filter((name) => currentOf(reviews.ofConversation(name)).doneAt === null);
  const kept = await findNamed(base, names);
  const found = new Set(kept.map(nameOf));
  const asked = base.sync.locked
    ? []
    : await Promise.all(
        names
          .filter((name) => !found.has(nameOf(name)))
          .map(({ source, id }) => findLookedThrough(base.database, source, id)),
      );
  return [...kept, ...asked.flatMap((row) => (row ? [row.conversation] : []))].filter(mayBeFlagged);
}

/**
 * Who flagged a conversation and when; `null` for one that its rating put on the list, or that has no
 * open review.
 * @param person who looks: this computer's own edits are theirs
 * @param clockOffset server's clock minus this computer's, in milliseconds
 */
export function flagOf(
  conversation: StoredConversation,
  { stored, waiting }: ReviewView,
  person: { id: string; name: string } | null,
  clockOffset: number,
): ReviewFlag | null {
  if (!mayBeFlagged(conversation)) return null;
  if (stored === null) {
    return waiting && !waiting.done ? { by: person, at: waiting.madeAt + clockOffset } : null;
  }
  if (waiting ? waiting.done : stored.doneAt !== null) return null;
  // A later save says nothing of who began it.
  if (stored.version > 1 || stored.changedAt === null) return { by: null, at: null };
  return { by: stored.changedBy, at: Date.parse(stored.changedAt) };
}

function mayBeFlagged(conversation: StoredConversation): boolean {
  return (
    !isToReview(conversation) && !isInternal(conversation) && conversation.ratingHidden !== true
  );
}
