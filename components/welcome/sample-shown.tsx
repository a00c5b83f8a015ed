import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '../button.tsx';
import { Notice } from '../notice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAction } from '../use-action.ts';
import type { WelcomePorts } from './welcome-ports.ts';

/** Where sample data is shown: the way to it, out of it, and what becomes of it. */
export function SampleShown({
  ports,
}: {
  ports: Pick<WelcomePorts, 'openPractice' | 'eraseSample'>;
}) {
  const { busy, problem, run } = useAction();
  return (
    <Notice tone="warning" title={t`Sample data is shown in this browser`}>
      <p>
        <Trans>
          All of it is made up. Joining a team, connecting a platform or taking a file erases it
          first.
        </Trans>
      </p>
      <div className="actions">
        <Button look="primary" onClick={ports.openPractice}>
          <Trans>Open the practice inbox</Trans>
        </Button>
        <Button
          data-action="erase-sample"
          busy={busy}
          onClick={() => run(ports.eraseSample, () => undefined)}
        >
          {busy ? t`Erasing…` : t`Erase sample data`}
        </Button>
      </div>
      <ProblemNotice problem={problem} />
    </Notice>
  );
}
