import { formatAgo, formatFull, formatMomentWithTime, toMachineTime } from './format.ts';

/** How long ago something was, with the full time as its title. */
export function Ago({ instant, now }: { instant: number; now: number }) {
  return (
    <time dateTime={toMachineTime(instant)} title={formatFull(instant)}>
      {formatAgo(instant, now)}
    </time>
  );
}

/** When something was: `today 14:02`, `3 Nov, 14:02`. */
export function Moment({ instant, now }: { instant: number; now: number }) {
  return (
    <time dateTime={toMachineTime(instant)} title={formatFull(instant)}>
      {formatMomentWithTime(instant, now)}
    </time>
  );
}
