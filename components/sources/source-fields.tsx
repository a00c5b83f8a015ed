import { Trans } from '@lingui/react/macro';
import type { SourceField as Field } from '../../lib/sources/source.ts';
import { Icon } from '../icon.tsx';
import type { Choices } from './source-choices.ts';
import { SourceField } from './source-field.tsx';

/**
 * The fields of a platform: what it can't be connected without, then the credential; what has a
 * usual value is behind a click, unless it is what is wrong.
 */
export function SourceFields({
  fields,
  choices,
  wrong,
  problemId,
  onChange,
}: {
  fields: readonly Field[];
  choices: Choices;
  /** Id of the field that is to be mended. */
  wrong: string | null;
  /** Id of the words that say why. */
  problemId: string;
  onChange: (choices: Choices) => void;
}) {
  const needed = fields.filter(({ id, required }) => required && id !== 'secret');
  const secret = fields.filter(({ id }) => id === 'secret');
  const more = fields.filter((field) => !needed.includes(field) && !secret.includes(field));
  const draw = (field: Field) => (
    <SourceField
      key={field.id}
      field={field}
      value={choices[field.id] ?? ''}
      problem={wrong === field.id ? problemId : null}
      onChange={(value) => onChange({ ...choices, [field.id]: value })}
    />
  );
  return (
    <>
      {[...needed, ...secret].map(draw)}
      {more.length > 0 ? (
        <details
          className="disclosure more-choices"
          open={more.some(({ id }) => id === wrong) || undefined}
        >
          <summary>
            <Trans>More choices</Trans>
            <Icon name="chevron" />
          </summary>
          <div className="more-fields">{more.map(draw)}</div>
        </details>
      ) : null}
    </>
  );
}
