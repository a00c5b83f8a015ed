import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMemo, useRef } from 'react';
import { Button } from '../button.tsx';
import { formatCount } from '../format.ts';
import { ExportCsv } from './export-csv.tsx';
import { FiguresPage, seesAnyRatings } from './figures-page.tsx';
import { PageHeading } from './page-heading.tsx';
import { type InsightsRoute, type TopicTable, WHOLE_TABLE } from './route.ts';
import { filterRows, sortRows, topicRows } from './topic-rows.ts';
import { topicsCsv } from './topics-csv.ts';
import { TopicsFilter } from './topics-filter.tsx';
import { TopicsTable } from './topics-table.tsx';
import type { Figures } from './use-figures.ts';
import { goTo } from './use-route.ts';

/** All topics with their scores: ordered, filtered, searched, taken along. */
export function TopicsPage({ route }: { route: InsightsRoute }) {
  return (
    <>
      <PageHeading title={t`Topics`} />
      <FiguresPage filter={route.filter}>
        {(figures) => <Topics figures={figures} route={route} />}
      </FiguresPage>
    </>
  );
}

function Topics({ figures, route }: { figures: Figures; route: InsightsRoute }) {
  const { table } = route;
  const { topics, view } = figures;
  const all = useMemo(() => topicRows(topics), [topics]);
  const rows = useMemo(() => sortRows(filterRows(all, table), table), [all, table]);
  const change = (next: Partial<TopicTable>, how: 'new' | 'amendment' = 'new') =>
    goTo({ ...route, table: { ...table, ...next } }, how);
  const seesRatings = seesAnyRatings(view);
  const search = useRef<HTMLInputElement>(null);
  if (topics.length === 0) {
    return (
      <section className="insights-card" data-state="no-topics">
        <p className="quiet">
          <Trans>
            There are no topics in this period. They come from the AI agent’s back end about an hour
            after a conversation ended, or from the tags of a platform.
          </Trans>
        </p>
      </section>
    );
  }
  return (
    <section className="insights-card topics-card" aria-label={t`Topics`}>
      <div className="topics-tools">
        <TopicsFilter table={table} search={search} onChange={change} />
        <span className="spacer" />
        <p className="quiet" role="status">
          {shownWords(rows.length, all.length)}
        </p>
        <ExportCsv label={t`Export CSV: topics`} table={() => topicsCsv(rows, view, seesRatings)} />
      </div>
      {rows.length === 0 ? (
        <div className="topics-none" data-state="nothing-fits">
          <p>
            <Trans>No topic fits.</Trans>
          </p>
          <Button
            onClick={() => {
              change({ ...WHOLE_TABLE, sort: table.sort, reversed: table.reversed });
              // The button goes with what it tells of.
              search.current?.focus();
            }}
          >
            <Trans>Show all topics</Trans>
          </Button>
        </div>
      ) : (
        <div className="topics-scroll">
          <TopicsTable
            rows={rows}
            route={route}
            seesRatings={seesRatings}
            compared={view.compared !== null}
            onSort={(sort, reversed) => change({ sort, reversed })}
          />
        </div>
      )}
    </section>
  );
}

function shownWords(shown: number, all: number): string {
  const some = formatCount(shown);
  const whole = formatCount(all);
  return shown === all
    ? t({ message: `${whole} topics`, comment: 'how many topics there are in the table' })
    : t({ message: `${some} of ${whole} topics`, comment: 'how many topics are shown' });
}
