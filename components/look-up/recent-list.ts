import { maskPersonal } from '../../lib/csat/mask-personal.ts';
import { lookUpText } from './look-up-address.ts';

/** So many recent look-ups are kept. */
export const MOST_RECENT = 8;

/**
 * The recent look-ups with one more, newest first. E-mail addresses, phone and card numbers are left
 * out: nothing personal that was typed is kept.
 */
export function withRecent(recent: readonly string[], text: string): string[] {
  const wanted = lookUpText(text);
  if (wanted === '' || wanted.includes('@') || maskPersonal(wanted) !== wanted) return [...recent];
  const folded = wanted.toLocaleLowerCase();
  const others = recent.filter((one) => one.toLocaleLowerCase() !== folded);
  return [wanted, ...others].slice(0, MOST_RECENT);
}
