import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import type { Joined } from '../../lib/contract/workspace.ts';
import { isSample } from '../../lib/sample/is-sample.ts';
import type { PopupView } from '../../lib/store/views.ts';
import { AskingSection } from '../asking/asking-section.tsx';
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
import { BadgeSection } from './badge-section.tsx';
import { DiagnosticsSection } from './diagnostics-section.tsx';
import { ExportSection } from './export-section.tsx';
import { KeptHereSection } from './kept-here-section.tsx';
import { LanguageSection } from './language-section.tsx';
import { NextStepsSection } from './next-steps-section.tsx';
import { NoticesSection } from './notices-section.tsx';
import { type OptionsPart, OptionsParts } from './options-parts.tsx';
import type { OptionsPorts } from './options-ports.ts';
import { PageHead } from './page-head.tsx';
import { PolicySection } from './policy-section.tsx';
import { SampleSection } from './sample-section.tsx';
import { ShortcutsSection } from './shortcuts-section.tsx';
import { SoloSection } from './solo-section.tsx';
import { StoredHere } from './stored-here.tsx';
import { ThemeSection } from './theme-section.tsx';
import { WorkspaceSection } from './workspace-section.tsx';

/**
 * Options: whose ratings, where they come from, where the panel shows, the team and its reviews, the
 * looks, and what is kept on this computer.
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
  const of = isSample(workspace) ? 'sample' : workspace?.solo ? 'solo' : 'team';
  const leadsTeam = workspace !== null && of === 'team' && workspace.role === 'admin';
  const shown = { now, ports };
  const parts: (OptionsPart | null)[] = [
    {
      id: 'workspace',
      name: workspace ? t`Workspace` : t`Join your team`,
      content:
        state.kind === 'error' ? (
          <StoreError />
        ) : view ? (
          <Workspace view={view} joined={joined} onJoined={setJoined} {...shown} />
        ) : (
          <section className="card">
            <Skeleton lines={3} label={t`Loading the workspace`} />
          </section>
        ),
    },
    view && {
      id: 'sources-part',
      name: t`Where ratings come from`,
      content: (
        <SourcesSection
          // Made-up ratings come from nowhere: what is connected now is the first.
          workspace={of === 'sample' ? null : workspace}
          sources={of === 'sample' ? [] : view.sources}
          sync={view.sync}
          chosen={ports.link.connect}
          file={({ close, taken }) => <DropFile ports={ports} onTaken={taken} onCancel={close} />}
          {...shown}
        />
      ),
    },
    {
      id: 'inboxes-part',
      name: t`Where the panel shows`,
      content: <InboxesSection ports={ports} inboxes={inboxes} first={ports.link.inbox ?? ''} />,
    },
    view && workspace && leadsTeam
      ? {
          id: 'team',
          name: t`Team`,
          content: (
            <TeamSection
              workspace={workspace}
              sync={view.sync}
              inboxes={inboxes ?? []}
              {...shown}
            />
          ),
        }
      : null,
    view && workspace && leadsTeam
      ? {
          id: 'asking',
          name: t`Asking customers`,
          content: (
            <AskingSection workspace={workspace} sync={view.sync} now={now} ports={ports.asking} />
          ),
        }
      : null,
    workspace && (leadsTeam || of !== 'team')
      ? {
          id: 'next-steps',
          name: t`Reviews`,
          content: <NextStepsSection workspace={workspace.id} ports={ports} />,
        }
      : null,
    {
      id: 'notices',
      name: t`Badge and notices`,
      content: (
        <>
          <BadgeSection badge={ports.badge} />
          <NoticesSection ports={ports} />
        </>
      ),
    },
    {
      id: 'looks',
      name: t`Language and theme`,
      content: (
        <>
          <LanguageSection />
          <ThemeSection />
        </>
      ),
    },
    { id: 'keyboard', name: t`Keyboard`, content: <ShortcutsSection ports={ports} /> },
    {
      id: 'data',
      name: t`Your data`,
      content: (
        <>
          {view && workspace ? (
            <>
              <KeptHereSection ports={ports} of={of} syncedAt={view.sync.syncedAt} />
              <ExportSection workspace={workspace} ports={ports} />
            </>
          ) : null}
          <StoredHere solo={workspace?.solo ?? false} />
        </>
      ),
    },
    {
      id: 'help',
      name: t`Diagnostics`,
      content: (
        <>
          <PolicySection readPolicy={ports.readPolicy} />
          <DiagnosticsSection readDiagnostics={ports.readDiagnostics} copy={ports.copy} />
        </>
      ),
    },
  ];
  return (
    <main className="page page-options" ref={page}>
      <PageHead title={t`Options`} />
      <OptionsParts parts={parts.filter((part) => part !== null)} />
    </main>
  );
}

/** Whose ratings this browser shows, or the way to a team. */
function Workspace({
  view: { workspace, sources, sync },
  joined,
  onJoined,
  now,
  ports,
}: {
  view: PopupView;
  /** Id of the workspace that was joined on this page. */
  joined: string | null;
  onJoined: (workspace: string) => void;
  now: number;
  ports: OptionsPorts;
}) {
  const joining = ports.link.connect === 'join';
  const take = (answer: Omit<Joined, 'token'>) => onJoined(answer.workspace.id);
  const shown = { sync, now, ports };
  if (isSample(workspace)) return <SampleSection ports={ports} joining={joining} onJoined={take} />;
  if (workspace?.solo) {
    return (
      <SoloSection
        workspace={workspace}
        sources={sources}
        joining={joining}
        onJoined={take}
        {...shown}
      />
    );
  }
  if (workspace && sync.problem?.code !== 'auth') {
    return (
      <WorkspaceSection workspace={workspace} justJoined={joined === workspace.id} {...shown} />
    );
  }
  return (
    <section className="card" aria-labelledby="join-title">
      <h2 id="join-title">{workspace ? t`Join again` : t`Join your team`}</h2>
      <p className="quiet">
        <Trans>
          Paste the invite link that your admin sent you. Your browser will ask once for access to
          that server.
        </Trans>
      </p>
      {sync.problem ? <SyncState look="box" sync={sync} now={now} ways={{}} /> : null}
      <JoinForm ports={ports} onJoined={take} />
    </section>
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
    const part = location.hash.slice(1);
    const id =
      inbox !== null
        ? 'inboxes'
        : connect !== null && connect !== 'join'
          ? 'sources'
          : /^[a-z-]+$/.test(part)
            ? part
            : null;
    if (id) page.current?.querySelector(`#${id}`)?.scrollIntoView({ block: 'start' });
  }, [page, connect, inbox, ready]);
}
