import { useState } from 'react';
import { Button } from '../button.tsx';
import { useSurface } from '../surface.ts';

/** The source whose conversations the server itself has. */
const SOURCE = 'fivefaces';

/** Could this be a conversation's id, rather than words, an e-mail address or a beginning? */
export function looksLikeId(text: string): boolean {
  return /^[^\s@]{3,200}$/.test(text);
}

type Asked =
  | { kind: 'not_asked' | 'asking' | 'not_there' }
  | { kind: 'failed'; message: string; remedy: string };

/** Asks the server for a conversation whose id is not found here. What it finds shows among the results. */
export function AskServer({ id }: { id: string }) {
  const { actions } = useSurface();
  const [state, setState] = useState<Asked>({ kind: 'not_asked' });
  const ask = () => {
    setState({ kind: 'asking' });
    void actions.lookThrough(SOURCE, id).then((outcome) => {
      if (!outcome.ok) return setState({ kind: 'failed', ...outcome });
      if (!outcome.value.found) setState({ kind: 'not_there' });
    });
  };
  if (state.kind === 'not_there') {
    return <p className="quiet">The server does not know it either. Is the id complete?</p>;
  }
  return (
    <>
      <Button busy={state.kind === 'asking'} data-action="ask-server" onClick={ask}>
        {state.kind === 'asking' ? 'Asking the server…' : 'Ask the server'}
      </Button>
      {state.kind === 'failed' ? (
        <p role="alert">
          {state.message} {state.remedy}
        </p>
      ) : null}
    </>
  );
}
