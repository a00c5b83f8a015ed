import { type Base, stateOf } from './base.ts';
import { nameOf } from './conversation-name.ts';
import { isInternal } from './conversation-page.ts';
import type { ReviewFlag } from './conversation-views.ts';
import type { ReviewView } from './edit-views.ts';
import { findNamed } from './find-conversations.ts';
import { findLookedThrough } from './looked-through.ts';
import type { InsightsBase } from './read-insights.ts';
import { type CurrentReview, currentReview, type Reviews, readReviews } from './read-reviews.ts';
import type { StoreDatabase } from './records.ts';
import { isToReview } from './row-line.ts';
import type { StoredConversation } from './views.ts';

/**
 * Conversations that somebody flagged and nobody has done: they have a review, and no rating that
 * asks for one. Reviews are few, so these are found by their names. Team tests are never reviewed,
 * nor what is wrong with a rating that this person may not see.
 * @param listed what is on the list anyway, which is not looked for
 */
export async function readFlagged(
  base: InsightsBase,
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

/** A flagged conversation that nobody has done. */
export interface FlaggedConversation {
  conversation: StoredConversation;
  review: ReviewView;
  /** As this computer last saved it, else as the server has it. */
  takenBy: { id: string } | null;
}

/** Of the newest state that was asked for: reviews are read whole. */
const last = new WeakMap<StoreDatabase, { state: string; flagged: FlaggedConversation[] }>();

/** All flagged conversations that nobody has done, in no order that means anything. */
export async function allFlagged(base: Base): Promise<FlaggedConversation[]> {
  const state = stateOf(base);
  const known = last.get(base.database);
  if (known && known.state === state) return known.flagged;
  const reviews = await readReviews(base);
  const currentOf = (review: ReviewView) =>
    currentReview(review, base.workspace?.person ?? null, base.sync.clockOffset);
  const flagged = (await readFlagged(base, reviews, currentOf, [])).map((conversation) => {
    const review = reviews.ofConversation(conversation);
    return { conversation, review, takenBy: currentOf(review).takenBy };
  });
  if (state === null) last.delete(base.database);
  else last.set(base.database, { state, flagged });
  return flagged;
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
