import { t } from '@lingui/core/macro';
import type { PracticeConversation } from '../../lib/sample/sample-feed.ts';
import { formatClock, toMachineTime } from '../format.ts';
import { customerName } from './customer-name.ts';
import { practiceHash } from './practice-address.ts';

/** The practice inbox's conversations, newest first. Which one is open stands in the address. */
export function PracticeList({
  conversations,
  open,
  now,
}: {
  conversations: readonly PracticeConversation[];
  open: string;
  now: number;
}) {
  return (
    <nav className="practice-list" aria-label={t`Conversations`}>
      <ul>
        {conversations.map(({ conversation, transcript }) => {
          const { id, customer, startedAt } = conversation;
          const at = Date.parse(startedAt);
          return (
            <li key={id}>
              <a
                className="practice-row"
                href={practiceHash(id)}
                aria-current={id === open ? 'true' : undefined}
              >
                <strong>{customerName(customer)}</strong>
                <time className="quiet" dateTime={toMachineTime(at)}>
                  {formatClock(at, now)}
                </time>
                <span className="practice-preview quiet" dir="auto">
                  {transcript.find(({ role }) => role === 'customer')?.text ?? ''}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
