import type { Review } from '../contract/review.ts';
import { nameOf } from './conversation-name.ts';
import { keys } from './database.ts';
import type { WaitingEdit } from './edit-views.ts';
import { findById, type Generation } from './find-conversations.ts';
import { listToReview } from './list-to-review.ts';
import { readEdits } from './review-edits.ts';
import type { NextInLine, NextToReviewQuery, NextToReviewView } from './views.ts';

/** So many are counted; what is beyond them is "more". */
export const MOST_COUNTED = 50;

/**
 * What is left to review, of everything and of each topic, and which one comes after the open
 * conversation: the next older one, and after the oldest the newest again. Those that are done or
 * that somebody else has taken are left out, and so is the open one itself.
 */
export async function nextToReview(
  from: Generation,
  query: NextToReviewQuery,
): Promise<NextToReviewView> {
  const edits = await readEdits(from.database);
  const open = query.open && (await findById(from, query.open.source, query.open.id));
  const inLine = (topic: string | null) => lineOf(from, topic, open, query.me, edits);
  const [all, ...topics] = await Promise.all([inLine(null), ...query.topics.map(inLine)]);
  return {
    all,
    topics: query.topics.flatMap((topic, index) => {
      const line = topics[index];
      return line ? [{ topic, line }] : [];
    }),
  };
}

async function lineOf(
  from: Generation,
  topic: string | null,
  open: { startedAt: number; source: string; id: string; rating: unknown } | null,
  me: string,
  edits: readonly WaitingEdit[],
): Promise<NextInLine> {
  const ofOpen = open && nameOf(open);
  const leaveOut = async (some: readonly { source: string; id: string }[]) => {
    const rows = await from.database.reviews.bulkGet(
      some.map(({ source, id }) => keys.review(from.generation, 'conversation', source, id)),
    );
    const settled = some.filter((one, index) => {
      if (nameOf(one) === ofOpen) return true;
      const edit = edits.findLast(
        (made) => made.subject === 'conversation' && nameOf(made) === nameOf(one),
      );
      return edit
        ? edit.done || isOthers(edit.takenBy, me)
        : isSettled(rows[index]?.review ?? null, me);
    });
    return new Set(settled.map(nameOf));
  };
  const { conversations, next } = await listToReview(from, topic, null, MOST_COUNTED, leaveOut);
  const newest = conversations[0] ?? null;
  const after = async () => {
    if (!open?.rating) return newest;
    const before = JSON.stringify([open.startedAt, open.source, open.id]);
    const older = await listToReview(from, topic, before, 1, leaveOut);
    return older.conversations[0] ?? newest;
  };
  const chosen = await after();
  return {
    count: conversations.length,
    more: next !== null,
    next: chosen && { source: chosen.source, id: chosen.id, ticketId: chosen.ticketId },
  };
}

function isSettled(review: Review | null, me: string): boolean {
  return review !== null && (review.doneAt !== null || isOthers(review.takenBy, me));
}

function isOthers(takenBy: { id: string } | null, me: string): boolean {
  return takenBy !== null && takenBy.id !== me;
}
