import { useState } from 'react';
import type { RatingState } from '../../lib/csat/rating-state.ts';
import type { PanelView } from '../../lib/store/views.ts';
import { useSurface } from '../surface.ts';
import { type Problem, useAction } from '../use-action.ts';
import { reviewState } from './review-status.tsx';
import { storedFields } from './review-words.ts';

/** Whether the open conversation has a review, and the way to begin one. */
export interface OpenReviewState {
  /** `none`: nothing to review here, a team test or a rating that is not shown to this person. */
  kind: 'none' | 'flag' | 'block';
  /** A click has just opened it. */
  flagged: boolean;
  flag(): void;
  busy: boolean;
  problem: Problem | null;
}

/**
 * The open conversation's review: there where the rating is neutral or negative or a review was
 * begun, else a click away.
 */
export function useOpenReview(
  { conversation, review }: Pick<PanelView, 'conversation' | 'review'>,
  state: RatingState,
): OpenReviewState {
  const { actions } = useSurface();
  const [flagged, setFlagged] = useState(false);
  const { busy, problem, run } = useAction();
  const isThere = conversation !== null && review !== null;
  // What is wrong with a rating is nothing for who may not see it.
  const isNone = !isThere || state.kind === 'internal' || state.kind === 'hidden';
  const toReview = state.kind === 'rated' && state.sentiment !== 'positive';
  const isOpen = toReview || flagged || (isThere && reviewState(review) !== 'none');
  return {
    kind: isNone ? 'none' : isOpen ? 'block' : 'flag',
    flagged,
    busy,
    problem,
    flag() {
      if (!isThere) return;
      const { source, id } = conversation;
      const empty = { ...storedFields(review), version: 0 };
      run(
        () => actions.saveReview({ subject: 'conversation', source, id, ...empty }),
        () => setFlagged(true),
      );
    },
  };
}
