import { Trans } from '@lingui/react/macro';
import type { NextStepView } from '../../lib/store/views.ts';
import { causeName, type ReviewFields, stepName } from './review-words.ts';

/** A review that is done, in as few words as it holds. */
export function ReviewSummary({
  fields,
  nextSteps,
}: {
  fields: ReviewFields;
  nextSteps: readonly NextStepView[];
}) {
  const { cause, nextStep, note } = fields;
  const facts = [
    ...(cause === null ? [] : [causeName(cause)]),
    ...(nextStep === null ? [] : [stepName(nextStep, nextSteps)]),
  ];
  return (
    <div className="review-summary">
      <p>
        <span className="label">
          <Trans comment="a review that is done">Done</Trans>
        </span>{' '}
        {facts.join(' · ')}
      </p>
      {note === null ? null : <p className="review-note">{note}</p>}
    </div>
  );
}
