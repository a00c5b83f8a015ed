import { t } from '@lingui/core/macro';
import type { Change } from '../../lib/csat/change.ts';
import type { InsightsView } from '../../lib/store/insights-views.ts';
import { countCells } from './count-cells.ts';
import { countColumns } from './count-columns.ts';
import type { CsvTable } from './export-csv.tsx';
import type { TopicRow } from './topic-rows.ts';
import { categoryWords, statusWords } from './topic-words.ts';

/** The topics as they are listed: counts alone, no conversation, no customer. */
export function topicsCsv(
  rows: readonly TopicRow[],
  view: InsightsView,
  seesRatings: boolean,
): CsvTable {
  const compared = seesRatings && view.compared !== null;
  return {
    name: `fivefaces-topics-${view.span.from ?? 'all'}-${view.span.to}`,
    head: [
      t`Topic`,
      'ID',
      t`Category`,
      t`Status`,
      t`Known problem`,
      ...countColumns(seesRatings),
      ...(compared ? [t`Ratings before`, t`Happy before`, t`Change`] : []),
    ],
    rows: rows.map(({ topic, before, change }) => [
      topic.title,
      topic.id,
      topic.category === null ? null : categoryWords(topic.category),
      statusWords(topic.status),
      topic.knownProblem,
      ...countCells(topic.counts, seesRatings),
      ...(compared ? [before?.rated ?? null, before?.positive ?? null, changeWords(change)] : []),
    ]),
  };
}

function changeWords({ kind }: Change): string {
  switch (kind) {
    case 'up':
      return t({ message: 'Up', comment: 'a score that rose' });
    case 'down':
      return t({ message: 'Down', comment: 'a score that fell' });
    case 'no_clear_change':
      return t`No clear change`;
    case 'too_few':
      return t`Too few ratings to compare`;
  }
}
