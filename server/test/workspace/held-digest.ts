import type { Digest } from '../../../lib/contract/digest.ts';
import type { Follower } from './follower.ts';

type Figures = Pick<Digest, 'topics' | 'reviews' | 'months'>;

/** The digest of what a reader holds, added up from its items. */
export function digestOf(reader: Follower): Figures {
  const topics = { count: 0, numbers: 0 };
  const reviews = { count: 0, numbers: 0 };
  const months = new Map<string, Digest['months'][number]>();
  const of = (month: string) => {
    const known = months.get(month) ?? {
      month,
      conversations: { count: 0, numbers: 0, scores: 0 },
      dayCounts: { count: 0, numbers: 0, counted: 0 },
    };
    months.set(month, known);
    return known;
  };
  const add = (sum: { count: number; numbers: number }, n: number) => {
    sum.count += 1;
    sum.numbers += n;
  };
  for (const item of reader.things.values()) {
    if (item.kind === 'topic') add(topics, item.n);
    if (item.kind === 'review') add(reviews, item.n);
    if (item.kind === 'dayCounts') {
      const sum = of(item.month).dayCounts;
      add(sum, item.n);
      for (const [, row] of item.days) for (const count of row) sum.counted += count;
    }
    if (item.kind === 'conversation') {
      const { countedOn, rating } = item.conversation;
      const sum = of(countedOn.slice(0, 7)).conversations;
      add(sum, item.n);
      sum.scores += item.n * (rating?.score ?? 0);
    }
  }
  const order = (a: { month: string }, b: { month: string }) => (a.month < b.month ? -1 : 1);
  return { topics, reviews, months: [...months.values()].sort(order) };
}
