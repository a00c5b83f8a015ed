import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import type { ReviewCause } from '../../lib/contract/review.ts';
import type { ReviewView } from '../../lib/store/edit-views.ts';
import type { NextStepView, SyncView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { CauseChoice, NextStepChoice } from './choices.tsx';
import { NoteField } from './note-field.tsx';
import { ReviewConflict } from './review-conflict.tsx';
import { ReviewRefused } from './review-refused.tsx';
import { ReviewStatus, reviewState } from './review-status.tsx';
import { ReviewSummary } from './review-summary.tsx';
import { fieldsOf } from './review-words.ts';
import { type Subject, useReview } from './use-review.ts';

/**
 * What the team concluded about a conversation: who looks after it, what went wrong, what next, a
 * note, done. Each choice is saved at once and can be undone; a note when it is left.
 */
export function ReviewBlock({
  subject,
  view,
  suggested = null,
  nextSteps,
  me,
  sync,
  now,
  focused = false,
}: {
  subject: Subject;
  view: ReviewView;
  /** The cause that the customer's own reason suggests: chosen until a person says otherwise. */
  suggested?: ReviewCause | null;
  nextSteps: readonly NextStepView[];
  me: { id: string; name: string };
  sync: SyncView;
  /** This computer's clock. */
  now: number;
  /** It takes the focus, since a click has just opened it. */
  focused?: boolean;
}) {
  const id = useId();
  const review = useReview(subject, view, suggested);
  const { shown } = review;
  const state = reviewState(view);
  const { waiting } = view;
  return (
    <section
      className="block review"
      data-part="review"
      data-state={state}
      aria-labelledby={`${id}-title`}
      aria-busy={review.busy || undefined}
    >
      <div className="review-head">
        <h2 id={`${id}-title`}>
          <Trans>Review</Trans>
        </h2>
        {waiting?.state === 'conflict' ? null : (
          <Taken
            takenBy={shown.takenBy}
            me={me}
            focused={focused}
            onTake={(takenBy) => void review.save({ takenBy })}
          />
        )}
      </div>
      {waiting?.state === 'conflict' ? (
        <ReviewConflict
          mine={fieldsOf(view)}
          theirs={waiting.theirs}
          nextSteps={nextSteps}
          me={me}
          sync={sync}
          now={now}
          busy={review.busy}
          onKeep={(keep) => review.resolve(waiting.edit, keep)}
        />
      ) : (
        <>
          {waiting?.state === 'refused' ? (
            <ReviewRefused
              message={waiting.message}
              busy={review.busy}
              onResolve={(keep) => review.resolve(waiting.edit, keep)}
            />
          ) : null}
          {shown.done ? (
            <ReviewSummary fields={shown} nextSteps={nextSteps} />
          ) : (
            <>
              <CauseChoice chosen={shown.cause} onChoose={(cause) => void review.save({ cause })} />
              <NextStepChoice
                steps={nextSteps}
                chosen={shown.nextStep}
                onChoose={(nextStep) => void review.save({ nextStep })}
              />
              <NoteField
                subject={`${subject.source ?? ''}\n${subject.id}`}
                kept={fieldsOf(view).note}
                version={waiting?.version ?? view.stored?.version ?? 0}
                onSave={(note, version) => review.save({ note }, version)}
              />
            </>
          )}
          <div className="review-foot">
            <Button
              look={shown.done ? 'quiet' : 'plain'}
              data-action="done"
              onClick={() => void review.save({ done: !shown.done })}
            >
              {shown.done ? null : <Icon name="check" />}
              {shown.done
                ? t({ message: 'Reopen', comment: 'button: a review that was done' })
                : t({ message: 'Mark done', comment: 'button: a review' })}
            </Button>
            <ReviewStatus view={view} me={me} sync={sync} now={now} undo={review.undo} />
          </div>
        </>
      )}
      {review.problem ? (
        <ProblemNotice problem={review.problem}>
          <Button onClick={review.problem.again}>
            <Trans>Save again</Trans>
          </Button>
        </ProblemNotice>
      ) : null}
    </section>
  );
}

/** Who looks after it, and the way to take it or let it go. */
function Taken({
  takenBy,
  me,
  focused,
  onTake,
}: {
  takenBy: { id: string; name: string } | null;
  me: { id: string; name: string };
  focused: boolean;
  onTake: (takenBy: { id: string; name: string } | null) => void;
}) {
  const mine = takenBy?.id === me.id;
  const name = takenBy?.name ?? '';
  return (
    <span className="taken">
      {takenBy ? (
        <span className="quiet" data-field="taken-by">
          {mine ? t`You have it` : t({ message: `${name} has it`, comment: 'looks after it' })}
        </span>
      ) : null}
      <Button
        autoFocus={focused}
        data-action="take"
        onClick={() => onTake(mine ? null : { id: me.id, name: me.name })}
      >
        {mine
          ? t({ message: 'Release', comment: 'button: let others take this review' })
          : takenBy
            ? t({ message: 'Take over', comment: 'button: a review that somebody else has' })
            : t({ message: 'I’ll take it', comment: 'button: a review' })}
      </Button>
    </span>
  );
}
