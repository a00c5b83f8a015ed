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

const FIELDS: readonly { field: ReviewField; name: string }[] = [
  { field: 'takenBy', name: 'Taken by' },
  { field: 'cause', name: 'Cause' },
  { field: 'nextStep', name: 'Next' },
  { field: 'note', name: 'Note' },
  { field: 'done', name: 'Done' },
];

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
  const name = theirs.changedBy?.name ?? 'Somebody';
  const words = (fields: ReviewFields, field: ReviewField) =>
    fieldWords(fields, field, nextSteps, me);
  return (
    <div className="conflict">
      <p role="alert">
        <strong>{name} saved another version meanwhile.</strong> Nothing is lost: choose which one
        stands.
      </p>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">Yours</th>
            <th scope="col">
              {name}’s
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
          {FIELDS.map(({ field, name: title }) => {
            const differs = different.includes(field);
            return (
              <tr key={field} data-field={field} data-differs={differs || undefined}>
                <th scope="row">
                  {title}
                  {differs ? (
                    <>
                      {' '}
                      <span aria-hidden="true">≠</span>
                      <span className="spoken">differs</span>
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
          Keep mine
        </Button>
        <Button data-action="keep-theirs" busy={busy} onClick={() => onKeep('theirs')}>
          Keep theirs
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
        ? 'Nobody'
        : fields.takenBy.id === me.id
          ? 'You'
          : fields.takenBy.name;
    case 'cause':
      return fields.cause === null ? '–' : causeName(fields.cause);
    case 'nextStep':
      return fields.nextStep === null ? '–' : stepName(fields.nextStep, nextSteps);
    case 'note':
      return fields.note ?? '–';
    case 'done':
      return fields.done ? 'Yes' : 'No';
  }
}
