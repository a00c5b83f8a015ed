import { memo, useEffect, useEffectEvent, useState } from 'react';
import type { PeriodChoice } from '../../lib/csat/period.ts';
import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import type { PanelHost, PanelLayout } from '../../lib/messages/panel-host.ts';
import { PANEL_WIDTH } from '../../lib/settings/panel-state.ts';
import type { PanelView } from '../../lib/store/views.ts';
import { StoreError } from '../store-error.tsx';
import { useSurface } from '../surface.ts';
import { useChoice } from '../use-choice.ts';
import { useNow } from '../use-now.ts';
import { useView } from '../use-view.ts';
import { PanelBody } from './panel-body.tsx';
import { PanelHead } from './panel-head.tsx';
import { ResizeHandle } from './resize-handle.tsx';
import { keyOf, useOpen, useShownOpen } from './use-open.ts';
import { useReadAhead } from './use-read-ahead.ts';

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
  const [choice, choose] = useChoice(surface.period);
  const period = choice ?? 'auto';
  // The period ends today: ask again when the hour turns, since a new day may have begun.
  const hour = Math.floor(useNow() / 3_600_000);
  const key =
    open === undefined || choice === null ? null : `${keyOf(open)}\n${String(period)}\n${hour}`;
  const query = () => ({ open: open ?? NOTHING_OPEN, period, now: surface.now() });
  const state = useView(
    key,
    (reader) => reader.panel(query()),
    (reader) => reader.panelAtHand(query()),
  );
  useEscape(layout.expanded && layout.overlay, () => host.collapse());

  const view = state.kind === 'view' ? state.value : null;
  const answersFor = (asked: typeof open) =>
    state.kind === 'view' && asked !== undefined && state.key.startsWith(`${keyOf(asked)}\n`);
  useReadAhead(state, query);
  const shown = useShownOpen(open, answersFor(open), Boolean(view?.workspace));
  return (
    <Panel
      host={host}
      layout={layout}
      failed={state.kind === 'error'}
      view={view}
      open={shown}
      answersOpen={answersFor(shown)}
      period={period}
      onChoose={choose}
    />
  );
}

/** The panel as it is drawn; as long as nothing of it changes it is not drawn again. */
const Panel = memo(function Panel({
  host,
  layout,
  failed,
  view,
  open,
  answersOpen,
  period,
  onChoose,
}: {
  host: PanelHost;
  layout: PanelLayout;
  /** The store can't be read. */
  failed: boolean;
  view: PanelView | null;
  open: OpenConversation | null | undefined;
  answersOpen: boolean;
  period: PeriodChoice;
  onChoose: (choice: PeriodChoice) => void;
}) {
  const now = useNow();
  return (
    <main className={`panel panel-at-${layout.edge}`}>
      {layout.expanded ? <ResizeHandle host={host} layout={layout} /> : null}
      <PanelHead host={host} pinned={layout.pinned} workspace={view?.workspace ?? null} />
      {failed ? (
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
          onChoose={onChoose}
        />
      )}
    </main>
  );
});

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
  const onEscape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) close();
  });
  useEffect(() => {
    if (!active) return;
    const end = new AbortController();
    document.addEventListener('keydown', (event) => onEscape(event), { signal: end.signal });
    return () => end.abort();
  }, [active]);
}
