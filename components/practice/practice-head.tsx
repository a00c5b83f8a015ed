import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '../button.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAction } from '../use-action.ts';
import type { PracticePorts } from './practice-ports.ts';

/** The practice inbox's top: what it is, and the ways on from it. */
export function PracticeHead({ ports }: { ports: PracticePorts }) {
  const { busy, problem, run } = useAction();
  return (
    <header className="practice-head">
      <h1>
        <Trans>Practice inbox</Trans>
      </h1>
      <span className="label label-warning">
        <Trans>Sample data</Trans>
      </span>
      <p className="quiet">
        <Trans>An invented shop. Nothing here is real, and nothing leaves this computer.</Trans>
      </p>
      <span className="spacer" />
      <div className="actions">
        {ports.insights === null ? null : (
          <a className="button button-quiet" href={ports.insights}>
            <Trans>Insights</Trans>
          </a>
        )}
        <Button look="quiet" onClick={() => ports.openPage('welcome')}>
          <Trans>Use it for real</Trans>
        </Button>
        <Button
          busy={busy}
          data-action="erase-sample"
          onClick={() => run(ports.eraseSample, () => undefined)}
        >
          {busy ? t`Erasing…` : t`Erase sample data`}
        </Button>
      </div>
      <ProblemNotice problem={problem} />
    </header>
  );
}
