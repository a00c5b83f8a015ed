import { plural, t } from '@lingui/core/macro';
import type { ChosenDays, Span } from '../../lib/csat/span.ts';
import { formatDays } from '../format.ts';

/** A span in words, in the middle of a line: `last 30 days`, `all time`, `1–9 Sept 2026`. */
export function spanWords(span: Span): string {
  if (span.length === 'all' || span.from === null) return t`all time`;
  if (span.length !== null) return plural(span.length, { one: 'last # day', other: 'last # days' });
  return daysWords({ from: span.from, to: span.to });
}

/** Days from one to another: `1–9 Sept 2026`. */
export function daysWords({ from, to }: ChosenDays): string {
  return formatDays(from, to);
}
