import type { Review } from '../contract/review.ts';
import type { Base } from './base.ts';
import { nameOf } from './conversation-name.ts';
import { keys } from './database.ts';
import type { WaitingEdit } from './edit-views.ts';
import { findById } from './find-conversations.ts';
import { allFlagged, type FlaggedConversation } from './flagged.ts';
import { listToReview, positionOf, withOthers } from './list-to-review.ts';
import { readEdits } from './review-edits.ts';
import type { NextInLine, NextToReviewQuery, NextToReviewView } from './to-review-views.ts';
import type { StoredConversation } from './views.ts';

/** So many are counted; what is beyond them is "more". */
export const MOST_COUNTED = 50;

/**
 * What is left to review, of everything and of each topic, and which one comes after the open
 * conversation: the next older one, and after the oldest the newest again. What somebody flagged is in
 * line, too. Those that are done or that somebody else has taken are left out, and so is the open one
 * itself.
 */
export async function nextToReview(
  base: Base,
  { open: name, topics, me }: NextToReviewQuery,
): Promise<NextToReviewView> {
  const [edits, flagged, open] = await Promise.all([
    readEdits(base.database),
    allFlagged(base),
    name && findById(base, name.source, name.id),
  ]);
  const line = new Line(base, open, me, edits, flagged);
  const [all, ...ofTopics] = await Promise.all([line.of(null), ...topics.map((id) => line.of(id))]);
  return {
    all,
    topics: topics.flatMap((topic, index) => {
      const ofTopic = ofTopics[index];
      return ofTopic ? [{ topic, line: ofTopic }] : [];
    }),
  };
}

class Line {
  readonly #base: Base;
  readonly #open: StoredConversation | null;
  readonly #me: string;
  readonly #edits: readonly WaitingEdit[];
  readonly #flagged: readonly FlaggedConversation[];

  constructor(
    base: Base,
    open: StoredConversation | null,
    me: string,
    edits: readonly WaitingEdit[],
    flagged: readonly FlaggedConversation[],
  ) {
    this.#base = base;
    this.#open = open;
    this.#me = me;
    this.#edits = edits;
    this.#flagged = flagged;
  }

  /** @param topic `null`: of everything */
  async of(topic: string | null): Promise<NextInLine> {
    const { conversations, next } = await this.#page(topic, null, MOST_COUNTED);
    const chosen = (await this.#after(topic)) ?? conversations[0] ?? null;
    return {
      count: conversations.length,
      more: next !== null,
      next: chosen && { source: chosen.source, id: chosen.id, ticketId: chosen.ticketId },
    };
  }

  /** The next older one; `null` if there is none, or the open one has no place in the line. */
  async #after(topic: string | null): Promise<StoredConversation | null> {
    const open = this.#open;
    if (!open || !(open.rating || this.#flagged.some((one) => isSame(one.conversation, open)))) {
      return null;
    }
    const { conversations } = await this.#page(topic, positionOf(open), 1);
    return conversations[0] ?? null;
  }

  async #page(topic: string | null, before: string | null, limit: number) {
    const flagged = this.#flagged.filter(
      ({ conversation, takenBy }) =>
        (topic === null || conversation.topics.includes(topic)) &&
        !isOthers(takenBy, this.#me) &&
        !(this.#open && isSame(conversation, this.#open)),
    );
    const rated = await listToReview(this.#base, topic, before, limit, (some) =>
      this.#settled(some),
    );
    return withOthers(
      rated,
      before,
      limit,
      flagged.map(({ conversation }) => conversation),
    );
  }

  async #settled(some: readonly StoredConversation[]): Promise<Set<string>> {
    const { database, generation } = this.#base;
    const rows = await database.reviews.bulkGet(
      some.map(({ source, id }) => keys.review(generation, 'conversation', source, id)),
    );
    const settled = some.filter((one, index) => {
      if (this.#open && isSame(one, this.#open)) return true;
      const edit = this.#edits.findLast(
        (made) => made.subject === 'conversation' && nameOf(made) === nameOf(one),
      );
      return edit
        ? edit.done || isOthers(edit.takenBy, this.#me)
        : isSettled(rows[index]?.review ?? null, this.#me);
    });
    return new Set(settled.map(nameOf));
  }
}

function isSame(
  a: { source: string | null; id: string },
  b: { source: string | null; id: string },
): boolean {
  return nameOf(a) === nameOf(b);
}

function isSettled(review: Review | null, me: string): boolean {
  return review !== null && (review.doneAt !== null || isOthers(review.takenBy, me));
}

function isOthers(takenBy: { id: string } | null, me: string): boolean {
  return takenBy !== null && takenBy.id !== me;
}
