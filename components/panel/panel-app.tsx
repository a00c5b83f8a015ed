import { Trans } from '@lingui/react/macro';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { PeriodChoice } from '../../lib/csat/period.ts';
import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import type { PanelHost, PanelLayout } from '../../lib/messages/panel-host.ts';
import { PANEL_WIDTH } from '../../lib/settings/panel-state.ts';
import type { PanelView } from '../../lib/store/views.ts';
import { Locked } from '../locked.tsx';
import { Skeleton } from '../skeleton.tsx';
import { StoreError } from '../store-error.tsx';
import { useSurface } from '../surface.ts';
import { SyncState } from '../sync-state.tsx';
import { useChoice } from '../use-choice.ts';
import { useNow } from '../use-now.ts';
import { useView } from '../use-view.ts';
import { NotJoined } from './not-joined.tsx';
import { OpenConversationBlocks } from './open-conversation.tsx';
import { Overall } from './overall.tsx';
import { openPage, PanelHead } from './panel-head.tsx';
import { ResizeHandle } from './resize-handle.tsx';

/** What the panel asks for where no conversation is open: the overall score alone. */
const NOTHING_OPEN: OpenConversation = {
  inbox: 'fivefaces',
  place: null,
  conversation: null,
  ticket: null,
};

/** The panel beside the inbox: the open conversation's rating, its topics and the overall score. */
export function PanelApp({ host }: { host: PanelHost }) {
  const surface = useSurface();
  const open = useOpen(host);
  const layout = useLayout(host);
  const now = useNow();
  const [choice, choose] = useChoice(surface.period);
  const period = choice ?? 'auto';
  // The period ends today: ask again when the hour turns, since a new day may have begun.
  const hour = Math.floor(now / 3_600_000);
  const key =
    open === undefined || choice === null ? null : `${keyOf(open)}\n${String(period)}\n${hour}`;
  const state = useView(key, (reader) =>
    reader.panel({ open: open ?? NOTHING_OPEN, period, now: surface.now() }),
  );
  useEscape(layout.expanded && layout.overlay, () => host.collapse());

  const view = state.kind === 'view' ? state.value : null;
  const answersOpen =
    state.kind === 'view' && open !== undefined && state.key.startsWith(`${keyOf(open)}\n`);
  const patience = usePatience(open && !answersOpen ? keyOf(open) : null);
  const drawn = useRef<ReactElement | null>(null);
  // The answer is a few milliseconds away: what is drawn stays rather than being drawn twice.
  if (patience && drawn.current !== null && view?.workspace) return drawn.current;
  drawn.current = (
    <main className={`panel panel-at-${layout.edge}`}>
      {layout.expanded ? <ResizeHandle host={host} layout={layout} /> : null}
      <PanelHead host={host} pinned={layout.pinned} workspace={view?.workspace ?? null} />
      {state.kind === 'error' ? (
        <div className="panel-body" data-part="verdict" data-state="error">
          <StoreError />
        </div>
      ) : (
        <PanelBody
          host={host}
          site={layout.site}
          view={view}
          open={open}
          answersOpen={answersOpen}
          now={now}
          period={period}
          onChoose={choose}
        />
      )}
    </main>
  );
  return drawn.current;
}

function PanelBody({
  host,
  site,
  view,
  open,
  answersOpen,
  now,
  period,
  onChoose,
}: {
  host: PanelHost;
  site: string;
  view: PanelView | null;
  open: OpenConversation | null | undefined;
  /** False while the view still answers for the conversation before. */
  answersOpen: boolean;
  now: number;
  period: PeriodChoice;
  onChoose: (choice: PeriodChoice) => void;
}) {
  if (view && !view.workspace) return <NotJoined host={host} sync={view.sync} now={now} />;
  return (
    <>
      {view ? (
        <SyncState
          look="banner"
          sync={view.sync}
          now={now}
          ways={{
            openOptions: () => openPage(host, 'options'),
            join: () => openPage(host, 'options'),
          }}
        />
      ) : null}
      <div className="panel-body">
        {view?.sync.locked ? (
          <Locked />
        ) : view?.workspace && open && answersOpen ? (
          <OpenConversationBlocks
            key={keyOf(open)}
            open={open}
            view={view}
            workspace={view.workspace}
            now={now}
            host={host}
            site={site}
          />
        ) : open === null ? (
          <section className="block empty">
            <p>
              <strong>
                <Trans>No conversation is open</Trans>
              </strong>
            </p>
            <p className="quiet">
              <Trans>Open a conversation in this inbox to see how its customer rated it.</Trans>
            </p>
          </section>
        ) : (
          <PanelSkeleton id={open?.conversation ?? open?.ticket} />
        )}
      </div>
      {view && !view.sync.locked ? (
        <Overall view={view} choice={period} onChoose={onChoose} now={now} />
      ) : view ? null : (
        <div className="panel-foot panel-foot-empty" />
      )}
    </>
  );
}

/** What is to come, in its place: the face with its lines, and a topic. */
function PanelSkeleton({ id }: { id: string | null | undefined }) {
  return (
    <>
      <section
        className="block verdict"
        data-part="verdict"
        data-state="loading"
        data-conversation={id}
      >
        <div className="verdict-row">
          <span className="face-none skeleton-face" aria-hidden="true" />
          <div className="verdict-words">
            <Skeleton lines={2} />
          </div>
        </div>
      </section>
      <div className="block" aria-hidden="true">
        <Skeleton lines={4} />
      </div>
    </>
  );
}

function keyOf(open: OpenConversation | null): string {
  return open
    ? JSON.stringify([open.inbox, open.place, open.conversation, open.ticket])
    : 'nothing';
}

/**
 * How long (ms) the conversation before may stay while the next one is read. Usually it takes a
 * fraction of that; the inbox beside the panel is itself still changing then.
 */
const PATIENCE = 100;

/** True for a short while after something new is waited for; `null` waits for nothing. */
function usePatience(waitedFor: string | null): boolean {
  const [over, setOver] = useState<string | null>(null);
  useEffect(() => {
    if (waitedFor === null) return;
    const timer = setTimeout(() => setOver(waitedFor), PATIENCE);
    return () => {
      clearTimeout(timer);
      setOver(null);
    };
  }, [waitedFor]);
  return waitedFor !== null && over !== waitedFor;
}

/** The open conversation; `undefined` until the inbox has said so. */
function useOpen(host: PanelHost): OpenConversation | null | undefined {
  const [open, setOpen] = useState<OpenConversation | null | undefined>(undefined);
  useEffect(() => {
    const end = new AbortController();
    host.followOpen(setOpen, end.signal);
    return () => end.abort();
  }, [host]);
  return open;
}

function useLayout(host: PanelHost): PanelLayout {
  const [layout, setLayout] = useState<PanelLayout>({
    expanded: true,
    overlay: false,
    pinned: false,
    width: PANEL_WIDTH.usual,
    edge: 'right',
    site: '',
  });
  useEffect(() => {
    const end = new AbortController();
    host.followLayout(setLayout, end.signal);
    return () => end.abort();
  }, [host]);
  return layout;
}

/** Esc closes the panel where it lies over the page. An open menu takes the key first. */
function useEscape(active: boolean, close: () => void): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    if (!active) return;
    const end = new AbortController();
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) latest.current();
      },
      { signal: end.signal },
    );
    return () => end.abort();
  }, [active]);
}
