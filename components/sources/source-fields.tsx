import { Trans } from '@lingui/react/macro';
import { useEffect, useId, useRef } from 'react';
import type { SourceField as Field } from '../../lib/sources/source.ts';
import { Icon } from '../icon.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import type { Problem } from '../use-action.ts';
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
  problem,
  onChange,
}: {
  fields: readonly Field[];
  choices: Choices;
  /** Id of the field that is to be mended. */
  wrong: string | null;
  /** Why, and what else is wrong. */
  problem: Problem | null;
  onChange: (choices: Choices) => void;
}) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Nobody should look for what is to be mended.
    if (wrong !== null && problem) {
      place.current?.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus();
    }
  }, [wrong, problem]);
  const needed = fields.filter(({ id, required }) => required && id !== 'secret');
  const secret = fields.filter(({ id }) => id === 'secret');
  const more = fields.filter((field) => !needed.includes(field) && !secret.includes(field));
  const notice = <ProblemNotice problem={problem} id={id} />;
  const draw = (field: Field) => (
    <SourceField
      key={field.id}
      field={field}
      value={choices[field.id] ?? ''}
      problem={wrong === field.id && problem ? id : null}
      told={notice}
      onChange={(value) => onChange({ ...choices, [field.id]: value })}
    />
  );
  return (
    <div className="source-fields" ref={place}>
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
      {wrong === null ? notice : null}
    </div>
  );
}
