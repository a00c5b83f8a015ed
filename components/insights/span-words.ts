import { plural, t } from '@lingui/core/macro';
import type { ChosenDays, Span } from '../../lib/csat/span.ts';
import { formatDay } from '../format.ts';

/** A span in words, in the middle of a line: `last 30 days`, `all time`, `1 Sept 2026 – 9 Sept 2026`. */
export function spanWords(span: Span): string {
  if (span.length === 'all' || span.from === null) return t`all time`;
  if (span.length !== null) return plural(span.length, { one: 'last # day', other: 'last # days' });
  return daysWords({ from: span.from, to: span.to });
}

/** Days from one to another: `1 Sept 2026 – 9 Sept 2026`. */
export function daysWords({ from, to }: ChosenDays): string {
  if (from === to) return formatDay(from);
  const first = formatDay(from);
  const last = formatDay(to);
  return t({ message: `${first} – ${last}`, comment: 'two dates: 1 Sept 2026 – 9 Sept 2026' });
}
