import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId, useState } from 'react';
import type { FilePreview } from '../../lib/sources/file.ts';
import type { FileField } from '../../lib/sources/file-fields.ts';
import { NEEDED_FIELDS } from '../../lib/sources/file-fields.ts';
import type { FileMapping } from '../../lib/sources/file-line.ts';
import { Button } from '../button.tsx';
import { formatCount, formatDay } from '../format.ts';
import { Icon } from '../icon.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { CHOSEN_FIELDS, KIND_WORDS } from './field-words.ts';

/** What a file seems to be, what should be known before it is taken, and its columns to be corrected. */
export function FilePreviewForm({
  preview,
  mapping,
  busy,
  onChange,
  onTake,
  onCancel,
}: {
  preview: FilePreview;
  /** As guessed, with the person's corrections. */
  mapping: FileMapping;
  busy: boolean;
  onChange: (mapping: FileMapping) => void;
  onTake: () => void;
  onCancel: () => void;
}) {
  const id = useId();
  const [all, setAll] = useState(false);
  const shown = CHOSEN_FIELDS.filter(
    ({ field, usual }) => all || usual || mapping.columns[field] !== undefined,
  );
  const missing = NEEDED_FIELDS.filter((field) => mapping.columns[field] === undefined);
  const unsure =
    missing.length > 0 ||
    preview.columns.some(({ fields }) => fields.some(({ confidence }) => confidence === 'unsure'));
  // Open from the start where it needs a look; then a person opens and closes it.
  const [opened] = useState(unsure);
  const solved = (code: string) =>
    (code === 'needs_id' && mapping.columns.id !== undefined) ||
    (code === 'needs_start' && mapping.columns.startedAt !== undefined) ||
    (code === 'no_customer_ratings' && mapping.columns['rating.score'] !== undefined);
  const problems = preview.problems.filter(({ code }) => !solved(code));
  const choose = (field: FileField, column: number | null) => {
    const columns = { ...mapping.columns };
    if (column === null) delete columns[field];
    else columns[field] = column;
    onChange({ ...mapping, columns });
  };
  return (
    <form
      className="file-preview"
      data-part="file-preview"
      data-kind={preview.kind}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && missing.length === 0) onTake();
      }}
    >
      <h3>
        {preview.file.name}
        <span className="label">{i18n._(KIND_WORDS[preview.kind])}</span>
      </h3>
      {problems.map(({ code, message, remedy }) => (
        <ProblemNotice key={code} tone="warning" problem={{ code, message, remedy }} />
      ))}
      {preview.dates.length > 1 ? (
        <fieldset className="checks">
          <legend>{whatIs(preview.dates[0]?.example?.text)}</legend>
          {preview.dates.map(({ formats, example }) => (
            <label key={formats.join()} className="check">
              <input
                type="radio"
                name={`${id}-dates`}
                checked={formats.join() === mapping.dateFormats.join()}
                onChange={() => onChange({ ...mapping, dateFormats: formats })}
              />
              <span>{example ? formatDay(example.day) : formats.join(', ')}</span>
            </label>
          ))}
        </fieldset>
      ) : null}
      <details className="disclosure columns" open={opened}>
        <summary>
          <Trans comment="of a file">Its columns</Trans>
          <Icon name="chevron" />
        </summary>
        <div className="column-choices">
          {shown.map(({ field, label }) => {
            const column = mapping.columns[field];
            const samples = column === undefined ? [] : (preview.columns[column]?.samples ?? []);
            const needed = missing.some((one) => one === field);
            return (
              <div key={field} className="column-choice">
                <label htmlFor={`${id}-${field}`}>{i18n._(label)}</label>
                <select
                  id={`${id}-${field}`}
                  className="input"
                  data-field={field}
                  aria-invalid={needed}
                  aria-describedby={`${id}-${field}-samples`}
                  value={column ?? ''}
                  onChange={({ target }) =>
                    choose(field, target.value === '' ? null : Number(target.value))
                  }
                >
                  <option value="">{needed ? t`Choose…` : t`Not in this file`}</option>
                  {preview.columns.map(({ header }, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a column is its position
                    <option key={index} value={index}>
                      {header || columnName(index + 1)}
                    </option>
                  ))}
                </select>
                <span className="quiet samples" id={`${id}-${field}-samples`}>
                  {samples.join(' · ')}
                </span>
              </div>
            );
          })}
          {shown.length < CHOSEN_FIELDS.length ? (
            <Button look="quiet" className="start" onClick={() => setAll(true)}>
              <Trans>More columns</Trans>
            </Button>
          ) : null}
        </div>
      </details>
      <p className="quiet">
        <Trans>
          Solo: it is read in this browser and sent nowhere. Taking a file of the same name again
          replaces what it brought.
        </Trans>
      </p>
      <div className="actions">
        <Button
          look="primary"
          type="submit"
          busy={busy}
          aria-disabled={missing.length > 0 || undefined}
        >
          {busy ? t`Reading…` : preview.hasRatings ? t`Show its score` : t`Take it`}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}

/** Asks which date it is: the same digits read in several ways stand below. */
function whatIs(example: string | undefined): string {
  return example === undefined ? t`What is a date?` : t`What is ${example}?`;
}

function columnName(position: number): string {
  const number = formatCount(position);
  return t`Column ${number}`;
}
