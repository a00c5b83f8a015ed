import { useEffect, useRef, useState } from 'react';
import type { Outcome } from '../../lib/messages/protocol.ts';
import { Button } from '../button.tsx';
import { Notice } from '../notice.tsx';

type State =
  | { kind: 'idle' | 'asking' | 'running' | 'begun' }
  | { kind: 'failed'; message: string; remedy: string };

/** Erases the copy and fetches it anew, after one question. */
export function FetchAnew({ fetchAnew }: { fetchAnew: () => Promise<Outcome<null>> }) {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const run = () => {
    setState({ kind: 'running' });
    void fetchAnew().then((outcome) =>
      setState(outcome.ok ? { kind: 'begun' } : { kind: 'failed', ...outcome }),
    );
  };
  if (state.kind === 'asking' || state.kind === 'running') {
    return (
      <Question
        busy={state.kind === 'running'}
        onYes={run}
        onNo={() => setState({ kind: 'idle' })}
      />
    );
  }
  return (
    <>
      <Button
        className="start"
        data-action="fetch-anew"
        onClick={() => setState({ kind: 'asking' })}
      >
        Fetch anew…
      </Button>
      <div aria-live="polite">
        {state.kind === 'begun' ? (
          <p className="quiet">It is being fetched. How far it is stands above.</p>
        ) : null}
      </div>
      {state.kind === 'failed' ? (
        <Notice tone="error" title={state.message}>
          <p>{state.remedy}</p>
        </Notice>
      ) : null}
    </>
  );
}

function Question({ busy, onYes, onNo }: { busy: boolean; onYes: () => void; onNo: () => void }) {
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => no.current?.focus(), []);
  return (
    <Notice tone="warning" title="Erase this copy and fetch it anew?">
      <p>
        Until it is here again, offline shows little. Nothing is erased on the server, and reviews
        that wait to be sent stay.
      </p>
      <div className="actions">
        <Button look="danger" busy={busy} onClick={onYes}>
          {busy ? 'Erasing…' : 'Erase and fetch'}
        </Button>
        <Button ref={no} onClick={onNo}>
          Keep it
        </Button>
      </div>
    </Notice>
  );
}
