import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import { PERIOD_LENGTHS, type PeriodChoice } from '../lib/csat/period.ts';

const CHOICES: readonly PeriodChoice[] = ['auto', ...PERIOD_LENGTHS];

/** Over which period scores are shown. `Automatic` is the shortest with 30 ratings in it. */
export function PeriodSelect({
  value,
  onChange,
}: {
  value: PeriodChoice;
  onChange: (choice: PeriodChoice) => void;
}) {
  const id = useId();
  return (
    <span className="period-select">
      <label className="spoken" htmlFor={id}>
        <Trans>Period</Trans>
      </label>
      <select
        id={id}
        value={String(value)}
        onChange={(event) => {
          const choice = CHOICES.find((candidate) => String(candidate) === event.target.value);
          if (choice !== undefined) onChange(choice);
        }}
      >
        {CHOICES.map((choice) => (
          <option key={choice} value={String(choice)}>
            {choiceName(choice)}
          </option>
        ))}
      </select>
    </span>
  );
}

function choiceName(choice: PeriodChoice): string {
  if (choice === 'auto') return t({ message: 'Automatic', comment: 'the period of the scores' });
  if (choice === 'all') return t`All time`;
  return plural(choice, { one: 'Last # day', other: 'Last # days' });
}
