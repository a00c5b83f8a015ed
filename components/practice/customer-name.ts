import { t } from '@lingui/core/macro';

/** A made-up customer's name, from the shop's reference of them: `Chiara Bianchi`. */
export function customerName(reference: string | null): string {
  if (reference === null) return t`Visitor`;
  const words = reference
    .split('.')
    .map((word) => word.charAt(0).toLocaleUpperCase() + word.slice(1));
  if (words[0] !== 'Team') return words.join(' ');
  const name = words.slice(1).join(' ');
  return t({ message: `${name} (team)`, comment: 'one of the company’s own people' });
}
