import { t } from '@lingui/core/macro';
import { isReason, type Reason } from '../../lib/contract/widget-settings.ts';

/**
 * What a customer tapped as the reason, as the team reads it: `The answer was wrong`. The customer
 * may have read it in other words and another language; what it means is the same.
 */
export function reasonWords(reason: Reason): string {
  switch (reason) {
    case 'wrong':
      return t({
        message: 'The answer was wrong',
        comment: 'a customer’s reason for a low rating',
      });
    case 'no_answer':
      return t({
        message: 'The question wasn’t answered',
        comment: 'a customer’s reason for a low rating',
      });
    case 'misunderstood':
      return t({
        message: 'Wasn’t understood',
        comment: 'a customer’s reason for a low rating: the AI agent did not understand them',
      });
    case 'unwelcome':
      return t({
        message: 'Doesn’t like the answer',
        comment: 'a customer’s reason for a low rating',
      });
    case 'elsewhere':
      return t({
        message: 'It’s not about the chat',
        comment: 'a customer’s reason for a low rating',
      });
    case 'other':
      return t({ message: 'Something else', comment: 'a customer’s reason for a low rating' });
  }
}

/** The same for a reason as it is stored; `null` without one, or for one of a newer server. */
export function storedReasonWords(reason: string | null | undefined): string | null {
  return isReason(reason) ? reasonWords(reason) : null;
}
