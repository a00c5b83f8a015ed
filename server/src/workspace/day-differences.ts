import { monthOf } from '../../../lib/csat/calendar.ts';
import {
  addCounts,
  type DayCounts,
  isNothing,
  noCounts,
  subtractCounts,
} from '../../../lib/csat/day-counts.ts';
import type { ConversationRow, DayCountMonthRow, DayCountsRow } from '../database/schema.ts';
import { isHidden } from './audience.ts';
import { rowContribution } from './conversation-record.ts';

/** A conversation as it was (locked; `null` if it is new) and as it shall be. */
export interface Edit {
  before: ConversationRow | null;
  after: ConversationRow;
}

/** By how much the counts of one topic (`''` for everything) of a source on one day change. */
export interface DayDifference {
  source: string;
  topic: string;
  day: string;
  counts: DayCounts;
  /** The part of it that is hidden from those who see the AI agent's ratings only. */
  hidden: DayCounts;
}

/**
 * By how much each day of each topic, and of everything (`''`), of each source changes. `after` is
 * `null` if it goes.
 */
export function countDifferences(
  edits: readonly { before: ConversationRow | null; after: ConversationRow | null }[],
): DayDifference[] {
  const differences = new Map<string, DayDifference>();
  const apply = (row: ConversationRow, combine: typeof addCounts) => {
    const counts = rowContribution(row);
    if (isNothing(counts)) return;
    const hidden = isHidden(row, 'ai_only') ? { ...counts, conversations: 0 } : noCounts();
    for (const topic of ['', ...row.topics]) {
      const key = `${row.source}\u0000${row.counted_on} ${topic}`;
      const known = differences.get(key);
      differences.set(key, {
        source: row.source,
        topic,
        day: row.counted_on,
        counts: combine(known?.counts ?? noCounts(), counts),
        hidden: combine(known?.hidden ?? noCounts(), hidden),
      });
    }
  };
  for (const { before, after } of edits) {
    if (before) apply(before, subtractCounts);
    if (after) apply(after, addCounts);
  }
  return [...differences.entries()]
    .filter(([, { counts, hidden }]) => !isNothing(counts) || !isNothing(hidden))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, difference]) => difference);
}

/** A month of one topic's day counts, as yet without its change number. */
export type Month = Omit<DayCountMonthRow, 'change_n'>;

/** The differences as rows of `day_counts`. */
export function dayRows(workspace: string, differences: readonly DayDifference[]): DayCountsRow[] {
  return differences.map(({ source, topic, day, counts }) => ({
    workspace_id: workspace,
    source,
    topic_id: topic,
    day,
    ...counts,
  }));
}

/** The months in which these days lie, each once for each topic of a source. */
export function monthsOf(workspace: string, differences: readonly DayDifference[]): Month[] {
  const months = new Map<string, Month>();
  for (const { source, topic, day } of differences) {
    const month = monthOf(day);
    const row = { workspace_id: workspace, source, topic_id: topic, month };
    months.set(`${source}\u0000${month} ${topic}`, row);
  }
  return [...months.values()];
}
