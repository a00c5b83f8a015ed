import type { Conversation } from '../../../lib/contract/conversation.ts';
import { element } from '../shared/element.ts';

/** How a conversation is called: by the customer's reference, else as a visitor's. */
export function nameOf({ customer }: Pick<Conversation, 'customer'>): string {
  return customer ?? 'Visitor';
}

/** A round mark with the customer's initials, in one of six tones that stays the same for them. */
export function avatar(conversation: Pick<Conversation, 'customer' | 'id'>): HTMLElement {
  const name = conversation.customer ?? '';
  const initials = name
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
    .slice(0, 2)
    .map((part) => part.slice(0, 1).toUpperCase())
    .join('');
  let sum = 0;
  for (const letter of name || conversation.id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 6;
  return element('span', { class: `avatar tone-${sum}`, 'aria-hidden': 'true' }, initials || '·');
}

/** What marks a conversation in list and head. Ratings are not among it: they are the panel's. */
export function badges(
  conversation: Pick<Conversation, 'visibility' | 'handedOverAt' | 'endedAt'>,
): HTMLElement[] {
  const badge = (text: string, tone: string) => element('span', { class: `badge ${tone}` }, text);
  return [
    ...(conversation.visibility === 'internal' ? [badge('Team test', 'warn')] : []),
    ...(conversation.handedOverAt === null ? [] : [badge('Handed over', 'accent')]),
    conversation.endedAt === null ? badge('Open', 'open') : badge('Ended', ''),
  ];
}
