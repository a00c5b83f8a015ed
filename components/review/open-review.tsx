import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { causeOfReason } from '../../lib/contract/widget-settings.ts';
import type { RatingState } from '../../lib/csat/rating-state.ts';
import type { JoinedWorkspace, PanelView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useSurface } from '../surface.ts';
import { useAction } from '../use-action.ts';
import { ReviewBlock } from './review-block.tsx';
import { reviewState } from './review-status.tsx';
import { storedFields } from './review-words.ts';

/**
 * The open conversation's review: shown where the rating is neutral or negative or a review was
 * begun, else a click away: flagging it saves an empty one, which the whole team sees. Team tests
 * have none.
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
  const { actions } = useSurface();
  const [flagged, setFlagged] = useState(false);
  const { busy, problem, run } = useAction();
  const { conversation, review } = view;
  if (!conversation || !review) return null;
  // What is wrong with a rating is nothing for who may not see it.
  if (state.kind === 'internal' || state.kind === 'hidden') return null;
  const subject = {
    subject: 'conversation',
    source: conversation.source,
    id: conversation.id,
  } as const;
  const toReview = state.kind === 'rated' && state.sentiment !== 'positive';
  const flag = () =>
    run(
      () => actions.saveReview({ ...subject, ...storedFields(review), version: 0 }),
      () => setFlagged(true),
    );
  if (!toReview && !flagged && reviewState(review) === 'none') {
    return (
      <section className="block flag" data-part="review" data-state="none" aria-label={t`Review`}>
        <Button data-action="flag" busy={busy} onClick={flag}>
          <Trans>Flag for review</Trans>
        </Button>
        <ProblemNotice problem={problem} />
      </section>
    );
  }
  return (
    <ReviewBlock
      subject={subject}
      view={review}
      suggested={causeOfReason(conversation.rating?.reason)}
      nextSteps={view.nextSteps}
      me={workspace.person}
      sync={view.sync}
      now={now}
      focused={flagged}
    />
  );
}
