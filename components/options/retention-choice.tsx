import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import type { Retention } from '../../lib/store/views.ts';
import { formatCount } from '../format.ts';

const CONVERSATIONS: readonly (number | null)[] = [50_000, 200_000, 1_000_000, null];
const DAYS: readonly (number | null)[] = [null, 90, 365, 730];
const USUAL = 200_000;

/** How many conversations are kept, and of how many days. */
export function RetentionChoice({
  retention,
  disabled,
  onChoose,
}: {
  retention: Retention;
  disabled: boolean;
  onChoose: (retention: Retention) => void;
}) {
  return (
    <div className="retention">
      <div className="retention-fields">
        <Limit
          label={t({ message: `Keep at most`, comment: `before a number of conversations` })}
          field="limit"
          value={retention.conversations}
          choices={CONVERSATIONS}
          disabled={disabled}
          nameOf={conversationsWords}
          onChoose={(conversations) => onChoose({ ...retention, conversations })}
        />
        <Limit
          label={t({
            message: `and not older than`,
            comment: `after “Keep at most”, before a number of days`,
          })}
          field="days"
          value={retention.days}
          choices={DAYS}
          disabled={disabled}
          nameOf={(days) =>
            days === null ? t`Any age` : plural(days, { one: '# day', other: '# days' })
          }
          onChoose={(days) => onChoose({ ...retention, days })}
        />
      </div>
      <p className="quiet">
        <Trans>
          Older conversations are taken off this computer alone: where they came from is asked when
          one is opened. Scores stay right for all time, since they come from day counts.
        </Trans>
      </p>
    </div>
  );
}

function conversationsWords(limit: number | null): string {
  if (limit === null) return t`All conversations`;
  const count = formatCount(limit);
  return limit === USUAL ? t`${count} conversations (usual)` : t`${count} conversations`;
}

function Limit({
  label,
  field,
  value,
  choices,
  disabled,
  nameOf,
  onChoose,
}: {
  label: string;
  field: string;
  value: number | null;
  choices: readonly (number | null)[];
  disabled: boolean;
  nameOf: (limit: number | null) => string;
  onChoose: (limit: number | null) => void;
}) {
  const id = useId();
  // A limit that a policy or an earlier version has set is a choice too.
  const offered = choices.includes(value) ? choices : [...choices, value];
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        data-field={field}
        className="input"
        disabled={disabled}
        value={String(value)}
        onChange={({ target }) => {
          const chosen = offered.find((choice) => String(choice) === target.value);
          if (chosen !== undefined) onChoose(chosen);
        }}
      >
        {offered.map((choice) => (
          <option key={String(choice)} value={String(choice)}>
            {nameOf(choice)}
          </option>
        ))}
      </select>
    </div>
  );
}
