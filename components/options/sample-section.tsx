import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import type { Joined } from '../../lib/contract/workspace.ts';
import { Button } from '../button.tsx';
import { JoinForm } from '../join/join-form.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAction } from '../use-action.ts';
import { useFocusAlong } from '../use-focus-along.ts';
import type { OptionsPorts } from './options-ports.ts';

/** Sample data is shown: what that is, and the ways out of it. */
export function SampleSection({
  ports,
  joining: joinsFirst,
  onJoined,
}: {
  ports: OptionsPorts;
  /** The form for an invite is open from the start. */
  joining: boolean;
  onJoined: (joined: Omit<Joined, 'token'>) => void;
}) {
  const [joining, setJoining] = useState(joinsFirst);
  const place = useFocusAlong<HTMLElement>(joining ? 'join' : null, () => setJoining(false));
  const { busy, problem, run } = useAction();
  return (
    <section className="card" ref={place} data-part="sample" aria-labelledby="workspace-title">
      <div className="card-head">
        <h2 id="workspace-title">
          <Trans>Sample data</Trans>
        </h2>
        <span className="label label-warning">
          <Trans>Nothing here is real</Trans>
        </span>
      </div>
      <p className="quiet">
        <Trans>
          Made-up chats of an invented shop, in this browser alone. Joining a team, connecting a
          platform or taking a file erases it first.
        </Trans>
      </p>
      {joining ? (
        <>
          <h3>
            <Trans>Join your team</Trans>
          </h3>
          <JoinForm ports={ports} onJoined={onJoined} onCancel={() => setJoining(false)} />
        </>
      ) : null}
      <ProblemNotice problem={problem} />
      <div className="actions">
        <Button look="primary" onClick={ports.openPractice}>
          <Trans>Open the practice inbox</Trans>
        </Button>
        {joining ? null : (
          <Button data-opens="join" onClick={() => setJoining(true)}>
            <Trans>Join your team…</Trans>
          </Button>
        )}
        <Button
          look="quiet"
          data-action="erase-sample"
          busy={busy}
          onClick={() => run(ports.eraseSample, () => undefined)}
        >
          {busy ? t`Erasing…` : t`Erase sample data`}
        </Button>
      </div>
    </section>
  );
}
