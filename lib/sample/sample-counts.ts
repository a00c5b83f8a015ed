import type { ChangeItem } from '../contract/changes.ts';
import type { Conversation } from '../contract/conversation.ts';
import { type Day, monthOf } from '../csat/calendar.ts';
import { addCounts, contribution, type DayCounts, noCounts, toRow } from '../csat/day-counts.ts';

/** The months of one source, each topic and everything, as the feed tells them. */
type MonthItem = Omit<Extract<ChangeItem, { kind: 'dayCounts' }>, 'n'>;

/** The day counts of made-up conversations: the same fold as a server's. */
export function countByDay(conversations: Iterable<Conversation>): MonthItem[] {
  const months = new Map<string, { item: MonthItem; days: Map<Day, DayCounts> }>();
  for (const conversation of conversations) {
    const counts = countsOf(conversation);
    const { source, countedOn } = conversation;
    const month = monthOf(countedOn);
    for (const topic of [null, ...new Set(conversation.topics)]) {
      const key = `${month}\n${topic ?? ''}`;
      let of = months.get(key);
      if (!of) {
        of = { item: { kind: 'dayCounts', source, topic, month, days: [] }, days: new Map() };
        months.set(key, of);
      }
      of.days.set(countedOn, addCounts(of.days.get(countedOn) ?? noCounts(), counts));
    }
  }
  return [...months.values()].map(({ item, days }) => ({
    ...item,
    days: [...days]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, counts]): [Day, number[]] => [day, toRow(counts)]),
  }));
}

function countsOf({ visibility, asked, openedAt, rating }: Conversation): DayCounts {
  return contribution({
    internal: visibility === 'internal',
    asked,
    opened: openedAt !== null,
    // The team's own rating is no customer's.
    score: rating && !rating.byTeam ? rating.score : null,
    sentiment: null,
  });
}
