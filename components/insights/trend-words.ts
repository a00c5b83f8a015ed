import { plural, t } from '@lingui/core/macro';
import { formatCount, formatDay, formatShare, formatShareRange } from '../format.ts';
import { daysWords } from './span-words.ts';
import type { Step, TrendPoint } from './trend-points.ts';

/** What one point of the trend says. */
export interface PointWords {
  when: string;
  /** The score, as much of it as the ratings allow. */
  score: string;
  /** The likely range, and that there are few ratings; empty where no share is shown. */
  range: string;
  volume: string;
}

/** A point in words, for the read-out and for screen readers. */
export function pointWords(point: TrendPoint, step: Step): PointWords {
  const { reading, counts } = point;
  return {
    when: pointName(point, step),
    score: scoreWords(reading),
    range: rangeWords(reading),
    volume: plural(counts.conversations, { one: '# conversation', other: '# conversations' }),
  };
}

/** The days that a point stands for, and whether they are over. */
export function pointName({ from, to, running }: TrendPoint, step: Step): string {
  const days = step === 'day' ? formatDay(from) : daysWords({ from, to });
  return running ? t({ message: `${days}, so far`, comment: 'Nov 16–19, 2026, so far' }) : days;
}

function scoreWords(reading: TrendPoint['reading']): string {
  if (reading.kind === 'none') return t`No ratings`;
  const positive = formatCount(reading.positive);
  const rated = formatCount(reading.rated);
  if (reading.kind === 'counts') {
    return t({ message: `${positive} of ${rated} happy`, comment: '412 of 503 happy' });
  }
  const share = formatShare(reading.score, reading.decimals);
  return t({
    message: `${share} happy · ${positive} of ${rated}`,
    comment: '82% happy · 412 of 503',
  });
}

function rangeWords(reading: TrendPoint['reading']): string {
  if (reading.kind === 'none' || reading.kind === 'counts') return '';
  const range = formatShareRange(reading.likely.low, reading.likely.high, reading.decimals);
  return reading.kind === 'few'
    ? t({ message: `few ratings, likely ${range}`, comment: 'few ratings, likely 47–91%' })
    : t({ message: `likely ${range}`, comment: 'likely 78–85%' });
}
