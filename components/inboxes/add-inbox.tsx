import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { InboxToShow } from '../../lib/contract/source.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import { Button } from '../button.tsx';
import { inWords } from '../in-words.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAction } from '../use-action.ts';
import { DescribeInbox } from './describe-inbox.tsx';
import type { InboxPorts, ShownInbox } from './inbox-ports.ts';
import { fixedInboxes, type PastedInbox, readPastedInbox } from './known-inboxes.ts';

/** Lets the panel show beside one more inbox. The browser is asked for that site only. */
export function AddInbox({
  ports,
  inboxes,
  first,
}: {
  ports: Pick<InboxPorts, 'requestAccess' | 'allowInbox'>;
  /** Those that it shows beside already. */
  inboxes: readonly ShownInbox[];
  /** What stands in the field from the start. */
  first: string;
}) {
  const id = useId();
  const { busy, problem, setProblem, run } = useAction();
  const [text, setText] = useState(first);
  const [describing, setDescribing] = useState<{ inbox: string; address: string } | null>(null);
  const [added, setAdded] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (first !== '') input.current?.focus();
  }, [first]);

  const allow = (inbox: InboxToShow) => {
    setAdded(null);
    // In the click itself: browsers take a request for access only there.
    const access = ports.requestAccess([inbox.origin]);
    run(
      () => allowWith(ports, access, inbox),
      () => {
        setText('');
        setDescribing(null);
        setAdded(new URL(inbox.origin).host);
      },
    );
  };
  const refuse = (message: string) => {
    setProblem({ message });
    input.current?.focus();
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (text.trim() === '') return refuse(t`Paste the address of your inbox.`);
    const pasted = readPastedInbox(text);
    switch (pasted.kind) {
      case 'known':
        return allow({ ...pasted.inbox, pattern: null });
      case 'describe':
        setProblem(null);
        return setDescribing(pasted);
      case 'problem':
        return refuse(pasted.problem);
    }
  };

  if (describing) {
    return (
      <DescribeInbox
        inbox={describing.inbox}
        address={describing.address}
        busy={busy}
        problem={problem}
        onAllow={allow}
        onCancel={() => {
          flushSync(() => setDescribing(null));
          input.current?.focus();
        }}
      />
    );
  }
  const pasted = text.trim() === '' ? null : readPastedInbox(text);
  const fixed = fixedInboxes().filter(
    ({ origin }) => !inboxes.some((inbox) => inbox.origin === origin),
  );
  return (
    <form className="add-inbox" onSubmit={add} noValidate>
      <div className="field">
        <label htmlFor={id}>
          <Trans>Address of an inbox</Trans>
        </label>
        <div className="field-row">
          <input
            ref={input}
            id={id}
            className="input"
            type="text"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            dir="ltr"
            placeholder="https://acme.zendesk.com/agent/tickets/341"
            value={text}
            aria-invalid={problem !== null}
            aria-describedby={problem ? `${id}-problem ${id}-reads` : `${id}-reads`}
            onChange={(event) => {
              setText(event.target.value);
              setProblem(null);
            }}
          />
          <Button look="primary" type="submit" busy={busy}>
            {pasted?.kind === 'describe' ? t`Describe it…` : t`Show the panel there`}
          </Button>
        </div>
        <p className="quiet" id={`${id}-reads`} aria-live="polite">
          {added === null ? readingWords(pasted) : addedWords(added)}
        </p>
      </div>
      <ProblemNotice problem={problem} id={`${id}-problem`} />
      {fixed.length > 0 ? (
        <fieldset className="chips">
          <legend className="quiet">
            <Trans>or by one click</Trans>
          </legend>
          {fixed.map(({ inbox, origin, name }) => (
            <button
              type="button"
              key={origin}
              className="chip"
              disabled={busy}
              onClick={() => allow({ inbox, origin, pattern: null })}
            >
              <span>{name}</span> <span className="quiet">{new URL(origin).host}</span>
            </button>
          ))}
        </fieldset>
      ) : null}
    </form>
  );
}

function addedWords(host: string): string {
  return t`The panel shows on ${host} now, also in tabs that are open.`;
}

/** What the pasted address is, or where to find one. */
function readingWords(pasted: PastedInbox | null): string {
  if (pasted?.kind === 'known') {
    const inbox = inWords(pasted.name);
    const { host } = new URL(pasted.inbox.origin);
    return t`${inbox} at ${host}. Your browser asks for this site only.`;
  }
  return pasted?.kind === 'describe'
    ? t`Not an inbox that Fivefaces knows: say once where the conversation’s id stands.`
    : t`Paste it from the browser’s bar while a conversation is open.`;
}

async function allowWith(
  ports: Pick<InboxPorts, 'allowInbox'>,
  access: Promise<boolean>,
  inbox: InboxToShow,
): Promise<Outcome<null>> {
  if (await access) return ports.allowInbox(inbox);
  const { host } = new URL(inbox.origin);
  return {
    ok: false,
    code: 'refused',
    message: t`Without your permission the panel can’t show on ${host}.`,
    remedy: t`Try again and allow it. You can take it back at any time.`,
  };
}
