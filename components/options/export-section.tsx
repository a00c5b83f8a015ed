import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId, useState } from 'react';
import type { JoinedWorkspace } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { formatCount } from '../format.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import type { Problem } from '../use-action.ts';
import type { OptionsPorts } from './options-ports.ts';
import { type ExportKind, takeAlong } from './take-along.ts';

type State =
  | { kind: 'idle' }
  | { kind: 'running'; as: ExportKind; conversations: number }
  | { kind: 'saved'; conversations: number };

/** Takes along all that is kept here, as a file. */
export function ExportSection({
  workspace,
  ports,
}: {
  workspace: JoinedWorkspace;
  ports: Pick<OptionsPorts, 'exportFacts' | 'exportPart' | 'saveFile'>;
}) {
  const id = useId();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const takesAll = workspace.solo || workspace.role === 'admin';
  const take = (as: ExportKind) => {
    setProblem(null);
    setState({ kind: 'running', as, conversations: 0 });
    takeAlong(as, workspace, ports, (conversations) =>
      setState({ kind: 'running', as, conversations }),
    ).then(
      (outcome) => {
        if (outcome.ok) return setState({ kind: 'saved', conversations: outcome.value });
        setState({ kind: 'idle' });
        setProblem(outcome);
      },
      (error: unknown) => {
        setState({ kind: 'idle' });
        setProblem({ message: String(error) });
      },
    );
  };
  const busy = (as: ExportKind) => state.kind === 'running' && state.as === as;
  const count = state.kind === 'idle' ? '' : formatCount(state.conversations);
  return (
    <section className="card" data-part="export" aria-labelledby={id}>
      <h2 id={id}>
        <Trans>Take your data along</Trans>
      </h2>
      <p className="quiet">
        {takesAll
          ? t`JSON holds all that is kept on this computer: conversations, reviews, topics and day counts. CSV holds the conversations with their reviews, for a spreadsheet. Both have customers’ comments in them: keep the file safe.`
          : t`The day counts of every topic, as JSON or for a spreadsheet. What customers wrote is taken along by admins only.`}
      </p>
      <div className="actions">
        <Button data-action="export-json" busy={busy('json')} onClick={() => take('json')}>
          <Trans>Save as JSON</Trans>
        </Button>
        <Button data-action="export-csv" busy={busy('csv')} onClick={() => take('csv')}>
          <Trans>Save as CSV</Trans>
        </Button>
      </div>
      <p className="quiet" role="status">
        {state.kind === 'running' && state.conversations > 0
          ? t`${count} conversations read`
          : state.kind === 'saved'
            ? t`Saved to your downloads`
            : null}
      </p>
      <ProblemNotice problem={problem} />
    </section>
  );
}
