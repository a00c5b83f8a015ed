import { plural, t } from '@lingui/core/macro';
import { formatCount } from './format.ts';

/** `12 to review`, `100+ to review`, `Nothing to review`. */
export function toReviewWords(count: number, more: boolean): string {
  if (count === 0) return t`Nothing to review`;
  if (!more) return plural(count, { one: '# to review', other: '# to review' });
  const number = formatCount(count);
  return t`${number}+ to review`;
}
