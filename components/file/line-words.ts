import { t } from '@lingui/core/macro';
import { formatCount } from '../format.ts';
import { inWords } from '../in-words.ts';

/** Why a line of a file was not taken: `Line 12: has 3 columns, the header has 5`. */
export function lineWords(line: number, reason: string): string {
  const number = formatCount(line);
  const why = inWords(reason);
  return t({ message: `Line ${number}: ${why}`, comment: 'a line of a file, and its fault' });
}
