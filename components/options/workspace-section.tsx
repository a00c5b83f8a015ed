import { useEffect, useRef, useState } from 'react';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { JoinedWorkspace, SyncView } from '../../lib/store/views.ts';
import { Moment } from '../ago.tsx';
import { Button } from '../button.tsx';
import { Notice } from '../notice.tsx';
import { OpenInbox } from '../open-inbox.tsx';
import { loadingWords, serverNow } from '../verdict-words.ts';

/** The workspace that this browser has joined, and the way out of it. */
export function WorkspaceSection({
  workspace,
  sync,
  now,
  ports,
}: {
  workspace: JoinedWorkspace;
  sync: SyncView;
  now: number;
  ports: { leave(): Promise<Outcome<null>>; openInbox(): Promise<Outcome<null>> };
}) {
  const { problem } = sync;
  return (
    <section className="card" aria-labelledby="workspace-title">
      <div className="card-head">
        <h2 id="workspace-title">{workspace.name}</h2>
        {workspace.demo ? <span className="label">Demo data</span> : null}
      </div>
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
            {sync.phase !== 'current' ? (
              <span className="capital">{loadingWords(sync)}</span>
            ) : sync.syncedAt === null ? (
              'Not yet'
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
      {problem ? (
        <Notice tone="warning" title={problem.message}>
          <p>{problem.remedy}</p>
        </Notice>
      ) : null}
      <div className="actions">
        <OpenInbox openInbox={ports.openInbox} look="primary" />
      </div>
      <Leave name={workspace.name} leave={ports.leave} />
    </section>
  );
}

function Leave({ name, leave }: { name: string; leave: () => Promise<Outcome<null>> }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ message: string; remedy: string } | null>(null);
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asking) keep.current?.focus();
  }, [asking]);
  const run = () => {
    setBusy(true);
    setProblem(null);
    leave()
      .then((outcome) => (outcome.ok ? setAsking(false) : setProblem(outcome)))
      .catch((error: unknown) => setProblem({ message: String(error), remedy: 'Try again.' }))
      .finally(() => setBusy(false));
  };
  if (!asking) {
    return (
      <p className="leave">
        <Button look="quiet" onClick={() => setAsking(true)}>
          Leave this workspace…
        </Button>
      </p>
    );
  }
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
        <Button ref={keep} onClick={() => setAsking(false)}>
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
