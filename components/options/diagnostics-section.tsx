import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useId, useRef, useState } from 'react';
import type { Outcome } from '../../lib/messages/protocol.ts';
import { Button } from '../button.tsx';
import { ProblemNotice } from '../problem-notice.tsx';

type State =
  | { kind: 'closed' | 'reading' }
  | { kind: 'shown'; text: string }
  | { kind: 'failed'; message: string; remedy: string };

/** A text about state, versions and errors, to copy for whoever helps. */
export function DiagnosticsSection({
  readDiagnostics,
  copy,
}: {
  readDiagnostics: () => Promise<Outcome<{ text: string }>>;
  copy: (text: string) => Promise<void>;
}) {
  const id = useId();
  const [state, setState] = useState<State>({ kind: 'closed' });
  const read = () => {
    setState({ kind: 'reading' });
    void readDiagnostics().then((outcome) =>
      setState(
        outcome.ok ? { kind: 'shown', text: outcome.value.text } : { kind: 'failed', ...outcome },
      ),
    );
  };
  return (
    <section className="card" data-part="diagnostics" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        <Trans>Diagnostics</Trans>
      </h2>
      <p className="quiet" id={`${id}-words`}>
        <Trans>
          Versions, state and errors as a text, for whoever helps you. No names, comments or
          addresses of customers are in it.
        </Trans>
      </p>
      {state.kind === 'shown' ? (
        <Shown text={state.text} describedBy={`${id}-words`} copy={copy} />
      ) : null}
      <ProblemNotice problem={state.kind === 'failed' ? state : null} />
      {state.kind === 'shown' ? null : (
        <Button
          className="start"
          data-action="diagnostics"
          busy={state.kind === 'reading'}
          onClick={read}
        >
          <Trans>Show diagnostics</Trans>
        </Button>
      )}
    </section>
  );
}

function Shown({
  text,
  describedBy,
  copy,
}: {
  text: string;
  describedBy: string;
  copy: (text: string) => Promise<void>;
}) {
  const id = useId();
  const [copied, setCopied] = useState<'not_yet' | 'copied' | 'refused'>('not_yet');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <>
      <div className="field">
        <label className="spoken" htmlFor={id}>
          <Trans>Diagnostics text</Trans>
        </label>
        <textarea
          ref={field}
          id={id}
          className="input diagnostics"
          aria-describedby={describedBy}
          readOnly
          rows={12}
          value={text}
          onFocus={(event) => event.target.select()}
        />
      </div>
      <div className="actions">
        <Button
          onClick={() => {
            copy(text).then(
              () => setCopied('copied'),
              () => setCopied('refused'),
            );
          }}
        >
          <Trans>Copy</Trans>
        </Button>
        <span className="copied" role="status">
          {copied === 'copied'
            ? t`Copied`
            : copied === 'refused'
              ? t`The browser did not allow it: press Ctrl+C in the field.`
              : null}
        </span>
      </div>
    </>
  );
}
