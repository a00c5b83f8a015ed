import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { formatCount } from '../format.ts';
import { Distribution } from './distribution.tsx';
import { FiguresPage, seesAnyRatings } from './figures-page.tsx';
import { PageHeading } from './page-heading.tsx';
import { formatRoute, type InsightsRoute, WHOLE_TABLE } from './route.ts';
import { ScoreCards } from './score-cards.tsx';
import { TopicChange, TopicShare } from './topic-cells.tsx';
import { sortRows, topicRows } from './topic-rows.ts';
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
              <div className="overview-grid">
                <TrendSection figures={figures} />
                <Distribution counts={figures.counts} span={figures.view.span} />
              </div>
              <Where figures={figures} route={route} />
            </>
          ) : (
            <VolumeOnly figures={figures} />
          )
        }
      </FiguresPage>
    </>
  );
}

/** The topics with most to review, and those whose score moved by evidence. */
function Where({ figures, route }: { figures: Figures; route: InsightsRoute }) {
  const rows = topicRows(figures.topics);
  const first = sortRows(rows, WHOLE_TABLE)
    .filter(({ toReview }) => toReview > 0)
    .slice(0, FIRST);
  const moved = sortRows(rows, { ...WHOLE_TABLE, sort: 'change' })
    .filter(({ change }) => change.kind === 'up' || change.kind === 'down')
    .slice(0, FIRST);
  if (figures.topics.length === 0) return null;
  return (
    <div className="overview-grid overview-halves">
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
        {first.length === 0 ? (
          <p className="quiet">
            <Trans>Nothing to review in this period.</Trans>
          </p>
        ) : (
          <ul className="where">
            {first.map(({ topic, toReview, reading, share }) => (
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
      <section className="insights-card" aria-labelledby="moved-title" data-part="moved">
        <h2 id="moved-title">
          <Trans>Scores that moved</Trans>
        </h2>
        {figures.before === null ? (
          <p className="quiet">
            <Trans>Choose a period to compare with.</Trans>
          </p>
        ) : moved.length === 0 ? (
          <p className="quiet">
            <Trans>
              No topic’s score moved clearly. It is said only with 30 ratings in both periods, and
              corrected for how many topics are compared.
            </Trans>
          </p>
        ) : (
          <ul className="where">
            {moved.map(({ topic, change, reading, share, before }) => (
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
    </div>
  );
}

function reviewWords(toReview: number): string {
  const count = formatCount(toReview);
  return t({ message: `${count} to review`, comment: '6 to review' });
}
