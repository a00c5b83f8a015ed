import { benjaminiHochberg, compareScores, twoProportionTest } from './change.ts';
import type { RatedShare } from './score.ts';

/** A topic that is watched: its ratings of a period and of the equally long one before. */
export interface WatchedTopic {
  id: string;
  before: RatedShare;
  after: RatedShare;
}

/** About the same topic there is one notice in so many milliseconds. */
export const NOTICE_EVERY = 7 * 86_400_000;

/**
 * The topics whose score dropped by evidence, worst first: at least 30 ratings in both periods, a
 * Newcombe 95 % interval of the difference that leaves out 0, and it still holds when corrected for
 * the number of topics compared (Benjamini-Hochberg).
 */
export function findDrops<T extends WatchedTopic>(topics: readonly T[]): T[] {
  const compared = topics
    .map((topic) => ({ topic, change: compareScores(topic.before, topic.after) }))
    .filter(({ change }) => change.kind !== 'too_few');
  const holds = benjaminiHochberg(
    compared.map(({ topic }) => twoProportionTest(topic.before, topic.after)),
  );
  return compared
    .flatMap(({ topic, change }, index) =>
      change.kind === 'down' && holds[index] ? [{ topic, by: change.to - change.from }] : [],
    )
    .sort((a, b) => a.by - b.by)
    .map(({ topic }) => topic);
}

/** When a notice about a topic was last given, by its id; epoch milliseconds. */
export type Told = Readonly<Record<string, number>>;

/**
 * Which drops are news now, and what is remembered of it. A clock that was set wrong keeps nothing
 * quiet for longer than the time between two notices.
 */
export function dropsToTell<T extends WatchedTopic>(
  topics: readonly T[],
  told: Told,
  now: number,
): { tell: T[]; told: Record<string, number> } {
  const recent = Object.entries(told).filter(([, at]) => Math.abs(now - at) < NOTICE_EVERY);
  const quiet = new Set(recent.map(([id]) => id));
  const tell = findDrops(topics).filter(({ id }) => !quiet.has(id));
  return {
    tell,
    told: Object.fromEntries([...recent, ...tell.map(({ id }) => [id, now] as const)]),
  };
}
