import { causeOfReason } from '../../lib/contract/widget-settings.ts';
import type { JoinedWorkspace, PanelView } from '../../lib/store/views.ts';
import { ReviewBlock } from './review-block.tsx';

/** The open conversation's review, with the cause that the customer's own reason suggests. */
export function OpenReview({
  view: { conversation, review, nextSteps, sync },
  workspace,
  now,
  focused,
}: {
  view: PanelView;
  workspace: JoinedWorkspace;
  now: number;
  /** It takes the focus, since a click has just opened it. */
  focused: boolean;
}) {
  if (!conversation || !review) return null;
  return (
    <ReviewBlock
      subject={{ subject: 'conversation', source: conversation.source, id: conversation.id }}
      view={review}
      suggested={causeOfReason(conversation.rating?.reason)}
      nextSteps={nextSteps}
      me={workspace.person}
      sync={sync}
      now={now}
      focused={focused}
    />
  );
}
