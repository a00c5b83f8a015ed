import { nameOf } from './conversation-name.ts';
import { type Generation, readRows } from './find-conversations.ts';
import { monthNumber, readEntry, type ToReviewEntry } from './packed-rows.ts';
import { isToReview } from './row-line.ts';
import type { StoredConversation } from './views.ts';

/** The next conversations to review, and where to go on. */
export interface ToReviewPage {
  conversations: StoredConversation[];
  next: string | null;
}

/** Where a page ended: its last conversation. */
interface Position {
  startedAt: number;
  source: string;
  id: string;
}

/**
 * The newest conversations with a neutral or negative rating that counts, from a position on, month
 * after month.
 * @param leaveOut says which of some conversations are not wanted, as `source` and `id` on two lines
 * @param oldest months that are over before this instant are not read; `null`: all are
 */
export async function listToReview(
  from: Generation,
  topic: string | null,
  before: string | null,
  limit: number,
  leaveOut: (conversations: readonly StoredConversation[]) => Promise<ReadonlySet<string>>,
  oldest: number | null = null,
): Promise<ToReviewPage> {
  const start = before === null ? null : readPosition(before);
  const found: StoredConversation[] = [];
  for (const month of await months(from, start)) {
    if (oldest !== null && month < monthNumber(oldest)) break;
    const entries = (await entriesOf(from, month, topic)).filter(
      (entry) => start === null || entry.startedAt <= start.startedAt,
    );
    entries.sort((a, b) => b.startedAt - a.startedAt);
    for (let at = 0; at < entries.length; ) {
      const end = endOfSameStart(entries, at + limit);
      const read = await readRows(
        from,
        entries.slice(at, end).map(({ row }) => row),
      );
      const conversations = [...read.values()]
        .flatMap(({ conversation }) =>
          conversation && isToReview(conversation) ? [conversation] : [],
        )
        .filter((one) => start === null || compare(one, start) > 0)
        .sort(compare);
      const left = await leaveOut(conversations);
      found.push(...conversations.filter((one) => !left.has(nameOf(one))));
      if (found.length > limit) return page(found, limit);
      at = end;
    }
  }
  return page(found, limit);
}

function page(found: StoredConversation[], limit: number, isMore = false): ToReviewPage {
  const conversations = found.slice(0, limit);
  const last = conversations.at(-1);
  const more = (isMore || found.length > limit) && last !== undefined;
  return { conversations, next: more ? positionOf(last) : null };
}

/**
 * A page of the list with others in their places.
 * @param before where the page began
 * @param others in any order, none of them on the list
 */
export function withOthers(
  { conversations, next }: ToReviewPage,
  before: string | null,
  limit: number,
  others: readonly StoredConversation[],
): ToReviewPage {
  const start = before === null ? null : readPosition(before);
  const after = others.filter((one) => start === null || compare(one, start) > 0);
  return page([...conversations, ...after].sort(compare), limit, next !== null);
}

/** Where a page that ends with this conversation would end. */
export function positionOf({ startedAt, source, id }: Position): string {
  return JSON.stringify([startedAt, source, id]);
}

/** Months that have a list, newest first, from the one of `start` on. */
async function months({ database, generation }: Generation, start: Position | null) {
  const newest = start === null ? Number.POSITIVE_INFINITY : monthNumber(start.startedAt);
  const keys = await database.toReview
    .where(':id')
    .between([generation, -Infinity], [generation, newest, []])
    .primaryKeys();
  return [...new Set(keys.map((key) => key[1] ?? 0))].reverse();
}

async function entriesOf(
  { database, generation }: Generation,
  month: number,
  topic: string | null,
): Promise<ToReviewEntry[]> {
  const chunks = await database.toReview
    .where(':id')
    .between([generation, month, -Infinity], [generation, month, Infinity])
    .toArray();
  const mention = topic === null ? '' : JSON.stringify(topic);
  return chunks
    .flatMap(({ text }) => text.split('\n'))
    .filter((line) => line.includes(mention))
    .map(readEntry)
    .filter((entry) => topic === null || entry.topics.includes(topic));
}

/** Conversations that started at the same instant are read together: their ids order them. */
function endOfSameStart(entries: readonly ToReviewEntry[], at: number): number {
  let end = Math.min(at, entries.length);
  while (end < entries.length && entries[end]?.startedAt === entries[end - 1]?.startedAt) end += 1;
  return end;
}

/** Newest start first, then by source and id. */
function compare(a: Position, b: Position): number {
  if (a.startedAt !== b.startedAt) return b.startedAt - a.startedAt;
  const [first, second] = [`${a.source}\n${a.id}`, `${b.source}\n${b.id}`];
  return first < second ? -1 : first > second ? 1 : 0;
}

function readPosition(text: string): Position | null {
  try {
    const [startedAt, source, id] = JSON.parse(text) as unknown[];
    if (typeof startedAt !== 'number' || typeof source !== 'string' || typeof id !== 'string') {
      return null;
    }
    return { startedAt, source, id };
  } catch {
    return null;
  }
}
