import type { Change } from '../../lib/csat/change.ts';
import { type DayCounts, ratedShare, toReview } from '../../lib/csat/day-counts.ts';
import { wilsonInterval } from '../../lib/csat/interval.ts';
import {
  type RatedShare,
  readScore,
  type ScoreReading,
  SHOW_SHARE_FROM,
} from '../../lib/csat/score.ts';
import type { InsightsTopic } from '../../lib/store/insights-views.ts';
import { spokenLocale } from '../language.ts';
import { changesOf } from '../topic-changes.ts';
import type { TopicTable } from './route.ts';

/** A topic with what its row shows. */
export interface TopicRow {
  topic: InsightsTopic;
  share: RatedShare;
  reading: ScoreReading;
  toReview: number;
  /** Corrected for how many topics are compared, filtered or not. */
  change: Change;
  /** `null` where nothing is compared. */
  before: RatedShare | null;
}

/** The rows of topics. Whether a score moved depends on all that are compared: hand over all. */
export function topicRows(topics: readonly InsightsTopic[]): TopicRow[] {
  const changes = changesOf(topics);
  return topics.map((topic, index) => {
    const share = ratedShare(topic.counts);
    return {
      topic,
      share,
      reading: readScore(share),
      toReview: toReview(topic.counts),
      change: changes[index] ?? { kind: 'too_few' },
      before: topic.before && ratedShare(topic.before),
    };
  });
}

/** The rows that fit the table's filter and search. */
export function filterRows(rows: readonly TopicRow[], table: TopicTable): TopicRow[] {
  const { category, status, sentiment } = table;
  const wanted = table.search.trim().toLocaleLowerCase();
  return rows.filter(({ topic }) => {
    if (category !== null && (topic.category ?? 'none') !== category) return false;
    if (status !== null && topic.status !== status) return false;
    if (sentiment !== null && ratedAs(topic.counts, sentiment) === 0) return false;
    return (
      wanted === '' ||
      topic.title.toLocaleLowerCase().includes(wanted) ||
      (topic.knownProblem ?? '').toLocaleLowerCase().includes(wanted)
    );
  });
}

function ratedAs(counts: DayCounts, sentiment: NonNullable<TopicTable['sentiment']>): number {
  switch (sentiment) {
    case 'negative':
      return counts.score1 + counts.score2 + counts.bad;
    case 'neutral':
      return counts.score3 + counts.neutral;
    case 'positive':
      return ratedShare(counts).positive;
  }
}

type Order = (a: TopicRow, b: TopicRow) => number;

/**
 * Rows in the table's order. Those without what they are ordered by come last, in either direction;
 * of equals the one with more to review comes first.
 */
export function sortRows(
  rows: readonly TopicRow[],
  { sort, reversed }: Pick<TopicTable, 'sort' | 'reversed'>,
): TopicRow[] {
  const collator = new Intl.Collator(spokenLocale(), { numeric: true });
  const byTitle: Order = (a, b) => collator.compare(a.topic.title, b.topic.title);
  const keyed = rows.map((row) => ({ row, key: sort === 'title' ? null : keyOf(row, sort) }));
  const sign = reversed ? -1 : 1;
  return keyed
    .sort((a, b) => {
      if (sort === 'title') return sign * byTitle(a.row, b.row);
      if (a.key === null || b.key === null) {
        if (a.key !== b.key) return a.key === null ? 1 : -1;
      } else if (a.key !== b.key) return sign * (a.key - b.key);
      return b.row.toReview - a.row.toReview || byTitle(a.row, b.row);
    })
    .map(({ row }) => row);
}

/** What a row is ordered by, the lowest first; `null` where there is nothing to order by. */
function keyOf(
  { topic, share, toReview: count, change }: TopicRow,
  sort: Exclude<TopicTable['sort'], 'title'>,
): number | null {
  switch (sort) {
    case 'to_review':
      return -count;
    case 'surely_low':
      // The upper end of the likely range: 0 of 1 does not lead.
      return wilsonInterval(share.positive, share.rated)?.high ?? null;
    case 'score':
      return share.rated < SHOW_SHARE_FROM ? null : share.positive / share.rated;
    case 'volume':
      return -topic.counts.conversations;
    case 'change':
      return change.kind === 'up' || change.kind === 'down' ? change.to - change.from : null;
  }
}
