import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import type { Joined } from '../../lib/contract/workspace.ts';
import type { JoinedWorkspace, SourceView, SyncView } from '../../lib/store/views.ts';
import { Moment } from '../ago.tsx';
import { Button } from '../button.tsx';
import { JoinForm } from '../join/join-form.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { Question } from '../question.tsx';
import { SyncState } from '../sync-state.tsx';
import { useAction } from '../use-action.ts';
import { useFocusAlong } from '../use-focus-along.ts';
import { serverNow } from '../verdict-words.ts';
import { soloWords } from '../workspace-label.tsx';
import type { OptionsPorts } from './options-ports.ts';

/** Alone, without a team: what that means, and the ways out of it. */
export function SoloSection({
  workspace,
  sources,
  sync,
  now,
  ports,
  joining: joinsFirst,
  onJoined,
}: {
  workspace: JoinedWorkspace;
  sources: readonly SourceView[];
  sync: SyncView;
  /** This computer's clock. */
  now: number;
  ports: OptionsPorts;
  /** The form for an invite is open from the start. */
  joining: boolean;
  onJoined: (joined: Omit<Joined, 'token'>) => void;
}) {
  const [open, setOpen] = useState<'join' | 'leave' | null>(joinsFirst ? 'join' : null);
  const close = () => setOpen(null);
  const place = useFocusAlong<HTMLElement>(open, close);
  const { busy, problem, run } = useAction();
  return (
    <section className="card" ref={place} data-part="solo" aria-labelledby="workspace-title">
      <h2 id="workspace-title">{soloWords()}</h2>
      <p className="quiet">
        <Trans>
          Ratings are collected in this browser alone, with your own access to the platforms.
          Reviews stay on this computer. With a team one server does it for everybody.
        </Trans>
      </p>
      <dl className="facts">
        <div>
          <dt>
            <Trans>Sources</Trans>
          </dt>
          <dd>{plural(sources.length, { 0: 'None', one: '# source', other: '# sources' })}</dd>
        </div>
        <div>
          <dt>
            <Trans>Last sync</Trans>
          </dt>
          <dd>
            {sync.syncedAt === null ? (
              <Trans>Not yet complete</Trans>
            ) : (
              <span className="capital">
                <Moment instant={sync.syncedAt} now={serverNow(sync, now)} />
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>
            <Trans>Days are counted in</Trans>
          </dt>
          <dd>{workspace.timeZone}</dd>
        </div>
      </dl>
      <SyncState look="box" sync={sync} now={now} ways={{}} />
      {open === 'join' ? (
        <>
          <h3>
            <Trans>Join a team instead</Trans>
          </h3>
          <p className="quiet">
            <Trans>
              Your team’s ratings take the place of what was collected here alone, which is erased.
            </Trans>
          </p>
          <JoinForm ports={ports} onJoined={onJoined} onCancel={close} />
        </>
      ) : null}
      {open === 'leave' ? (
        <Question
          title={t`Erase all that was collected here?`}
          yes={t`Erase everything`}
          running={t`Erasing…`}
          no={t`Keep it`}
          busy={busy}
          onYes={() => run(ports.leave, close)}
          onNo={close}
        >
          <p>
            <Trans>
              This erases the ratings, reviews and accesses on this computer. Nothing changes in the
              platforms, from which ratings can be fetched again; reviews can’t.
            </Trans>
          </p>
        </Question>
      ) : null}
      <ProblemNotice problem={problem} />
      {open === null ? (
        <div className="actions">
          <Button data-opens="join" onClick={() => setOpen('join')}>
            <Trans>Join a team instead…</Trans>
          </Button>
          <Button look="quiet" data-opens="leave" onClick={() => setOpen('leave')}>
            <Trans>Erase everything…</Trans>
          </Button>
        </div>
      ) : null}
    </section>
  );
}
