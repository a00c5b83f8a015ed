import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { InboxToShow } from '../../lib/contract/source.ts';
import type { FoundIds } from '../../lib/inboxes/address-pattern.ts';
import { tryPattern } from '../../lib/inboxes/try-pattern.ts';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { inWords } from '../in-words.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import type { Problem } from '../use-action.ts';
import { suggestPattern } from './suggest-pattern.ts';

/** What stands in a pattern for what changes from address to address. */
const PLACEHOLDERS = { conversation: '{conversation}', ticket: '{ticket}', any: '*' } as const;

/**
 * Describes an inbox that Fivefaces does not know by a pattern of its addresses, tried on a pasted
 * one before anything is asked or kept.
 */
export function DescribeInbox({
  inbox,
  address: pasted,
  busy,
  problem,
  onAllow,
  onCancel,
}: {
  /** Id of the kind, `pattern` or one whose addresses are documented nowhere. */
  inbox: string;
  address: string;
  busy: boolean;
  problem: Problem | null;
  onAllow: (inbox: InboxToShow) => void;
  onCancel: () => void;
}) {
  const id = useId();
  const [address, setAddress] = useState(pasted);
  const [pattern, setPattern] = useState(() => suggestPattern(pasted));
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const tried = tryPattern(pattern, address);
  const { conversation, ticket, any } = PLACEHOLDERS;
  const wrong = (part: 'pattern' | 'address') => !tried.ok && tried.part === part;
  const allow = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (tried.ok) onAllow({ inbox, origin: tried.origin, pattern: tried.pattern });
    else field.current?.focus();
  };
  return (
    <form className="describe" data-part="describe-inbox" onSubmit={allow} noValidate>
      <h3>
        <Trans>Describe the addresses of this inbox</Trans>
      </h3>
      <div className="field">
        <label htmlFor={`${id}-pattern`}>
          <Trans>What they look like</Trans>
        </label>
        <input
          ref={field}
          id={`${id}-pattern`}
          className="input"
          type="text"
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          value={pattern}
          aria-invalid={wrong('pattern')}
          aria-describedby={`${id}-hint ${id}-result`}
          onChange={(event) => setPattern(event.target.value)}
        />
        <p className="quiet" id={`${id}-hint`}>
          <Trans>
            <code>{conversation}</code> or <code>{ticket}</code> where the id stands,{' '}
            <code>{any}</code> for any one part. Numbers were taken for the id: check it.
          </Trans>
        </p>
      </div>
      <div className="field">
        <label htmlFor={`${id}-address`}>
          <Trans>Address of a conversation, to try it on</Trans>
        </label>
        <input
          id={`${id}-address`}
          className="input"
          type="text"
          dir="ltr"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          value={address}
          aria-invalid={wrong('address')}
          aria-describedby={`${id}-result`}
          onChange={(event) => setAddress(event.target.value)}
        />
      </div>
      <p
        className={tried.ok ? 'tried tried-fits' : 'tried'}
        id={`${id}-result`}
        aria-live="polite"
        data-state={tried.ok ? 'fits' : tried.part}
      >
        <Icon name={tried.ok ? 'check' : 'info'} />
        <span>{tried.ok ? fitsWords(tried.found) : inWords(tried.problem)}</span>
      </p>
      <p className="quiet">
        <Trans>
          The ratings of such an inbox come from your server or from a file (CSV) with the same ids.
        </Trans>
      </p>
      <ProblemNotice problem={problem} />
      <div className="actions">
        <Button look="primary" type="submit" busy={busy} aria-disabled={!tried.ok || undefined}>
          {tried.ok ? showOn(tried.origin) : t`Show the panel there`}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}

function fitsWords({ conversation, ticket }: FoundIds): string {
  if (conversation && ticket) return t`It fits. Conversation ${conversation}, ticket ${ticket}`;
  if (conversation) return t`It fits. Conversation ${conversation}`;
  return ticket ? t`It fits. Ticket ${ticket}` : t`It fits.`;
}

function showOn(origin: string): string {
  const { host } = new URL(origin);
  return t`Show the panel on ${host}`;
}
