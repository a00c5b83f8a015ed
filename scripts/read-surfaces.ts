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

/** What the panel shows. */
export interface ShownPanel {
  conversation: ShownConversation | null;
  topics: ShownTopic[];
  overall: ShownScore | null;
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
      text: document.body.innerText,
    };
  });
}
