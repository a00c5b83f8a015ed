import { useEffect, useRef, useState } from 'react';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { JoinedWorkspace, SyncView } from '../../lib/store/views.ts';
import { Moment } from '../ago.tsx';
import { Button } from '../button.tsx';
import { Notice } from '../notice.tsx';
import { OpenInbox } from '../open-inbox.tsx';
import { SyncState } from '../sync-state.tsx';
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
  const { problem } = sync;
  return (
    <section className="card" aria-labelledby="workspace-title">
      <div className="card-head">
        <h2 id="workspace-title">{workspace.name}</h2>
        <WorkspaceLabel workspace={workspace} />
      </div>
      {justJoined ? (
        <Notice tone="success" title={`You joined ${workspace.name}`}>
          <p>Open a conversation in the inbox: the panel’s tab is at its right edge.</p>
        </Notice>
      ) : null}
      <dl className="facts">
        <div>
          <dt>Server</dt>
          <dd>{new URL(workspace.server).host}</dd>
        </div>
        <div>
          <dt>You</dt>
          <dd>
            {workspace.person.name} · {workspace.role === 'admin' ? 'Admin' : 'Teammate'}
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
      {problem?.code === 'permission' ? (
        <AllowAgain server={workspace.server} requestAccess={ports.requestAccess} />
      ) : null}
      <div className="actions">
        <OpenInbox openInbox={ports.openInbox} look={problem ? 'quiet' : 'primary'} />
        {asking ? null : (
          <Button look="quiet" onClick={() => setAsking(true)}>
            Leave this workspace…
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
        Allow access to {new URL(server).host}
      </Button>
      {refused ? <p role="alert">Without access nothing new can be fetched.</p> : null}
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
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ message: string; remedy: string } | null>(null);
  const stay = useRef<HTMLButtonElement>(null);
  useEffect(() => stay.current?.focus(), []);
  const run = () => {
    setBusy(true);
    setProblem(null);
    leave()
      .then((outcome) => (outcome.ok ? onStay() : setProblem(outcome)))
      .catch((error: unknown) => setProblem({ message: String(error), remedy: 'Try again.' }))
      .finally(() => setBusy(false));
  };
  return (
    <Notice tone="warning" title={`Leave ${name}?`}>
      <p>
        This erases the copy on this computer and gives your access back. Nothing is erased on the
        server. To come back you need a new invite.
      </p>
      <div className="actions">
        <Button look="danger" busy={busy} onClick={run}>
          {busy ? 'Leaving…' : 'Leave and erase'}
        </Button>
        <Button ref={stay} onClick={onStay}>
          Stay
        </Button>
      </div>
      {problem ? (
        <p role="alert">
          <strong>{problem.message}</strong> {problem.remedy}
        </p>
      ) : null}
    </Notice>
  );
}
