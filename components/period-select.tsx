import { useId } from 'react';
import { PERIOD_LENGTHS, type PeriodChoice } from '../lib/csat/period.ts';

const NAMES: Record<PeriodChoice, string> = {
  auto: 'Automatic',
  30: 'Last 30 days',
  90: 'Last 90 days',
  365: 'Last 365 days',
  all: 'All time',
};

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
        Period
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
            {NAMES[choice]}
          </option>
        ))}
      </select>
    </span>
  );
}
