import { useState } from 'react';
import { SCORES } from '../../lib/csat/scale.ts';
import { Face } from '../face.tsx';
import { JoinForm } from '../join/join-form.tsx';
import type { JoinPorts } from '../join/join-ports.ts';
import { JoinedNotice } from '../join/joined-notice.tsx';
import { Skeleton } from '../skeleton.tsx';
import { StoreError } from '../store-error.tsx';
import { useSurface } from '../surface.ts';
import { useView } from '../use-view.ts';

/** The page after install: what Fivefaces is, and joining the team. */
export function WelcomeApp({ ports }: { ports: JoinPorts }) {
  const surface = useSurface();
  const state = useView('workspace', (reader) =>
    reader.popup({ period: 'auto', open: null, now: surface.now() }),
  );
  const [joined, setJoined] = useState<string | null>(null);
  const workspace = joined ?? (state.kind === 'view' ? state.value.workspace?.name : null);
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
      ) : state.kind === 'loading' ? (
        <section className="card">
          <Skeleton lines={3} label="Loading" />
        </section>
      ) : workspace ? (
        <section className="card">
          <JoinedNotice workspace={workspace} openInbox={ports.openInbox} />
        </section>
      ) : (
        <section className="card" aria-labelledby="join-title">
          <h2 id="join-title">Join your team</h2>
          <p className="quiet">Your admin has an invite link for you.</p>
          <JoinForm ports={ports} onJoined={(answer) => setJoined(answer.workspace.name)} />
        </section>
      )}
      <section className="card card-plain" aria-labelledby="access-title">
        <h2 id="access-title">What your browser will ask</h2>
        <p>
          When you continue with an invite, your browser asks whether Fivefaces may reach that one
          server: to fetch its ratings, and to show the panel beside its inbox. Nothing else was
          asked for at install, and other pages stay out of its sight.
        </p>
      </section>
    </main>
  );
}
