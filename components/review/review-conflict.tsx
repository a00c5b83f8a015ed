import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { Review } from '../../lib/contract/review.ts';
import type { NextStepView, SyncView } from '../../lib/store/views.ts';
import { Ago } from '../ago.tsx';
import { Button } from '../button.tsx';
import { serverNow } from '../verdict-words.ts';
import {
  causeName,
  differing,
  type ReviewField,
  type ReviewFields,
  stepName,
  storedFields,
} from './review-words.ts';

/** The fields in their order, as they are called in the table. */
function fieldNames(): { field: ReviewField; title: string }[] {
  return [
    { field: 'takenBy', title: t({ message: 'Taken by', comment: 'a review: who has it' }) },
    { field: 'cause', title: t({ message: 'Cause', comment: 'a review: what went wrong' }) },
    { field: 'nextStep', title: t({ message: 'Next', comment: 'a review: the next step' }) },
    { field: 'note', title: t({ message: 'Note', comment: 'a field of a review' }) },
    { field: 'done', title: t({ message: 'Done', comment: 'a review that is done' }) },
  ];
}

/** Two people saved at once: both versions side by side, and a person decides. */
export function ReviewConflict({
  mine,
  theirs,
  nextSteps,
  me,
  sync,
  now,
  busy,
  onKeep,
}: {
  mine: ReviewFields;
  theirs: Review;
  nextSteps: readonly NextStepView[];
  me: { id: string; name: string };
  sync: SyncView;
  now: number;
  busy: boolean;
  onKeep: (keep: 'mine' | 'theirs') => void;
}) {
  const other = storedFields({ stored: theirs, waiting: null });
  const different = differing(mine, other);
  const name = theirs.changedBy?.name ?? t({ message: 'Somebody', comment: 'begins a sentence' });
  const words = (fields: ReviewFields, field: ReviewField) =>
    fieldWords(fields, field, nextSteps, me);
  return (
    <div className="conflict">
      <p role="alert">
        <Trans>
          <strong>{name} saved another version meanwhile.</strong> Nothing is lost: choose which one
          stands.
        </Trans>
      </p>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">
              <Trans comment="your version of a review">Yours</Trans>
            </th>
            <th scope="col">
              <Trans comment="somebody else’s version of a review">{name}’s</Trans>
              {theirs.changedAt ? (
                <span className="quiet">
                  {' '}
                  <Ago instant={Date.parse(theirs.changedAt)} now={serverNow(sync, now)} />
                </span>
              ) : null}
            </th>
          </tr>
        </thead>
        <tbody>
          {fieldNames().map(({ field, title }) => {
            const differs = different.includes(field);
            return (
              <tr key={field} data-field={field} data-differs={differs || undefined}>
                <th scope="row">
                  {title}
                  {differs ? (
                    <>
                      {' '}
                      <span aria-hidden="true">≠</span>
                      <span className="spoken">
                        <Trans>differs</Trans>
                      </span>
                    </>
                  ) : null}
                </th>
                <td>{words(mine, field)}</td>
                <td>{words(other, field)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="actions">
        <Button data-action="keep-mine" busy={busy} onClick={() => onKeep('mine')}>
          <Trans comment="my version">Keep mine</Trans>
        </Button>
        <Button data-action="keep-theirs" busy={busy} onClick={() => onKeep('theirs')}>
          <Trans comment="somebody else’s version">Keep theirs</Trans>
        </Button>
      </div>
    </div>
  );
}

function fieldWords(
  fields: ReviewFields,
  field: ReviewField,
  nextSteps: readonly NextStepView[],
  me: { id: string },
): string {
  switch (field) {
    case 'takenBy':
      return fields.takenBy === null
        ? t({ message: 'Nobody', comment: 'has taken the review' })
        : fields.takenBy.id === me.id
          ? t({ message: 'You', comment: 'have taken the review' })
          : fields.takenBy.name;
    case 'cause':
      return fields.cause === null ? '–' : causeName(fields.cause);
    case 'nextStep':
      return fields.nextStep === null ? '–' : stepName(fields.nextStep, nextSteps);
    case 'note':
      return fields.note ?? '–';
    case 'done':
      return fields.done
        ? t({ message: 'Yes', comment: 'the review is done' })
        : t({ message: 'No', comment: 'the review is not done' });
  }
}
