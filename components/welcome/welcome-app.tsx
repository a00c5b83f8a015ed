import { useState } from 'react';
import { SCORES } from '../../lib/csat/scale.ts';
import { Face } from '../face.tsx';
import { DropFile } from '../file/drop-file.tsx';
import type { KnownInbox } from '../inboxes/known-inboxes.ts';
import { JoinForm } from '../join/join-form.tsx';
import { JoinedNotice } from '../join/joined-notice.tsx';
import { Skeleton } from '../skeleton.tsx';
import { ConnectPlatform } from '../sources/connect-platform.tsx';
import { StoreError } from '../store-error.tsx';
import { useSurface } from '../surface.ts';
import { useChoice } from '../use-choice.ts';
import { useNow } from '../use-now.ts';
import { useView } from '../use-view.ts';
import { ConnectedNotice } from './connected-notice.tsx';
import { FirstScore } from './first-score.tsx';
import type { WelcomePorts } from './welcome-ports.ts';

/** The page after install: what Fivefaces is, and the ways in. */
export function WelcomeApp({ ports }: { ports: WelcomePorts }) {
  const surface = useSurface();
  const now = useNow();
  const [choice] = useChoice(surface.period);
  const period = choice ?? 'auto';
  const state = useView(`workspace ${period}`, (reader) =>
    reader.popup({ period, open: null, now: surface.now() }),
  );
  const [joined, setJoined] = useState<string | null>(null);
  const [connected, setConnected] = useState<{ kind: string; inbox: KnownInbox | null } | null>(
    null,
  );
  const [took, setTook] = useState(false);
  const view = state.kind === 'view' ? state.value : null;
  const workspace = view?.workspace ?? null;
  const team = joined ?? (workspace && !workspace.solo ? workspace.name : null);
  return (
    <main className="page page-welcome">
      <header className="welcome-head">
        <p className="welcome-faces" aria-hidden="true">
          {SCORES.map((score) => (
            <Face key={score} score={score} />
          ))}
        </p>
        <h1>Customer satisfaction beside your inbox</h1>
        <ul className="points">
          <li>See how the customer rated each chat with the AI agent, right where you read it.</li>
          <li>See the topic’s score with it: one bad day, or a pattern.</li>
          <li>All of it stays readable offline. It is the AI agent that is rated, not you.</li>
        </ul>
      </header>
      {state.kind === 'error' ? (
        <StoreError />
      ) : !view ? (
        <section className="card">
          <Skeleton lines={3} label="Loading" />
        </section>
      ) : team !== null ? (
        <>
          <section className="card">
            <JoinedNotice workspace={team} openInbox={ports.openInbox} />
          </section>
          <FirstScore view={view} />
        </>
      ) : (
        <>
          {(workspace?.solo && !took) || connected ? (
            <section className="card" data-part="connected">
              <ConnectedNotice view={view} connected={connected} ports={ports} now={now} />
            </section>
          ) : null}
          {workspace?.solo ? <FirstScore view={view} /> : null}
          {workspace?.solo ? null : (
            <section className="card" aria-labelledby="join-title">
              <h2 id="join-title">Join your team</h2>
              <p className="quiet">Your admin has an invite link for you.</p>
              <JoinForm ports={ports} onJoined={(answer) => setJoined(answer.workspace.name)} />
            </section>
          )}
          <section className="card" aria-labelledby="connect-title">
            <h2 id="connect-title">
              {workspace?.solo ? 'Connect another platform' : 'Or connect a platform yourself'}
            </h2>
            <p className="quiet">Solo: only you see this. Good for a trial, or for one person.</p>
            <ConnectPlatform
              ports={ports}
              solo
              onConnected={({ kind }, inbox) => setConnected({ kind, inbox })}
            />
          </section>
          <section className="card" aria-labelledby="file-title">
            <h2 id="file-title">Or drop a file</h2>
            <DropFile ports={ports} onTaken={() => setTook(true)} />
          </section>
        </>
      )}
      <section className="card card-plain" aria-labelledby="access-title">
        <h2 id="access-title">What your browser will ask</h2>
        <p>
          Only for the sites that you name: your team’s server with its inboxes, or the platform
          that you connect. Nothing was asked for at install, other pages stay out of its sight, and
          a file needs no permission at all.
        </p>
      </section>
    </main>
  );
}
