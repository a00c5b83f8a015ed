import type { Message, MessageRole } from '../../../lib/contract/conversation.ts';
import { element, outsideLink } from '../shared/element.ts';

const WHO: Record<MessageRole, string> = {
  customer: 'You',
  ai_agent: 'AI agent',
  teammate: 'Teammate',
  system: '',
};

/** A message as the customer sees it. */
export function messageView(
  message: Pick<Message, 'id' | 'role' | 'text' | 'sources'>,
): HTMLElement {
  const { role } = message;
  const who = WHO[role];
  return element(
    'div',
    { class: `message ${role}`, 'data-message': message.id, 'data-role': role },
    who !== '' && element('p', { class: role === 'customer' ? 'who unseen' : 'who' }, who),
    element('div', { class: 'bubble' }, message.text),
    message.sources.length > 0 &&
      element(
        'div',
        { class: 'sources' },
        ...message.sources.map((source) => outsideLink(source.title, source.url)),
      ),
  );
}
