import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import type { Day } from '../../../lib/csat/calendar.ts';
import { addCounts, type DayCounts, noCounts } from '../../../lib/csat/day-counts.ts';
import {
  TOPIC_SHOWS,
  type TopicInsightsView,
  type TopicShow,
} from '../../../lib/store/conversation-views.ts';
import type { TopicView } from '../../../lib/store/views.ts';
import { formatCount, formatDay } from '../../format.ts';
import { KnownProblem } from '../../panel/known-problem.tsx';
import { ReviewBlock } from '../../review/review-block.tsx';
import { Skeleton } from '../../skeleton.tsx';
import { StoreError } from '../../store-error.tsx';
import { useSurface } from '../../surface.ts';
import { useNow } from '../../use-now.ts';
import { useView } from '../../use-view.ts';
import { conversationFilter } from '../conversation-filter.ts';
import { conversationsTable, mayExportConversations } from '../conversations-csv.ts';
import { Distribution } from '../distribution.tsx';
import { ExportCsv } from '../export-csv.tsx';
import { FiguresPage, seesAnyRatings } from '../figures-page.tsx';
import { PageHeading } from '../page-heading.tsx';
import { formatRoute, type InsightsFilter } from '../route.ts';
import { ScoreCards } from '../score-cards.tsx';
import { ShowMore } from '../show-more.tsx';
import { categoryWords } from '../topic-words.ts';
import { TrendSection } from '../trend-section.tsx';
import type { Figures } from '../use-figures.ts';
import { useRoute } from '../use-route.ts';
import { VolumeOnly } from '../volume-only.tsx';
import { ConversationList, NoConversations } from './conversation-list.tsx';
import { ReviewsCard } from './reviews-card.tsx';
import { showWords } from './show-words.ts';
import { SinceFixCard } from './since-fix-card.tsx';
import { TopicStatus } from './topic-status.tsx';

/** So many conversations are shown at first, and with each click more. */
const PAGE = 25;

const HOUR = 3_600_000;

/** One topic: its score and what became of it, its reviews, its conversations. */
export function TopicPage({ topic, filter }: { topic: string; filter: InsightsFilter }) {
  const surface = useSurface();
  const now = useNow();
  const [show, setShow] = useState<TopicShow>('all');
  const [limit, setLimit] = useState(PAGE);
  const query = { topic, filter: conversationFilter(filter), show, limit };
  // Another hour may be another day: the period ends with today.
  const hour = Math.floor(now / HOUR);
  const state = useView(JSON.stringify([query, hour]), (reader) =>
    reader.topicInsights({ ...query, now: surface.now() }),
  );
  const view = state.kind === 'view' ? state.value : null;
  const isUnknown = view !== null && view.topic === null && view.days.length === 0;
  return (
    <>
      <PageHeading title={isUnknown ? t`Topic not found` : (view?.topic?.title ?? topic)}>
        {view ? <TopicLabels view={view} /> : null}
      </PageHeading>
      {state.kind === 'error' ? (
        <StoreError />
      ) : !view ? (
        <Skeleton lines={8} />
      ) : isUnknown ? (
        <UnknownTopic view={view} />
      ) : (
        <FiguresPage filter={filter}>
          {(figures) => (
            <Topic figures={ofTopic(topic, view, figures)} view={view} id={topic} now={now}>
              <Conversations
                view={view}
                show={show}
                onShow={(next) => {
                  setShow(next);
                  setLimit(PAGE);
                }}
                onMore={() => setLimit(limit + PAGE * 2)}
                now={now}
              />
            </Topic>
          )}
        </FiguresPage>
      )}
    </>
  );
}

function Topic({
  figures,
  view,
  id,
  now,
  children,
}: {
  figures: Figures;
  view: TopicInsightsView;
  id: string;
  now: number;
  children: ReactNode;
}) {
  const { workspace } = view;
  if (!seesAnyRatings(figures.view)) {
    return (
      <>
        <VolumeOnly figures={figures} />
        <TopicProblem view={view} figures={figures} />
      </>
    );
  }
  return (
    <div className="topic-columns">
      <div className="topic-main">
        <ScoreCards figures={figures} />
        <TrendSection figures={figures} />
        <SinceFixCard view={view} />
        {children}
      </div>
      <div className="topic-side">
        <TopicProblem view={view} figures={figures} />
        <Distribution counts={figures.counts} span={figures.view.span} />
        <ReviewsCard view={view} />
        {workspace ? (
          <div className="insights-card topic-review">
            <ReviewBlock
              subject={{ subject: 'topic', source: null, id }}
              view={view.review}
              nextSteps={view.nextSteps}
              me={workspace.person}
              sync={view.sync}
              now={now}
            />
          </div>
        ) : null}
      </div>
    </div>
  );
}

/** The figures of the topic alone: those of the topics table, and its own days. */
function ofTopic(id: string, view: TopicInsightsView, figures: Figures): Figures {
  const topic = figures.topics.find((one) => one.id === id);
  const days = new Map<Day, DayCounts>();
  for (const [day, counts] of view.days) {
    const { from, to } = view.span;
    if (from !== null && (day < from || day > to)) continue;
    const before = days.get(day);
    days.set(day, before ? addCounts(before, counts) : counts);
  }
  return {
    ...figures,
    counts: topic?.counts ?? noCounts(),
    before: figures.before && (topic?.before ?? noCounts()),
    days: [...days].sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

function TopicLabels({ view: { topic } }: { view: TopicInsightsView }) {
  if (!topic) return null;
  return (
    <>
      {topic.category ? <span className="label">{categoryWords(topic.category)}</span> : null}
      <TopicStatus key={topic.id} topic={topic} />
    </>
  );
}

function TopicProblem({ view, figures }: { view: TopicInsightsView; figures: Figures }) {
  const { topic, workspace } = view;
  if (!topic || !workspace) return null;
  const shown: TopicView = {
    ...topic,
    figures: {
      period: { ...figures.view.span, length: figures.view.span.length ?? 'all' },
      counts: figures.counts,
      before: figures.before,
    },
  };
  return (
    <section className="insights-card" aria-label={t`Known problem`}>
      <KnownProblem topic={shown} solo={workspace.solo} />
    </section>
  );
}

function UnknownTopic({ view: { sync } }: { view: TopicInsightsView }) {
  const route = useRoute();
  return (
    <section className="insights-card" data-state="unknown">
      <p>
        {sync.phase === 'current' ? (
          <Trans>No such topic is on this computer. It may have been merged or erased.</Trans>
        ) : (
          <Trans>No such topic is on this computer yet: the first sync is still running.</Trans>
        )}
      </p>
      <p>
        <a href={formatRoute({ ...route, at: { page: 'topics' } })}>
          <Trans>All topics</Trans>
        </a>
      </p>
    </section>
  );
}

function Conversations({
  view,
  show,
  onShow,
  onMore,
  now,
}: {
  view: TopicInsightsView;
  show: TopicShow;
  onShow: (show: TopicShow) => void;
  onMore: () => void;
  now: number;
}) {
  const route = useRoute();
  const { counts, conversations, keptFrom, topic } = view;
  const offered = TOPIC_SHOWS.filter((one) => one === 'all' || one === show || counts[one] > 0);
  const left = counts[show] - conversations.length;
  const from = keptFrom === null ? null : formatDay(keptFrom);
  const queue = formatRoute({
    ...route,
    at: { page: 'review', open: null },
    queue: { show: 'all', topic: topic?.id ?? null },
  });
  const toReview = counts.to_review;
  return (
    <section
      className="insights-card"
      aria-labelledby="topic-conversations"
      data-part="conversations"
    >
      <div className="card-head">
        <h2 id="topic-conversations">
          <Trans>Conversations</Trans>
        </h2>
        <span className="spacer" />
        {conversations.length > 0 && mayExportConversations(view) ? (
          <ExportCsv
            label={t`Export CSV of the conversations shown`}
            table={() => conversationsTable('conversations', view, conversations)}
          />
        ) : null}
        {toReview > 0 ? (
          <a href={queue}>
            {plural(toReview, { one: 'Review # conversation', other: 'Review # conversations' })}
          </a>
        ) : null}
      </div>
      <fieldset className="shows" aria-labelledby="topic-conversations">
        {offered.map((one) => (
          <label key={one} className="show">
            <input
              type="radio"
              name="show"
              value={one}
              checked={one === show}
              onChange={() => onShow(one)}
            />
            <span>
              {showWords(one)}{' '}
              <data className="show-count" data-field={`count-${one}`} value={counts[one]}>
                {formatCount(counts[one])}
              </data>
            </span>
          </label>
        ))}
      </fieldset>
      {conversations.length === 0 ? (
        <NoConversations narrowed={show !== 'all'} />
      ) : (
        <ConversationList view={view} now={now} />
      )}
      <ShowMore left={left} onMore={onMore} />
      {from === null ? null : (
        <p className="quiet">
          <Trans>Conversations from before {from} are not kept on this computer.</Trans>
        </p>
      )}
    </section>
  );
}
