import type { Digest, DigestMonth } from '../contract/digest.ts';
import type { LocalDigest } from '../store/views.ts';

/** What comparing came to; `not_comparable`: the two are of different moments. */
export type Comparison =
  | { kind: 'not_comparable' }
  | { kind: 'equal' }
  /** In which things, such as `topics` or `conversations 2026-11`. */
  | { kind: 'different'; in: string[] };

interface Sum {
  count: number;
  numbers: number;
}

/**
 * Compares the copy with the server's digest. Months that begin before the first day that is kept
 * are compared by their day counts only: of their conversations not all are here.
 */
export function compareDigest(local: LocalDigest, server: Digest): Comparison {
  if (local.epoch !== server.epoch || local.head !== server.head) return { kind: 'not_comparable' };
  const different: string[] = [];
  if (!sameSum(local.topics, server.topics)) different.push('topics');
  // Reviews of conversations that are not kept are not all here either.
  if (local.keptFrom === null && !sameSum(local.reviews, server.reviews)) different.push('reviews');
  const here = byMonth(local.months);
  const there = byMonth(server.months);
  for (const month of [...new Set([...here.keys(), ...there.keys()])].sort()) {
    const mine = here.get(month) ?? NOTHING;
    const theirs = there.get(month) ?? NOTHING;
    const kept = local.keptFrom === null || `${month}-01` >= local.keptFrom;
    if (kept && !sameConversations(mine, theirs)) different.push(`conversations ${month}`);
    if (!sameDayCounts(mine, theirs)) different.push(`day counts ${month}`);
  }
  return different.length === 0 ? { kind: 'equal' } : { kind: 'different', in: different };
}

const NOTHING: Omit<DigestMonth, 'month'> = {
  conversations: { count: 0, numbers: 0, scores: 0 },
  dayCounts: { count: 0, numbers: 0, counted: 0 },
};

type Month = typeof NOTHING;

function byMonth(months: readonly DigestMonth[]): Map<string, Month> {
  return new Map(months.map((month) => [month.month, month]));
}

function sameSum(mine: Sum, theirs: Sum): boolean {
  return mine.count === theirs.count && mine.numbers === theirs.numbers;
}

function sameConversations({ conversations: mine }: Month, { conversations: theirs }: Month) {
  return sameSum(mine, theirs) && mine.scores === theirs.scores;
}

function sameDayCounts({ dayCounts: mine }: Month, { dayCounts: theirs }: Month): boolean {
  return sameSum(mine, theirs) && mine.counted === theirs.counted;
}
