import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import type { MessageRole } from '../../lib/contract/conversation.ts';
import type { Score } from '../../lib/csat/scale.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { PracticeConversation } from '../../lib/sample/sample-feed.ts';
import { formatClock, toMachineTime } from '../format.ts';
import { customerName } from './customer-name.ts';
import { PracticeCustomer } from './practice-customer.tsx';

const WRITERS: Record<Exclude<MessageRole, 'customer'>, MessageDescriptor> = {
  ai_agent: msg`AI agent`,
  teammate: msg`Teammate`,
  system: msg({
    message: 'Note',
    context: 'line in a chat',
    comment: 'a line in a chat that nobody wrote: handed over',
  }),
};

/** The open conversation: what was said, and the customer's own corner. */
export function PracticeChat({
  shown,
  now,
  rate,
}: {
  shown: PracticeConversation;
  now: number;
  rate: (score: Score) => Promise<Outcome<null>>;
}) {
  const id = useId();
  const { conversation, transcript } = shown;
  const name = customerName(conversation.customer);
  return (
    <section className="practice-chat" aria-labelledby={id}>
      <header className="practice-chat-head">
        <h2 id={id}>{name}</h2>
        <p className="quiet">{conversation.channel}</p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <ol className="practice-messages" tabIndex={0} aria-label={i18n._(MESSAGES)}>
        {transcript.map((message) => {
          const { role } = message;
          const writer = role === 'customer' ? name : i18n._(WRITERS[role]);
          const at = Date.parse(message.at);
          return (
            <li key={message.id} className="practice-message" data-role={role}>
              <p className="practice-writer quiet">
                <strong>{writer}</strong> ·{' '}
                <time dateTime={toMachineTime(at)}>{formatClock(at, now)}</time>
              </p>
              <p className="practice-text" dir="auto">
                {message.text}
              </p>
              {message.sources.length > 0 ? (
                <p className="quiet">
                  <Trans>From: {message.sources.map(({ title }) => title).join(' · ')}</Trans>
                </p>
              ) : null}
            </li>
          );
        })}
      </ol>
      <PracticeCustomer key={conversation.id} conversation={conversation} now={now} rate={rate} />
    </section>
  );
}

const MESSAGES = msg`Messages`;
