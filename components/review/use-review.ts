import { useEffect, useRef, useState } from 'react';
import type { ReviewCause } from '../../lib/contract/review.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { ReviewEdit, ReviewView } from '../../lib/store/edit-views.ts';
import { useSurface } from '../surface.ts';
import { differing, fieldsOf, type ReviewFields } from './review-words.ts';

export type Subject = Pick<ReviewEdit, 'subject' | 'source' | 'id'>;

/** What the review block shows and can do. */
export interface ReviewState {
  /** As the person has just set it, before it is even kept. */
  shown: ReviewFields;
  /** A save or a decision runs. */
  busy: boolean;
  /** Why the last save was not kept, and the way to try it again. */
  problem: { message: string; remedy: string; again: () => void } | null;
  /**
   * Saves what the last save changed as it was before; `null` if there is nothing to undo, or
   * somebody else has changed the same since.
   */
  undo: (() => void) | null;
  /**
   * Saves the whole review with these fields changed: one edit.
   * @param version on which the change was made, where that is not the one that is shown
   * @returns whether it was kept; it is not yet with the server then
   */
  save(change: Partial<ReviewFields>, version?: number): Promise<boolean>;
  resolve(edit: string, keep: 'mine' | 'theirs'): void;
}

/** One review with its saves. Shows at once what was chosen, and what is kept as soon as that is newer. */
export function useReview(
  subject: Subject,
  view: ReviewView,
  suggested: ReviewCause | null = null,
): ReviewState {
  const { actions } = useSurface();
  const [pending, setPending] = useState<ReviewFields | null>(null);
  const [running, setRunning] = useState(0);
  const [problem, setProblem] = useState<ReviewState['problem']>(null);
  const [last, setLast] = useState<{ before: ReviewFields; after: ReviewFields } | null>(null);
  const isNew = !view.waiting && !view.stored?.changedAt;
  const kept = isNew ? { ...fieldsOf(view), cause: suggested } : fieldsOf(view);
  const shown = pending ?? kept;

  // What was chosen is over once the store shows it, or shows anything newer after all saves ended.
  const seen = useRef(view);
  useEffect(() => {
    if (pending === null) {
      seen.current = view;
      return;
    }
    const changed = JSON.stringify(seen.current) !== JSON.stringify(view);
    if (differing(pending, kept).length === 0 || (changed && running === 0)) {
      seen.current = view;
      setPending(null);
    }
  }, [pending, kept, running, view]);

  const run = async (action: () => Promise<Outcome<null>>, again: () => void): Promise<boolean> => {
    setRunning((count) => count + 1);
    setProblem(null);
    const outcome = await action();
    setRunning((count) => count - 1);
    if (!outcome.ok) {
      setPending(null);
      setProblem({ message: outcome.message, remedy: outcome.remedy, again });
    }
    return outcome.ok;
  };
  const put = (next: ReviewFields, version: number): Promise<boolean> => {
    setPending(next);
    return run(
      () => actions.saveReview({ ...subject, ...next, version }),
      () => void put(next, version),
    );
  };
  const resolve = (edit: string, keep: 'mine' | 'theirs') => {
    setLast(null);
    void run(
      () => actions.resolveReview(edit, keep),
      () => resolve(edit, keep),
    );
  };
  const version = view.waiting?.version ?? view.stored?.version ?? 0;
  const undone = last && revert(shown, last.before, last.after);
  const undo = () => {
    setLast(null);
    if (undone) void put(undone, version);
  };

  return {
    shown,
    busy: running > 0,
    problem,
    undo: undone && !problem ? undo : null,
    save(change, from = version) {
      const next = { ...shown, ...change };
      if (differing(shown, next).length === 0) return Promise.resolve(true);
      setLast({ before: shown, after: next });
      return put(next, from);
    },
    resolve,
  };
}

/** The fields without one change, what else was changed since left as it is; `null` where they clash. */
function revert(now: ReviewFields, before: ReviewFields, after: ReviewFields): ReviewFields | null {
  const changed = differing(before, after);
  const since = differing(after, now);
  if (changed.some((field) => since.includes(field))) return null;
  return Object.assign({ ...now }, ...changed.map((field) => ({ [field]: before[field] })));
}
