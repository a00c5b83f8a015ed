import { Trans } from '@lingui/react/macro';
import { type ReactNode, useId } from 'react';
import type { SourceField as Field } from '../../lib/sources/source.ts';
import { inWords } from '../in-words.ts';

/** One choice that is made when a platform is connected, with where to find it. */
export function SourceField({
  field,
  value,
  problem,
  told,
  onChange,
}: {
  field: Field;
  value: string;
  /** Id of the problem's words; `null` while it is fine. */
  problem: string | null;
  /** The problem itself. */
  told: ReactNode;
  onChange: (value: string) => void;
}) {
  const id = useId();
  const shared = {
    id,
    className: 'input',
    name: field.id,
    value,
    'aria-describedby': problem ? `${id}-hint ${problem}` : `${id}-hint`,
    'aria-invalid': problem !== null,
    'aria-required': field.required,
  };
  return (
    <div className="field">
      <div className="label-row">
        <label htmlFor={id}>{inWords(field.label)}</label>
        {field.required ? null : (
          <span className="quiet">
            <Trans comment="a field of a form">optional</Trans>
          </span>
        )}
      </div>
      {field.type === 'choice' ? (
        <select {...shared} onChange={(event) => onChange(event.target.value)}>
          {(field.choices ?? []).map((choice) => (
            <option key={choice.value} value={choice.value}>
              {inWords(choice.label)}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          // A credential is nobody's password here: browsers must neither fill in nor keep it.
          type={field.type === 'secret' ? 'password' : 'text'}
          autoComplete={field.type === 'secret' ? 'new-password' : 'off'}
          spellCheck={false}
          placeholder={field.placeholder === undefined ? undefined : inWords(field.placeholder)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <p className="quiet" id={`${id}-hint`}>
        {inWords(field.hint)}
        {field.withoutIt === undefined ? null : ` ${inWords(field.withoutIt)}`}
      </p>
      {problem === null ? null : told}
    </div>
  );
}
