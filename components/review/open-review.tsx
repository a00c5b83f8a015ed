import { useState } from 'react';
import type { RatingState } from '../../lib/csat/rating-state.ts';
import type { JoinedWorkspace, PanelView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { ReviewBlock } from './review-block.tsx';
import { reviewState } from './review-status.tsx';

/**
 * The open conversation's review: shown where the rating is neutral or negative or a review was
 * begun, else a click away. Team tests have none.
 */
export function OpenReview({
  view,
  workspace,
  state,
  now,
}: {
  view: PanelView;
  workspace: JoinedWorkspace;
  state: RatingState;
  now: number;
}) {
  const [flagged, setFlagged] = useState(false);
  const { conversation, review } = view;
  if (!conversation || !review) return null;
  // What is wrong with a rating is nothing for who may not see it.
  if (state.kind === 'internal' || state.kind === 'hidden') return null;
  const toReview = state.kind === 'rated' && state.sentiment !== 'positive';
  if (!toReview && !flagged && reviewState(review) === 'none') {
    return (
      <section className="block flag" data-part="review" data-state="none" aria-label="Review">
        <Button data-action="flag" onClick={() => setFlagged(true)}>
          Flag for review
        </Button>
      </section>
    );
  }
  return (
    <ReviewBlock
      subject={{ subject: 'conversation', source: conversation.source, id: conversation.id }}
      view={review}
      nextSteps={view.nextSteps}
      me={workspace.person}
      sync={view.sync}
      now={now}
      focused={flagged}
    />
  );
}
