import { useState } from 'react';
import type { Joined } from '../../lib/contract/workspace.ts';
import type { JoinedWorkspace, SourceView, SyncView } from '../../lib/store/views.ts';
import { Moment } from '../ago.tsx';
import { Button } from '../button.tsx';
import { formatCounted } from '../format.ts';
import { JoinForm } from '../join/join-form.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { Question } from '../question.tsx';
import { SyncState } from '../sync-state.tsx';
import { useAction } from '../use-action.ts';
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
  const [open, setOpen] = useState<'nothing' | 'join' | 'leave'>(joinsFirst ? 'join' : 'nothing');
  const { busy, problem, run } = useAction();
  return (
    <section className="card" data-part="solo" aria-labelledby="workspace-title">
      <h2 id="workspace-title">{soloWords()}</h2>
      <p className="quiet">
        Ratings are collected in this browser alone, with your own access to the platforms. Reviews
        stay on this computer. With a team one server does it for everybody.
      </p>
      <dl className="facts">
        <div>
          <dt>Sources</dt>
          <dd>
            {sources.length === 0 ? 'None' : formatCounted(sources.length, 'source', 'sources')}
          </dd>
        </div>
        <div>
          <dt>Last sync</dt>
          <dd>
            {sync.syncedAt === null ? (
              'Not yet complete'
            ) : (
              <span className="capital">
                <Moment instant={sync.syncedAt} now={serverNow(sync, now)} />
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>Days are counted in</dt>
          <dd>{workspace.timeZone}</dd>
        </div>
      </dl>
      <SyncState look="box" sync={sync} now={now} ways={{}} />
      {open === 'join' ? (
        <>
          <h3>Join a team instead</h3>
          <p className="quiet">
            Your team’s ratings take the place of what was collected here alone, which is erased.
          </p>
          <JoinForm ports={ports} onJoined={onJoined} />
        </>
      ) : null}
      {open === 'leave' ? (
        <Question
          title="Erase all that was collected here?"
          yes="Erase everything"
          running="Erasing…"
          no="Keep it"
          busy={busy}
          onYes={() => run(ports.leave, () => setOpen('nothing'))}
          onNo={() => setOpen('nothing')}
        >
          <p>
            This erases the ratings, reviews and accesses on this computer. Nothing changes in the
            platforms, from which ratings can be fetched again; reviews can’t.
          </p>
        </Question>
      ) : null}
      <ProblemNotice problem={problem} />
      {open === 'nothing' ? (
        <div className="actions">
          <Button onClick={() => setOpen('join')}>Join a team instead…</Button>
          <Button look="quiet" onClick={() => setOpen('leave')}>
            Erase everything…
          </Button>
        </div>
      ) : null}
    </section>
  );
}
