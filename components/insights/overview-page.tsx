import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ratedShare } from '../../lib/csat/day-counts.ts';
import type { Span } from '../../lib/csat/span.ts';
import { formatCount } from '../format.ts';
import { Distribution } from './distribution.tsx';
import { FiguresPage, seesAnyRatings } from './figures-page.tsx';
import { PageHeading } from './page-heading.tsx';
import { formatRoute, type InsightsRoute, WHOLE_TABLE } from './route.ts';
import { ScoreCards } from './score-cards.tsx';
import { TopicChange, TopicShare } from './topic-cells.tsx';
import { sortRows, type TopicRow, topicRows } from './topic-rows.ts';
import { TrendSection } from './trend-section.tsx';
import type { Figures } from './use-figures.ts';
import { VolumeOnly } from './volume-only.tsx';

const FIRST = 5;

/** The whole picture: score, answers, volume, trend, faces, and where to look first. */
export function OverviewPage({ route }: { route: InsightsRoute }) {
  return (
    <>
      <PageHeading title={t`Overview`} />
      <FiguresPage filter={route.filter}>
        {(figures) =>
          seesAnyRatings(figures.view) ? (
            <>
              <ScoreCards figures={figures} />
              {ratedShare(figures.counts).rated === 0 ? (
                <NoRatings route={route} span={figures.view.span} />
              ) : (
                <Rated figures={figures} route={route} />
              )}
            </>
          ) : (
            <VolumeOnly figures={figures} />
          )
        }
      </FiguresPage>
    </>
  );
}

/** Nothing to draw yet: what will stand here, and how it comes about. */
function NoRatings({ route, span }: { route: InsightsRoute; span: Span }) {
  // Also where the usual period is all time, since there are few ratings.
  const isAllTime = span.from === null;
  const everything = formatRoute({ ...route, filter: { ...route.filter, period: 'all' } });
  return (
    <section
      className="insights-card"
      aria-labelledby="no-ratings-title"
      data-part="trend"
      data-state="no-ratings"
    >
      <h2 id="no-ratings-title">
        {isAllTime ? (
          <Trans>No ratings yet</Trans>
        ) : (
          <Trans>Nothing was rated in this period.</Trans>
        )}
      </h2>
      <p className="prose">
        <Trans>
          Once customers pick a face, the score and how it moves stand here, with the faces and the
          topics to look at first. Customers are asked only while collection is on: its switch is in
          the popup.
        </Trans>
      </p>
      <p className="links">
        {isAllTime ? null : (
          <a href={everything}>
            <Trans>Look at all time</Trans>
          </a>
        )}
        <a href="/options.html">
          <Trans>Where ratings come from</Trans>
        </a>
      </p>
    </section>
  );
}

/** How the score went, the faces, the topics with most to review and those that moved by evidence. */
function Rated({ figures, route }: { figures: Figures; route: InsightsRoute }) {
  const rows = topicRows(figures.topics);
  const first = sortRows(rows, WHOLE_TABLE)
    .filter(({ toReview }) => toReview > 0)
    .slice(0, FIRST);
  const moved = sortRows(rows, { ...WHOLE_TABLE, sort: 'change' })
    .filter(({ change }) => change.kind === 'up' || change.kind === 'down')
    .slice(0, FIRST);
  const hasTopics = figures.topics.length > 0;
  return (
    <div className="overview-columns">
      <div>
        <TrendSection figures={figures} />
        {hasTopics ? <MostToReview rows={first} route={route} /> : null}
      </div>
      <div>
        <Distribution counts={figures.counts} span={figures.view.span} />
        {hasTopics ? <Moved rows={moved} compared={figures.before !== null} route={route} /> : null}
      </div>
    </div>
  );
}

function MostToReview({ rows, route }: { rows: readonly TopicRow[]; route: InsightsRoute }) {
  return (
    <section className="insights-card" aria-labelledby="where-title" data-part="where">
      <div className="card-title">
        <h2 id="where-title">
          <Trans>Topics with most to review</Trans>
        </h2>
        <span className="spacer" />
        <a href={formatRoute({ ...route, at: { page: 'topics' }, table: WHOLE_TABLE })}>
          <Trans>All topics</Trans>
        </a>
      </div>
      {rows.length === 0 ? (
        <p className="quiet">
          <Trans>Nothing to review in this period.</Trans>
        </p>
      ) : (
        <ul className="where">
          {rows.map(({ topic, toReview, reading, share }) => (
            <li key={topic.id}>
              <a href={formatRoute({ ...route, at: { page: 'topic', topic: topic.id } })}>
                {topic.title}
              </a>
              <TopicShare reading={reading} share={share} />
              <span className="where-count">{reviewWords(toReview)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Moved({
  rows,
  compared,
  route,
}: {
  rows: readonly TopicRow[];
  /** There is something that scores are compared with. */
  compared: boolean;
  route: InsightsRoute;
}) {
  return (
    <section className="insights-card" aria-labelledby="moved-title" data-part="moved">
      <div className="card-title">
        <h2 id="moved-title">
          <Trans>Scores that moved</Trans>
        </h2>
      </div>
      {!compared ? (
        <p className="quiet">
          <Trans>Choose a period to compare with.</Trans>
        </p>
      ) : rows.length === 0 ? (
        <p className="quiet">
          <Trans>
            No topic’s score moved clearly. It is said only with 30 ratings in both periods, and
            corrected for how many topics are compared.
          </Trans>
        </p>
      ) : (
        <ul className="where where-moved">
          {rows.map(({ topic, change, reading, share, before }) => (
            <li key={topic.id}>
              <a href={formatRoute({ ...route, at: { page: 'topic', topic: topic.id } })}>
                {topic.title}
              </a>
              <TopicShare reading={reading} share={share} />
              <TopicChange change={change} before={before} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function reviewWords(toReview: number): string {
  const count = formatCount(toReview);
  return t({ message: `${count} to review`, comment: '6 to review' });
}
