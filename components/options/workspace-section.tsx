import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { JoinedWorkspace, SyncView } from '../../lib/store/views.ts';
import { Moment } from '../ago.tsx';
import { Button } from '../button.tsx';
import { Notice } from '../notice.tsx';
import { OpenInbox } from '../open-inbox.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { Question } from '../question.tsx';
import { SyncState } from '../sync-state.tsx';
import { useAction } from '../use-action.ts';
import { useFocusAlong } from '../use-focus-along.ts';
import { serverNow } from '../verdict-words.ts';
import { WorkspaceLabel } from '../workspace-label.tsx';
import type { OptionsPorts } from './options-ports.ts';

/** The workspace that this browser has joined, and the way out of it. */
export function WorkspaceSection({
  workspace,
  justJoined,
  sync,
  now,
  ports,
}: {
  workspace: JoinedWorkspace;
  /** It was joined on this page: says so. */
  justJoined: boolean;
  sync: SyncView;
  now: number;
  ports: Pick<OptionsPorts, 'leave' | 'openInbox' | 'requestAccess'>;
}) {
  const [asking, setAsking] = useState(false);
  const place = useFocusAlong<HTMLElement>(asking ? 'leave' : null, () => setAsking(false));
  const { problem } = sync;
  const { name } = workspace;
  return (
    <section className="card" ref={place} aria-labelledby="workspace-title">
      <div className="card-head">
        <h2 id="workspace-title">{workspace.name}</h2>
        <WorkspaceLabel workspace={workspace} />
      </div>
      {justJoined ? (
        <Notice tone="success" title={t`You joined ${name}`}>
          <p>
            <Trans>Open a conversation in the inbox: the panel’s tab is at the page’s edge.</Trans>
          </p>
        </Notice>
      ) : null}
      <dl className="facts">
        <div>
          <dt>
            <Trans>Server</Trans>
          </dt>
          <dd>{new URL(workspace.server).host}</dd>
        </div>
        <div>
          <dt>{t({ message: 'You', comment: 'label before one’s own name' })}</dt>
          <dd>
            {workspace.person.name} · {workspace.role === 'admin' ? t`Admin` : t`Teammate`}
          </dd>
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
      {problem?.code === 'permission' ? (
        <AllowAgain server={workspace.server} requestAccess={ports.requestAccess} />
      ) : null}
      <div className="actions">
        <OpenInbox openInbox={ports.openInbox} look={problem ? 'quiet' : 'primary'} />
        {asking ? null : (
          <Button look="quiet" data-opens="leave" onClick={() => setAsking(true)}>
            <Trans>Leave this workspace…</Trans>
          </Button>
        )}
      </div>
      {asking ? (
        <Leave name={workspace.name} leave={ports.leave} onStay={() => setAsking(false)} />
      ) : null}
    </section>
  );
}

/** Asks the browser again for access to the server, after it was taken back. */
function AllowAgain({
  server,
  requestAccess,
}: {
  server: string;
  requestAccess: OptionsPorts['requestAccess'];
}) {
  const { host } = new URL(server);
  const [refused, setRefused] = useState(false);
  return (
    <>
      <Button
        look="primary"
        className="start"
        onClick={() => {
          requestAccess([server]).then(
            (granted) => setRefused(!granted),
            () => setRefused(true),
          );
        }}
      >
        <Trans>Allow access to {host}</Trans>
      </Button>
      {refused ? (
        <p role="alert">
          <Trans>Without access nothing new can be fetched.</Trans>
        </p>
      ) : null}
    </>
  );
}

/** The question before leaving, and what came of it. */
function Leave({
  name,
  leave,
  onStay,
}: {
  name: string;
  leave: () => Promise<Outcome<null>>;
  onStay: () => void;
}) {
  const { busy, problem, run } = useAction();
  return (
    <>
      <Question
        title={t`Leave ${name}?`}
        yes={t`Leave and erase`}
        running={t`Leaving…`}
        no={t({ message: 'Stay', comment: 'button: do not leave the workspace' })}
        busy={busy}
        onYes={() => run(leave, onStay)}
        onNo={onStay}
      >
        <p>
          <Trans>
            This erases the copy on this computer and gives your access back. Nothing is erased on
            the server. To come back you need a new invite.
          </Trans>
        </p>
      </Question>
      <ProblemNotice problem={problem} />
    </>
  );
}
