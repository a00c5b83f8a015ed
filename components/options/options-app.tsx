import { useEffect, useRef, useState } from 'react';
import { DropFile } from '../file/drop-file.tsx';
import { InboxesSection } from '../inboxes/inboxes-section.tsx';
import { useInboxes } from '../inboxes/use-inboxes.ts';
import { JoinForm } from '../join/join-form.tsx';
import { Skeleton } from '../skeleton.tsx';
import { SourcesSection } from '../sources/sources-section.tsx';
import { StoreError } from '../store-error.tsx';
import { useSurface } from '../surface.ts';
import { SyncState } from '../sync-state.tsx';
import { TeamSection } from '../team/team-section.tsx';
import { useNow } from '../use-now.ts';
import { useView } from '../use-view.ts';
import { DiagnosticsSection } from './diagnostics-section.tsx';
import { KeptHereSection } from './kept-here-section.tsx';
import type { OptionsPorts } from './options-ports.ts';
import { PageHead } from './page-head.tsx';
import { PolicySection } from './policy-section.tsx';
import { SoloSection } from './solo-section.tsx';
import { StoredHere } from './stored-here.tsx';
import { ThemeSection } from './theme-section.tsx';
import { WorkspaceSection } from './workspace-section.tsx';

/**
 * Options: the workspace, where ratings come from, where the panel shows, the team, the looks, and
 * what is kept on this computer.
 */
export function OptionsApp({ ports }: { ports: OptionsPorts }) {
  const surface = useSurface();
  const now = useNow();
  const state = useView('workspace', (reader) =>
    reader.popup({ period: 'auto', open: null, now: surface.now() }),
  );
  const [joined, setJoined] = useState<string | null>(null);
  const inboxes = useInboxes(ports);
  const page = useRef<HTMLElement>(null);
  useScrollTo(page, ports.link, state.kind === 'view');
  const view = state.kind === 'view' ? state.value : null;
  const workspace = view?.workspace ?? null;
  return (
    <main className="page" ref={page}>
      <PageHead title="Options" />
      {state.kind === 'error' ? (
        <StoreError />
      ) : !view ? (
        <section className="card">
          <Skeleton lines={3} label="Loading the workspace" />
        </section>
      ) : workspace?.solo ? (
        <SoloSection
          workspace={workspace}
          sources={view.sources}
          sync={view.sync}
          now={now}
          ports={ports}
          joining={ports.link.connect === 'join'}
          onJoined={(answer) => setJoined(answer.workspace.id)}
        />
      ) : workspace && view.sync.problem?.code !== 'auth' ? (
        <WorkspaceSection
          workspace={workspace}
          justJoined={joined === workspace.id}
          sync={view.sync}
          now={now}
          ports={ports}
        />
      ) : (
        <section className="card" aria-labelledby="join-title">
          <h2 id="join-title">{workspace ? 'Join again' : 'Join your team'}</h2>
          <p className="quiet">
            Paste the invite link that your admin sent you. Your browser will ask once for access to
            that server.
          </p>
          {view.sync.problem ? <SyncState look="box" sync={view.sync} now={now} ways={{}} /> : null}
          <JoinForm ports={ports} onJoined={(answer) => setJoined(answer.workspace.id)} />
        </section>
      )}
      {view ? (
        <SourcesSection
          workspace={workspace}
          sources={view.sources}
          sync={view.sync}
          now={now}
          ports={ports}
          chosen={ports.link.connect}
          file={({ close, taken }) => <DropFile ports={ports} onTaken={taken} onCancel={close} />}
        />
      ) : null}
      <InboxesSection ports={ports} inboxes={inboxes} first={ports.link.inbox ?? ''} />
      {view && workspace && !workspace.solo && workspace.role === 'admin' ? (
        <TeamSection
          workspace={workspace}
          sync={view.sync}
          now={now}
          inboxes={inboxes ?? []}
          ports={ports}
        />
      ) : null}
      <PolicySection readPolicy={ports.readPolicy} />
      {view && workspace ? <KeptHereSection ports={ports} syncedAt={view.sync.syncedAt} /> : null}
      <ThemeSection />
      <StoredHere solo={workspace?.solo ?? false} />
      <DiagnosticsSection readDiagnostics={ports.readDiagnostics} copy={ports.copy} />
    </main>
  );
}

/** Brings what a link named into sight, once its section is there. */
function useScrollTo(
  page: { current: HTMLElement | null },
  { connect, inbox }: OptionsPorts['link'],
  ready: boolean,
): void {
  useEffect(() => {
    if (!ready) return;
    const id =
      inbox !== null ? 'inboxes' : connect !== null && connect !== 'join' ? 'sources' : null;
    if (id) page.current?.querySelector(`#${id}`)?.scrollIntoView({ block: 'start' });
  }, [page, connect, inbox, ready]);
}
