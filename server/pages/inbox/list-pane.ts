import { ConversationList, type ConversationSummary } from '../../../lib/contract/conversation.ts';
import { CallFailure, callApi } from '../shared/api-call.ts';
import { element } from '../shared/element.ts';
import { fullWhen, shortWhen } from '../shared/when.ts';
import { avatar, badges, nameOf } from './conversation-words.ts';
import { type Filters, hrefOf, isFiltered, listPath, noFilters } from './place.ts';

const PAGE = 40;

/** What the list tells the page. */
export interface ListEvents {
  open(id: string): void;
  failed(cause: unknown): void;
  clearFilters(): void;
  channels(names: string[]): void;
}

/** The list of conversations: newest first, a page at a time. */
export class ListPane {
  readonly #pane: HTMLElement;
  readonly #events: ListEvents;
  #filters: Filters | null = null;
  #rows = new Map<string, ConversationSummary>();
  #links = new Map<string, HTMLAnchorElement>();
  #next: string | null = null;
  #selected: string | null = null;
  #load: AbortController | null = null;
  #failed = false;

  constructor(pane: HTMLElement, events: ListEvents) {
    this.#pane = pane;
    this.#events = events;
  }

  /** The ids in the order in which they are shown. */
  get ids(): string[] {
    return [...this.#rows.keys()];
  }

  /** Empties the pane; what is on its way is not shown any more. */
  clear(): void {
    this.#load?.abort();
    this.#filters = null;
    this.#rows.clear();
    this.#links.clear();
    this.#pane.replaceChildren();
  }

  /** Lists other conversations. */
  async show(filters: Filters): Promise<void> {
    this.#filters = filters;
    this.#rows.clear();
    this.#next = null;
    this.#failed = false;
    this.#pane.replaceChildren(
      element('p', { class: 'unseen', role: 'status' }, 'Loading conversations'),
      ...Array.from({ length: 7 }, () =>
        element('div', { class: 'row ghost', 'aria-hidden': 'true' }),
      ),
    );
    await this.#fetch('append');
  }

  /** Looks for what is new, without touching what is further down. */
  async refresh(): Promise<void> {
    if (!this.#filters || this.#load) return;
    if (this.#failed) await this.show(this.#filters);
    else await this.#fetch('prepend');
  }

  /** The next page; `false` if there is none. */
  async more(): Promise<boolean> {
    if (this.#next === null || this.#load) return false;
    await this.#fetch('append');
    return true;
  }

  /** Marks the open conversation and scrolls it into view. */
  select(id: string | null): void {
    if (this.#selected !== null) this.#links.get(this.#selected)?.removeAttribute('aria-current');
    this.#selected = id;
    if (id === null) return;
    const link = this.#links.get(id);
    link?.setAttribute('aria-current', 'page');
    link?.scrollIntoView({ block: 'nearest' });
  }

  async #fetch(where: 'append' | 'prepend'): Promise<void> {
    if (!this.#filters) return;
    this.#load?.abort();
    const load = new AbortController();
    this.#load = load;
    try {
      const before = where === 'append' ? this.#next : null;
      const path = listPath(this.#filters, before, PAGE);
      const page = await callApi(ConversationList, path, { signal: load.signal });
      if (where === 'append') {
        for (const row of page.conversations) this.#rows.set(row.id, row);
        this.#next = page.next;
      } else this.#merge(page);
      this.#failed = false;
      this.#draw();
    } catch (cause) {
      if (load.signal.aborted) return;
      this.#failed = this.#rows.size === 0;
      if (this.#failed) this.#drawFailure(cause);
      this.#events.failed(cause);
    } finally {
      if (this.#load === load) this.#load = null;
    }
  }

  /** Puts a fresh first page over the rows that are there. */
  #merge(page: ConversationList): void {
    const fresh = new Map(page.conversations.map((row) => [row.id, row]));
    const oldest = page.conversations.at(-1)?.startedAt;
    for (const [id, row] of this.#rows) {
      // Newer than the page's end and not on it: it does not fit the filters any more.
      if (!fresh.has(id) && oldest !== undefined && row.startedAt < oldest) fresh.set(id, row);
    }
    if (page.next === null || this.#rows.size <= PAGE) this.#next = page.next;
    this.#rows = fresh;
  }

  #draw(): void {
    if (this.#rows.size === 0) {
      this.#drawEmpty();
      return;
    }
    const focused = document.activeElement;
    const links = new Map<string, HTMLAnchorElement>();
    for (const row of this.#rows.values()) links.set(row.id, this.#rowOf(row));
    this.#links = links;
    this.#pane.replaceChildren(...links.values());
    if (this.#next !== null) {
      const more = element(
        'button',
        { type: 'button', class: 'button more', onclick: () => void this.more() },
        'Load more',
      );
      this.#pane.append(more);
    }
    this.select(this.#selected);
    if (focused instanceof HTMLElement && focused.isConnected)
      focused.focus({ preventScroll: true });
    this.#events.channels(
      [...this.#rows.values()].flatMap(({ channel }) => (channel === null ? [] : [channel])),
    );
  }

  /** The row's link; the same element as before where nothing changed, so that focus stays. */
  #rowOf(row: ConversationSummary): HTMLAnchorElement {
    const href = hrefOf({ conversation: row.id, filters: this.#filters ?? noFilters() });
    const state = JSON.stringify([
      row.preview,
      row.lastMessageAt,
      row.endedAt,
      row.handedOverAt,
      row.visibility,
      href,
    ]);
    const known = this.#links.get(row.id);
    if (known && known.dataset.state === state) return known;
    const when = row.lastMessageAt ?? row.startedAt;
    const link = element(
      'a',
      { class: 'row', href, 'data-state': state },
      avatar(row),
      element(
        'span',
        { class: 'text' },
        element(
          'span',
          { class: 'first' },
          element('strong', { class: row.customer === null ? 'visitor' : '' }, nameOf(row)),
          element('time', { datetime: when, title: fullWhen(when) }, shortWhen(when)),
        ),
        element('span', { class: 'preview' }, row.preview ?? 'No message yet'),
        element(
          'span',
          { class: 'marks' },
          ...badges(row),
          row.channel !== null && element('span', { class: 'channel' }, row.channel),
        ),
      ),
    );
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.#events.open(row.id);
    });
    return link;
  }

  #drawEmpty(): void {
    const filtered = this.#filters !== null && isFiltered(this.#filters);
    this.#links.clear();
    this.#pane.replaceChildren(
      element(
        'div',
        { class: 'empty' },
        element('p', { class: 'empty-title' }, filtered ? 'Nothing fits' : 'No conversations yet'),
        element(
          'p',
          {},
          filtered
            ? 'No conversation fits these filters.'
            : 'They appear here as soon as your AI agent’s back end sends the first one.',
        ),
        filtered &&
          element(
            'button',
            { type: 'button', class: 'button', onclick: () => this.#events.clearFilters() },
            'Clear filters',
          ),
      ),
    );
  }

  #drawFailure(cause: unknown): void {
    const words = cause instanceof CallFailure ? cause.message : 'Something went wrong.';
    const retry = () => {
      if (this.#filters) void this.show(this.#filters);
    };
    this.#links.clear();
    this.#pane.replaceChildren(
      element(
        'div',
        { class: 'empty', role: 'alert' },
        element('p', { class: 'empty-title' }, 'The list did not load'),
        element('p', {}, words),
        element('button', { type: 'button', class: 'button', onclick: retry }, 'Try again'),
      ),
    );
  }
}
