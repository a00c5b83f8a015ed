import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import { addDays, type Day, isDay } from '../../lib/csat/calendar.ts';
import { PERIOD_LENGTHS, type PeriodChoice } from '../../lib/csat/period.ts';
import type { ChosenDays, Comparison } from '../../lib/csat/span.ts';
import type { InsightsFilter } from './route.ts';

const CHOICES: readonly PeriodChoice[] = ['auto', ...PERIOD_LENGTHS];

/** Over which days, and compared with which. */
export function PeriodPicker({
  filter: { period, compare },
  compares,
  today,
  onChange,
}: {
  filter: InsightsFilter;
  /** False where nothing is compared: lists of conversations. */
  compares: boolean;
  /** Where days of one's own begin from. */
  today: () => Day;
  onChange: (change: Pick<Partial<InsightsFilter>, 'period' | 'compare'>) => void;
}) {
  const id = useId();
  const days = typeof period === 'object' ? period : null;
  const choose = (chosen: string) => {
    const choice = CHOICES.find((candidate) => String(candidate) === chosen);
    const last = today();
    onChange({ period: choice ?? days ?? { from: addDays(last, -29), to: last } });
  };
  return (
    <>
      <span className="select">
        <label className="spoken" htmlFor={`${id}-period`}>
          <Trans>Period</Trans>
        </label>
        <select
          id={`${id}-period`}
          value={days ? 'days' : String(period)}
          onChange={(event) => choose(event.target.value)}
        >
          {CHOICES.map((choice) => (
            <option key={choice} value={String(choice)}>
              {choiceName(choice)}
            </option>
          ))}
          <option value="days">{t`From … to …`}</option>
        </select>
      </span>
      {days ? <DayFields days={days} onChange={(next) => onChange({ period: next })} /> : null}
      {period === 'all' || !compares ? null : (
        <span className="select">
          <label className="spoken" htmlFor={`${id}-compare`}>
            <Trans>Compared with</Trans>
          </label>
          <select
            id={`${id}-compare`}
            value={compare}
            onChange={(event) =>
              onChange({
                compare: COMPARE.find((candidate) => candidate === event.target.value) ?? 'before',
              })
            }
          >
            {COMPARE.map((choice) => (
              <option key={choice} value={choice}>
                {compareName(choice)}
              </option>
            ))}
          </select>
        </span>
      )}
    </>
  );
}

const COMPARE: readonly Comparison[] = ['before', 'year', 'none'];

/** First and last day. A pair that is not one yet is not asked for. */
function DayFields({
  days: { from, to },
  onChange,
}: {
  days: ChosenDays;
  onChange: (days: ChosenDays) => void;
}) {
  const change = (next: ChosenDays) => {
    if (isDay(next.from) && isDay(next.to) && next.from <= next.to) onChange(next);
  };
  return (
    <span className="day-fields" key={`${from}${to}`}>
      <input
        type="date"
        className="input"
        aria-label={t`First day`}
        defaultValue={from}
        max={to}
        onBlur={(event) => change({ from: event.target.value, to })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') change({ from: event.currentTarget.value, to });
        }}
      />
      <span aria-hidden="true">–</span>
      <input
        type="date"
        className="input"
        aria-label={t`Last day`}
        defaultValue={to}
        min={from}
        onBlur={(event) => change({ from, to: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') change({ from, to: event.currentTarget.value });
        }}
      />
    </span>
  );
}

function choiceName(choice: PeriodChoice): string {
  if (choice === 'auto') return t({ message: 'Automatic', comment: 'the period of the scores' });
  if (choice === 'all') return t`All time`;
  return plural(choice, { one: 'Last # day', other: 'Last # days' });
}

function compareName(choice: Comparison): string {
  switch (choice) {
    case 'before':
      return t`Compared with the period before`;
    case 'year':
      return t`Compared with a year ago`;
    case 'none':
      return t`Compared with nothing`;
  }
}
