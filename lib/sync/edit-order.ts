import type { Review } from '../contract/review.ts';
import type { ReviewEdit, WaitingEdit } from '../store/edit-views.ts';

/** Which review an edit is of, as one text. */
export function reviewOf({ subject, source, id }: Pick<ReviewEdit, 'subject' | 'source' | 'id'>) {
  return `${subject}\n${source ?? ''}\n${id}`;
}

/**
 * The edit to send next: the oldest that waits and whose review has no conflict to be settled
 * first. `null` if there is none.
 */
export function nextToSend(
  edits: readonly WaitingEdit[],
): (WaitingEdit & { state: 'waiting' }) | null {
  const held = new Set<string>();
  for (const edit of edits) {
    if (edit.state === 'conflict') held.add(reviewOf(edit));
    if (edit.state === 'waiting' && !held.has(reviewOf(edit))) return edit;
  }
  return null;
}

/**
 * The later edits of the same review after one was taken: they were made on top of it, so their
 * version follows. Only by the one step that this edit was: if others saved meanwhile, the next
 * edit must meet that as a conflict.
 */
export function followedUp(edits: readonly WaitingEdit[], taken: ReviewEdit): WaitingEdit[] {
  const at = edits.findIndex(({ edit }) => edit === taken.edit);
  return edits
    .slice(at + 1)
    .filter((later) => later.state === 'waiting' && reviewOf(later) === reviewOf(taken))
    .map((later) => ({ ...later, version: Math.max(later.version, taken.version + 1) }));
}

/** True if the review already says all that the edit wants: then there is nothing to settle. */
export function saysTheSame(edit: ReviewEdit, review: Review): boolean {
  return (
    (edit.takenBy?.id ?? null) === (review.takenBy?.id ?? null) &&
    edit.cause === review.cause &&
    edit.nextStep === review.nextStep &&
    (edit.note?.trim() || null) === review.note &&
    edit.done === (review.doneAt !== null)
  );
}

/** An edit without its state, as it was made. */
export function asMade(waiting: WaitingEdit): ReviewEdit {
  const { edit, subject, source, id, version, takenBy, cause, nextStep, note, done, madeAt } =
    waiting;
  return { edit, subject, source, id, version, takenBy, cause, nextStep, note, done, madeAt };
}
