import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { OpenQuery, SourceView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { problemWords } from '../problem-words.ts';
import { type SurfaceActions, useSurface } from '../surface.ts';

/** Could this be a conversation's id, rather than words, an e-mail address or a beginning? */
export function looksLikeId(text: string): boolean {
  return /^[^\s@]{3,200}$/.test(text);
}

type Asked =
  | { kind: 'not_asked' | 'asking' | 'not_there' }
  | { kind: 'failed'; message: string; remedy: string };

/** Asks for a conversation whose id is not found here. What is found shows among the results. */
export function AskServer({
  id,
  sources,
  server,
}: {
  id: string;
  sources: readonly SourceView[];
  /** Origin of the server; empty in solo, where the platforms themselves are asked. */
  server: string;
}) {
  const { actions } = useSurface();
  const [state, setState] = useState<Asked>({ kind: 'not_asked' });
  const ask = () => {
    setState({ kind: 'asking' });
    void askEach(actions, questions(id, sources)).then((outcome) => {
      if (!outcome.ok) return setState({ kind: 'failed', ...outcome });
      if (!outcome.value.found) setState({ kind: 'not_there' });
    });
  };
  if (state.kind === 'not_there') {
    return (
      <p className="quiet">
        {server === '' ? (
          <Trans>It is not known there either. Is the id complete?</Trans>
        ) : (
          <Trans>The server does not know it either. Is the id complete?</Trans>
        )}
      </p>
    );
  }
  return (
    <>
      <Button busy={state.kind === 'asking'} data-action="ask-server" onClick={ask}>
        {askWords(server === '', state.kind === 'asking')}
      </Button>
      {state.kind === 'failed' ? <Failed message={state.message} remedy={state.remedy} /> : null}
    </>
  );
}

function Failed(problem: { message: string; remedy: string }) {
  const { message, remedy } = problemWords(problem);
  return (
    <div role="alert">
      <p>{message}</p>
      <p className="quiet">{remedy}</p>
    </div>
  );
}

function askWords(solo: boolean, asking: boolean): string {
  if (asking) return solo ? t`Asking the platform…` : t`Asking the server…`;
  return solo ? t`Ask the platform` : t`Ask the server`;
}

/** One question a source that can be asked, in its order; the server's own where none is told. */
function questions(id: string, sources: readonly SourceView[]): OpenQuery[] {
  const own: OpenQuery = { inbox: 'fivefaces', place: null, conversation: id, ticket: null };
  const asked = sources.flatMap((source): OpenQuery[] => {
    if (source.kind === 'fivefaces') return [own];
    if (source.place === null) return [];
    return [{ inbox: source.kind, place: source.place, conversation: id, ticket: id }];
  });
  return asked.length > 0 ? asked : [own];
}

/** Asks until it is found. What failed is told only if nobody has it. */
async function askEach(
  actions: SurfaceActions,
  open: OpenQuery[],
): Promise<Outcome<{ found: boolean }>> {
  let answer: Outcome<{ found: boolean }> = { ok: true, value: { found: false } };
  for (const one of open) {
    const outcome = await actions.lookThrough(one);
    if (outcome.ok && outcome.value.found) return outcome;
    if (!outcome.ok) answer = outcome;
  }
  return answer;
}
