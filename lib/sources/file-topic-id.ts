import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * A topic's id made from its title, the same each time: `Order Related` -> `order-related`. Titles
 * that differ only in case or blanks are one topic; where other characters were lost, a mark of the
 * whole title keeps `A&B` and `A/B` apart.
 */
export function topicId(title: string): string {
  const clean = title.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
  const words = clean
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 150);
  if (words.replaceAll('-', ' ') === clean) return words;
  const mark = bytesToHex(sha256(utf8ToBytes(clean))).slice(0, 8);
  return words === '' ? mark : `${words}-${mark}`;
}
