import type { WidgetConversation } from '../../../lib/contract/widget.ts';

/** The widget's texts in the customer's language; none before the server's first answer. */
export class Words {
  readonly #host: HTMLElement;
  #texts: Record<string, string> = {};
  #name = '';

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /**
   * Query of every call: the languages that are wanted (the element's own `lang`, or else the page's
   * where it stands, before those of the browser), and which texts are there already.
   */
  query(): string {
    const here = this.#host.closest<HTMLElement>('[lang]')?.lang;
    const wanted = [...(here ? [here] : []), ...navigator.languages].slice(0, 9);
    return `lang=${encodeURIComponent(wanted.join())}&words=${this.#name}`;
  }

  /** Takes the texts of an answer, if it has any, for what stands in `part`. */
  learn({ texts, words }: WidgetConversation, part: HTMLElement): void {
    if (!texts.question) return;
    this.#texts = texts;
    this.#name = words;
    part.lang = words.slice(0, 2);
    // The direction of the page stays for languages that do not have the other one.
    part.dir = part.lang === 'ar' ? 'rtl' : '';
  }

  text(key: string): string {
    return this.#texts[key] ?? '';
  }
}
