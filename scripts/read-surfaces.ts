import type { Frame, Page } from 'puppeteer-core';

/**
 * Reads the panel's and the popup's pages as a person would see them: from the document, never from
 * the store. Numbers come from the `<data>` elements that stand around the words.
 */

/** A score as it stands on a page; `score` is positive / rated, `null` where none is shown. */
export interface ShownScore {
  rated: number;
  positive: number;
  score: number | null;
}

export interface ShownConversation {
  id: string;
  score: number | null;
  /** The rating's state, as `RatingState['kind']`. */
  state: string;
  /** The verdict's words. */
  words: string;
}

export interface ShownTopic extends ShownScore {
  id: string;
  title: string;
}

/** The open conversation's review as it stands in the panel. */
export interface ShownReview {
  /** `none`, `saved`, `waiting`, `conflict` or `refused`. */
  state: string;
  /** Who has it, in the panel's words (`You have it`); `null` if nobody has. */
  taken: string | null;
  /** The pressed cause's id; `null` where none is, or the review is done. */
  cause: string | null;
  nextStep: string | null;
  /** What stands in the note's field; `null` where there is none (done, conflict). */
  note: string | null;
  done: boolean;
  words: string;
}

/** The state of the sync as a surface shows it. */
export interface ShownSync {
  /** As `SyncState` in lib/sync/states.ts. */
  state: string;
  /** `kept`, `memory` or `read_only`. */
  mode: string;
  /** Empty while all is well. */
  words: string;
}

/** What the panel shows. */
export interface ShownPanel {
  conversation: ShownConversation | null;
  topics: ShownTopic[];
  overall: ShownScore | null;
  review: ShownReview | null;
  sync: ShownSync | null;
  /** Everything it says, in one text. */
  text: string;
}

/** Reads the panel, or the popup with its `this-tab` part in place of the verdict. */
export function readSurface(frame: Page | Frame): Promise<ShownPanel> {
  return frame.evaluate(() => {
    // Runs in the page: it must not reach outside this function.
    const field = (part: Element, name: string) => {
      const element = part.querySelector(`data[data-field="${name}"]`);
      const value = element?.getAttribute('value');
      return value === null || value === undefined ? null : Number(value);
    };
    const score = (part: Element) => ({
      rated: field(part, 'rated') ?? Number.NaN,
      positive: field(part, 'positive') ?? Number.NaN,
      score: field(part, 'csat'),
    });
    const pressed = (part: Element, field: string) =>
      part
        .querySelector(`[data-field="${field}"] [aria-pressed="true"]`)
        ?.getAttribute('data-value') ?? null;
    const review = document.querySelector<HTMLElement>('[data-part="review"]');
    const sync = document.querySelector<HTMLElement>('[data-part="sync-state"]');
    const verdict = document.querySelector('[data-part="verdict"], [data-part="this-tab"]');
    const overall = document.querySelector('[data-part="overall"]');
    return {
      conversation: verdict
        ? {
            id: verdict.getAttribute('data-conversation') ?? '',
            score: field(verdict, 'score'),
            state: verdict.getAttribute('data-state') ?? '',
            words: (verdict as HTMLElement).innerText,
          }
        : null,
      topics: [...document.querySelectorAll('[data-part="topic"]')].map((topic) => ({
        id: topic.getAttribute('data-topic') ?? '',
        title: topic.querySelector('h2, h3')?.textContent ?? '',
        ...score(topic),
      })),
      overall: overall?.querySelector('data[data-field="rated"]') ? score(overall) : null,
      review: review
        ? {
            state: review.dataset.state ?? '',
            taken: review.querySelector('[data-field="taken-by"]')?.textContent ?? null,
            cause: pressed(review, 'cause'),
            nextStep: pressed(review, 'next-step'),
            note: review.querySelector('textarea')?.value ?? null,
            done: review.querySelector('[data-action="done"]')?.textContent === 'Reopen',
            words: review.innerText,
          }
        : null,
      sync: sync
        ? { state: sync.dataset.state ?? '', mode: sync.dataset.mode ?? '', words: sync.innerText }
        : null,
      text: document.body.innerText,
    };
  });
}
