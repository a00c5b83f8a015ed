import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { InboxToShow } from '../../lib/contract/source.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import { Button } from '../button.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAction } from '../use-action.ts';
import { DescribeInbox } from './describe-inbox.tsx';
import type { InboxPorts, ShownInbox } from './inbox-ports.ts';
import { fixedInboxes, readPastedInbox } from './known-inboxes.ts';

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
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (text.trim() === '') return setProblem({ message: 'Paste the address of your inbox.' });
    const pasted = readPastedInbox(text);
    switch (pasted.kind) {
      case 'known':
        return allow({ ...pasted.inbox, pattern: null });
      case 'describe':
        setProblem(null);
        return setDescribing(pasted);
      case 'problem':
        return setProblem({ message: pasted.problem });
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
        onCancel={() => setDescribing(null)}
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
        <label htmlFor={id}>Address of an inbox</label>
        <div className="field-row">
          <input
            ref={input}
            id={id}
            className="input"
            type="text"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://acme.zendesk.com/agent/tickets/341"
            value={text}
            aria-invalid={problem !== null}
            aria-describedby={`${id}-reads`}
            onChange={(event) => {
              setText(event.target.value);
              setProblem(null);
            }}
          />
          <Button look="primary" type="submit" busy={busy}>
            {pasted?.kind === 'describe' ? 'Describe it…' : 'Show the panel there'}
          </Button>
        </div>
        <p className="quiet" id={`${id}-reads`} aria-live="polite">
          {added !== null
            ? `The panel shows on ${added} now, also in tabs that are open.`
            : pasted?.kind === 'known'
              ? `${pasted.name} at ${new URL(pasted.inbox.origin).host}. Your browser asks for this site only.`
              : pasted?.kind === 'describe'
                ? 'Not an inbox that Fivefaces knows: say once where the conversation’s id stands.'
                : 'Paste it from the browser’s bar while a conversation is open.'}
        </p>
      </div>
      <ProblemNotice problem={problem} />
      {fixed.length > 0 ? (
        <fieldset className="chips">
          <legend className="quiet">or by one click</legend>
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

async function allowWith(
  ports: Pick<InboxPorts, 'allowInbox'>,
  access: Promise<boolean>,
  inbox: InboxToShow,
): Promise<Outcome<null>> {
  if (await access) return ports.allowInbox(inbox);
  return {
    ok: false,
    code: 'refused',
    message: `Without your permission the panel can’t show on ${new URL(inbox.origin).host}.`,
    remedy: 'Try again and allow it. You can take it back at any time.',
  };
}
