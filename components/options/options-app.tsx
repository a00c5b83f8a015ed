import { useEffect, useState } from 'react';
import type { HiddenSites } from '../hidden-sites.ts';
import { JoinForm } from '../join/join-form.tsx';
import { Skeleton } from '../skeleton.tsx';
import { StoreError } from '../store-error.tsx';
import { useSurface } from '../surface.ts';
import { SyncState } from '../sync-state.tsx';
import { useNow } from '../use-now.ts';
import { useView } from '../use-view.ts';
import { DiagnosticsSection } from './diagnostics-section.tsx';
import { HiddenSitesSection } from './hidden-sites-section.tsx';
import { KeptHereSection } from './kept-here-section.tsx';
import type { OptionsPorts } from './options-ports.ts';
import { PageHead } from './page-head.tsx';
import { StoredHere } from './stored-here.tsx';
import { ThemeSection } from './theme-section.tsx';
import { WorkspaceSection } from './workspace-section.tsx';

/** Options: the workspace, the looks, where the panel shows, and what is kept on this computer. */
export function OptionsApp({ ports }: { ports: OptionsPorts }) {
  const surface = useSurface();
  const now = useNow();
  const state = useView('workspace', (reader) =>
    reader.popup({ period: 'auto', open: null, now: surface.now() }),
  );
  const [joined, setJoined] = useState<string | null>(null);
  const hidden = useHiddenSites(ports.hiddenSites);
  return (
    <main className="page">
      <PageHead title="Options" />
      {state.kind === 'error' ? (
        <StoreError />
      ) : state.kind === 'loading' ? (
        <section className="card">
          <Skeleton lines={3} label="Loading the workspace" />
        </section>
      ) : state.value.workspace && state.value.sync.problem?.code !== 'auth' ? (
        <WorkspaceSection
          workspace={state.value.workspace}
          justJoined={joined === state.value.workspace.id}
          sync={state.value.sync}
          now={now}
          ports={ports}
        />
      ) : (
        <section className="card" aria-labelledby="join-title">
          <h2 id="join-title">{state.value.workspace ? 'Join again' : 'Join your team'}</h2>
          <p className="quiet">
            Paste the invite link that your admin sent you. Your browser will ask once for access to
            that server.
          </p>
          {state.value.sync.problem ? (
            <SyncState look="box" sync={state.value.sync} now={now} ways={{}} />
          ) : null}
          <JoinForm ports={ports} onJoined={(answer) => setJoined(answer.workspace.id)} />
        </section>
      )}
      {state.kind === 'view' && state.value.workspace ? (
        <KeptHereSection ports={ports} syncedAt={state.value.sync.syncedAt} />
      ) : null}
      <ThemeSection />
      <HiddenSitesSection origins={hidden} sites={ports.hiddenSites} />
      <StoredHere />
      <DiagnosticsSection readDiagnostics={ports.readDiagnostics} copy={ports.copy} />
    </main>
  );
}

function useHiddenSites(sites: HiddenSites): string[] {
  const [origins, setOrigins] = useState<string[]>([]);
  useEffect(() => {
    const end = new AbortController();
    sites.follow(setOrigins, end.signal);
    return () => end.abort();
  }, [sites]);
  return origins;
}
