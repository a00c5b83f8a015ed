import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { isSample } from '../../lib/sample/is-sample.ts';
import type { PopupView } from '../../lib/store/views.ts';
import type { KnownInbox } from '../inboxes/known-inboxes.ts';
import { JoinedNotice } from '../join/joined-notice.tsx';
import { Skeleton } from '../skeleton.tsx';
import { StoreError } from '../store-error.tsx';
import { useSurface } from '../surface.ts';
import { SyncState } from '../sync-state.tsx';
import { useChoice } from '../use-choice.ts';
import { useNow } from '../use-now.ts';
import { useView } from '../use-view.ts';
import { WorkspaceLabel } from '../workspace-label.tsx';
import { ConnectedNotice } from './connected-notice.tsx';
import { FirstScore } from './first-score.tsx';
import { SampleShown } from './sample-shown.tsx';
import { WaysIn } from './ways-in.tsx';
import { WelcomeHead } from './welcome-head.tsx';
import type { WelcomePorts } from './welcome-ports.ts';
import { WhatNext } from './what-next.tsx';

/** The page after install: what Fivefaces is, the ways in, and the first score. */
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
  const sample = isSample(workspace);
  const solo = workspace?.solo === true && !sample;
  return (
    <main className="page page-welcome">
      <WelcomeHead />
      {state.kind === 'error' ? (
        <StoreError />
      ) : !view ? (
        <section className="card">
          <Skeleton lines={3} label={t`Loading`} />
        </section>
      ) : team !== null ? (
        <>
          <JoinedNotice
            workspace={team}
            label={<WorkspaceLabel workspace={workspace} />}
            openInbox={ports.openInbox}
          />
          <SyncState look="box" sync={view.sync} now={now} ways={{}} />
          <First view={view} ports={ports} />
        </>
      ) : (
        <>
          {sample && !connected ? <SampleShown ports={ports} /> : null}
          {(solo && !took) || connected ? (
            <section className="welcome-done" data-part="connected">
              <ConnectedNotice view={view} connected={connected} ports={ports} now={now} />
            </section>
          ) : null}
          {solo ? <First view={view} ports={ports} /> : null}
          <WaysIn
            ports={ports}
            here={sample ? 'sample' : solo ? 'solo' : 'nothing'}
            onJoined={(answer) => setJoined(answer.workspace.name)}
            onConnected={(kind, inbox) => setConnected({ kind, inbox })}
            onTaken={() => setTook(true)}
          />
        </>
      )}
      <section className="card card-plain" aria-labelledby="access-title">
        <h2 id="access-title">
          <Trans>What your browser will ask</Trans>
        </h2>
        <p>
          <Trans>
            Only for the sites that you name: your team’s server with its inboxes, or the platform
            that you connect. Nothing was asked for at install, other pages stay out of its sight,
            and a file or sample data needs no permission at all.
          </Trans>
        </p>
      </section>
    </main>
  );
}

/** The first score, once there is one, and what is worth doing next. */
function First({ view, ports }: { view: PopupView; ports: Pick<WelcomePorts, 'openOptions'> }) {
  return (
    <div className="welcome-first">
      <FirstScore view={view} />
      <WhatNext openOptions={ports.openOptions} />
    </div>
  );
}
