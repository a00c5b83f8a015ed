import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { type Day, dayOf } from '../../lib/csat/calendar.ts';
import type { PopupView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { Face } from '../face.tsx';
import { Freshness } from '../freshness.tsx';
import { Locked } from '../locked.tsx';
import { Skeleton } from '../skeleton.tsx';
import { StoreError } from '../store-error.tsx';
import { useSurface } from '../surface.ts';
import { SyncState } from '../sync-state.tsx';
import { useNow } from '../use-now.ts';
import { useView } from '../use-view.ts';
import { serverNow } from '../verdict-words.ts';
import { WorkspaceLabel } from '../workspace-label.tsx';
import { FilterBar } from './filter-bar.tsx';
import type { InsightsPorts } from './insights-ports.ts';
import { KindWords } from './kind-words/kind-words.tsx';
import { OverviewPage } from './overview-page.tsx';
import { PageHeading } from './page-heading.tsx';
import { ReviewQueue } from './queue/review-queue.tsx';
import { formatPage, formatRoute, type InsightsPage, type InsightsRoute } from './route.ts';
import { TopicPage } from './topic/topic-page.tsx';
import { TopicsPage } from './topics-page.tsx';
import { useRoute } from './use-route.ts';

/** Insights: the whole picture in a tab of its own. */
export function InsightsApp({ ports }: { ports: InsightsPorts }) {
  const surface = useSurface();
  const now = useNow();
  const route = useRoute();
  const state = useView('workspace', (reader) =>
    reader.popup({ period: 'auto', open: null, now: surface.now() }),
  );
  const view = state.kind === 'view' ? state.value : null;
  return (
    <div className="insights">
      <Skip />
      <Head view={view} route={route} now={now} />
      {view && (view.workspace || view.sync.problem) ? (
        <SyncState
          look="banner"
          sync={view.sync}
          now={now}
          ways={{
            openOptions: () => ports.openPage('options'),
            join: () => ports.openPage('options'),
          }}
        />
      ) : null}
      <main className="insights-main" id="main">
        <Body state={state.kind} view={view} route={route} ports={ports} />
      </main>
    </div>
  );
}

/** Past the head and the filters, to the page itself. A link to it would change the address, which names the page. */
function Skip() {
  return (
    <Button
      className="skip"
      onClick={() => document.querySelector<HTMLElement>('#main h1')?.focus()}
    >
      <Trans comment="past the head and the filters, for the keyboard">Skip to the page</Trans>
    </Button>
  );
}

function Body({
  state,
  view,
  route,
  ports,
}: {
  state: 'loading' | 'error' | 'view';
  view: PopupView | null;
  route: InsightsRoute;
  ports: InsightsPorts;
}) {
  const { now } = useSurface();
  if (state === 'error') return <StoreError />;
  if (!view) return <Skeleton lines={6} />;
  if (!view.workspace) return <NotJoined ports={ports} />;
  if (view.sync.locked) return <Locked />;
  return (
    <>
      <FilterBar route={route} sources={view.sources} today={() => todayOf(view, now())} />
      <Page key={pageKey(route.at)} route={route} ports={ports} />
    </>
  );
}

/** Today in the workspace's time zone. `now`: this computer's clock. */
function todayOf({ workspace, sync }: PopupView, now: number): Day {
  return dayOf(serverNow(sync, now), workspace?.timeZone ?? 'UTC');
}

/** Another page begins anew; in the review queue one goes from conversation to conversation. */
function pageKey(at: InsightsPage): string {
  return at.page === 'review' ? at.page : formatPage(at);
}

function Page({ route, ports }: { route: InsightsRoute; ports: InsightsPorts }) {
  const { at, filter } = route;
  switch (at.page) {
    case 'overview':
      return <OverviewPage route={route} />;
    case 'topics':
      return <TopicsPage route={route} />;
    case 'topic':
      return <TopicPage topic={at.topic} filter={filter} />;
    case 'review':
      return <ReviewQueue open={at.open} filter={filter} ports={ports} />;
    case 'kind_words':
      return <KindWords filter={filter} />;
  }
}

function NotJoined({ ports }: { ports: InsightsPorts }) {
  return (
    <section className="insights-card" data-state="not-joined">
      <PageHeading title={t`Not connected yet`} />
      <p className="quiet">
        <Trans>Join your team by its invite link, or connect a platform of your own.</Trans>
      </p>
      <div className="actions">
        <button
          type="button"
          className="button button-primary"
          onClick={() => ports.openPage('welcome')}
        >
          <Trans>Finish set-up</Trans>
        </button>
      </div>
    </section>
  );
}

function Head({ view, route, now }: { view: PopupView | null; route: InsightsRoute; now: number }) {
  return (
    <header className="insights-head">
      <p className="insights-name">
        <Face score={4} />
        <strong>{view?.workspace?.name ?? 'Fivefaces'}</strong>
        <WorkspaceLabel workspace={view?.workspace ?? null} />
      </p>
      {view?.workspace ? (
        <nav aria-label={t`Insights`}>
          <Links route={route} />
        </nav>
      ) : (
        <span className="insights-nav-place" />
      )}
      <span className="spacer" />
      {view?.workspace ? (
        <span className="quiet">
          <Freshness sync={view.sync} now={now} />
        </span>
      ) : null}
    </header>
  );
}

function Links({ route }: { route: InsightsRoute }) {
  const pages: { at: InsightsPage; name: ReactNode }[] = [
    { at: { page: 'overview' }, name: <Trans>Overview</Trans> },
    { at: { page: 'topics' }, name: <Trans>Topics</Trans> },
    { at: { page: 'review', open: null }, name: <Trans>To review</Trans> },
    { at: { page: 'kind_words' }, name: <Trans>Kind words</Trans> },
  ];
  const here = route.at.page === 'topic' ? 'topics' : route.at.page;
  return (
    <ul className="insights-nav">
      {pages.map(({ at, name }) => (
        <li key={at.page}>
          <a
            href={formatRoute({ ...route, at })}
            aria-current={here !== at.page ? undefined : here === route.at.page ? 'page' : 'true'}
          >
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}
