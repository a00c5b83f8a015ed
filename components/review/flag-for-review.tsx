import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '../button.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import type { OpenReviewState } from './use-open-review.ts';

/** Begins a review of a conversation that would have none: an empty one, which the whole team sees. */
export function FlagForReview({ review }: { review: OpenReviewState }) {
  return (
    <section className="flag" data-part="review" data-state="none" aria-label={t`Review`}>
      <Button data-action="flag" busy={review.busy} onClick={review.flag}>
        <Trans>Flag for review</Trans>
      </Button>
      <ProblemNotice problem={review.problem} />
    </section>
  );
}
