import * as v from 'valibot';
import { TopicList } from '../../../lib/contract/topic.ts';
import { Me } from '../../../lib/contract/workspace.ts';
import { CallFailure, callApi, NOTHING } from '../shared/api-call.ts';
import { byId } from '../shared/element.ts';
import { ConversationPane } from './conversation-pane.ts';
import { drawFilters } from './filter-pane.ts';
import { ListPane } from './list-pane.ts';
import { hideNotice, type Reason, showNotice } from './notice.ts';
import { type Filters, hrefOf, noFilters, type Place, readPlace, sameFilters } from './place.ts';

/** How often a visible inbox looks for what is new, in milliseconds. */
const REFRESH_EVERY = 10_000;
/** After the last key in the search field, in milliseconds. */
const SEARCH_AFTER = 250;

const NOT_SIGNED_IN: Record<string, Reason> = {
  token_missing: 'not_signed_in',
  token_invalid: 'not_signed_in',
  token_expired: 'not_signed_in',
  token_revoked: 'revoked',
  forbidden: 'forbidden',
};

/** The inbox: what is listed and what is open stand in the address, all else follows from it. */
export class InboxPage {
  readonly #panes = byId('panes', HTMLElement);
  readonly #filterPane = byId('filters', HTMLElement);
  readonly #search = byId('search', HTMLInputElement);
  readonly #trouble = byId('trouble', HTMLParagraphElement);
  readonly #list: ListPane;
  readonly #conversation: ConversationPane;
  #place: Place = readPlace(new URL(location.href));
  #listed: Filters | null = null;
  #me: Me | null = null;
  #topics: { id: string; title: string }[] = [];
  #channels = new Set<string>();
  #timer: number | undefined;
  #searchTimer: number | undefined;

  constructor() {
    const failed = (cause: unknown) => this.#fail(cause);
    this.#list = new ListPane(byId('list', HTMLDivElement), {
      open: (id) => this.#go({ ...this.#place, conversation: id }),
      failed,
      clearFilters: () => this.#go({ ...this.#place, filters: noFilters() }),
      channels: (names) => this.#learnChannels(names),
    });
    this.#conversation = new ConversationPane(byId('conversation', HTMLElement), {
      back: () => this.#go({ ...this.#place, conversation: null }),
      failed,
      topicTitle: (id) => this.#topics.find((topic) => topic.id === id)?.title ?? null,
    });
    window.addEventListener('popstate', () => this.#follow());
    window.addEventListener('hashchange', () => void this.#signInByLink());
    window.addEventListener('keydown', (event) => this.#key(event));
    window.addEventListener('online', () => void this.#refresh());
    document.addEventListener('visibilitychange', () => void this.#refresh());
    byId('sign-out', HTMLButtonElement).addEventListener('click', () => void this.#signOut());
    this.#search.addEventListener('input', () => {
      clearTimeout(this.#searchTimer);
      this.#searchTimer = window.setTimeout(() => this.#searchFor(), SEARCH_AFTER);
    });
  }

  /** Signs in by the link if there is one, and shows the inbox or why it cannot. */
  async open(): Promise<void> {
    if (await this.#signInByLink()) return;
    await this.#start();
  }

  /** `true` if the address carried a sign-in code: it is spent and dropped from the address. */
  async #signInByLink(): Promise<boolean> {
    const code = /^#session=([\w-]+)$/.exec(location.hash)?.[1];
    if (code === undefined) return false;
    history.replaceState(null, '', location.pathname + location.search);
    try {
      await callApi(v.unknown(), '/session', { method: 'POST', body: { code } });
    } catch (cause) {
      const refused = cause instanceof CallFailure && cause.code !== 'network';
      // A spent code does no harm to who is signed in already.
      if (refused && (await this.#isSignedIn())) await this.#start();
      else showNotice(refused ? 'bad_code' : 'unreachable');
      return true;
    }
    await this.#start();
    return true;
  }

  async #isSignedIn(): Promise<boolean> {
    try {
      await callApi(Me, '/v1/me');
      return true;
    } catch {
      return false;
    }
  }

  async #start(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const [me, { topics }] = await Promise.all([
        callApi(Me, '/v1/me'),
        callApi(TopicList, '/v1/topics'),
      ]);
      this.#me = me;
      this.#topics = topics.toSorted((a, b) => a.title.localeCompare(b.title));
    } catch (cause) {
      this.#fail(cause);
      if (this.#me === null) showNoticeFor(cause);
      this.#again();
      return;
    }
    hideNotice();
    byId('workspace', HTMLHeadingElement).textContent = this.#me.workspace.name;
    byId('demo', HTMLSpanElement).hidden = !this.#me.workspace.demo;
    byId('me', HTMLSpanElement).textContent = this.#me.person.name;
    this.#listed = null;
    this.#follow();
    this.#again();
  }

  #go(place: Place): void {
    const href = hrefOf(place);
    if (href !== location.pathname + location.search) history.pushState(null, '', href);
    this.#follow();
  }

  /** Shows what the address says. */
  #follow(): void {
    const before = this.#place.conversation;
    const place = readPlace(new URL(location.href));
    this.#place = place;
    this.#panes.classList.toggle('opened', place.conversation !== null);
    const name = this.#me?.workspace.name ?? 'Inbox';
    document.title = place.conversation === null ? name : `${place.conversation} · ${name}`;
    if (document.activeElement !== this.#search) this.#search.value = place.filters.search;
    const first = this.#listed === null;
    if (first || !this.#listed || !sameFilters(this.#listed, place.filters)) {
      this.#listed = place.filters;
      void this.#list.show(place.filters);
      this.#drawFilters();
    }
    this.#list.select(place.conversation);
    if (first || before !== place.conversation) void this.#conversation.show(place.conversation);
  }

  #drawFilters(): void {
    const choices = { topics: this.#topics, channels: [...this.#channels].sort() };
    drawFilters(this.#filterPane, this.#place.filters, choices, (filters) =>
      this.#go({ ...this.#place, filters }),
    );
  }

  #learnChannels(names: string[]): void {
    const before = this.#channels.size;
    for (const name of names) this.#channels.add(name);
    if (this.#channels.size !== before) this.#drawFilters();
    this.#say(null);
  }

  #searchFor(): void {
    const search = this.#search.value.trim();
    if (search !== this.#place.filters.search) {
      this.#go({ ...this.#place, filters: { ...this.#place.filters, search } });
    }
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || this.#me === null) return;
    const target = event.target;
    const typing =
      target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
    if (typing) {
      if (event.key === 'Escape' && target === this.#search) this.#search.blur();
      return;
    }
    const scrolls = target instanceof HTMLElement && target.matches('.transcript');
    const step = { j: 1, k: -1, ...(scrolls ? {} : { ArrowDown: 1, ArrowUp: -1 }) }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      void this.#move(step);
    } else if (event.key === '/') {
      event.preventDefault();
      this.#search.focus();
      this.#search.select();
    } else if (event.key === 'Escape' && this.#place.conversation !== null) {
      this.#go({ ...this.#place, conversation: null });
    }
  }

  async #move(step: number): Promise<void> {
    const open = this.#place.conversation;
    const at = open === null ? -1 : this.#list.ids.indexOf(open);
    const to = at < 0 ? 0 : at + step;
    if (to >= this.#list.ids.length) await this.#list.more();
    const id = this.#list.ids[to];
    if (id !== undefined) this.#go({ ...this.#place, conversation: id });
  }

  #again(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#refresh(), REFRESH_EVERY);
  }

  async #refresh(): Promise<void> {
    clearTimeout(this.#timer);
    if (document.visibilityState !== 'visible') return;
    if (this.#me === null) {
      await this.#start();
      return;
    }
    await Promise.all([this.#list.refresh(), this.#conversation.refresh()]);
    this.#again();
  }

  async #signOut(): Promise<void> {
    try {
      await callApi(NOTHING, '/session', { method: 'DELETE' });
    } catch (cause) {
      this.#fail(cause);
      return;
    }
    this.#leave('signed_out');
  }

  /** Drops what is shown: nobody who may not see it finds it in the page. */
  #leave(reason: Reason): void {
    this.#me = null;
    this.#listed = null;
    clearTimeout(this.#timer);
    this.#list.clear();
    this.#conversation.clear();
    showNotice(reason);
  }

  #fail(cause: unknown): void {
    if (!(cause instanceof CallFailure)) {
      this.#say('Something went wrong.');
      console.error(cause);
      return;
    }
    const reason = NOT_SIGNED_IN[cause.code];
    if (reason) this.#leave(reason);
    else if (cause.code === 'network') {
      this.#say('The server cannot be reached. What you see may be out of date; trying again.');
    } else if (cause.code !== 'not_found') this.#say(cause.message);
  }

  #say(text: string | null): void {
    this.#trouble.hidden = text === null;
    this.#trouble.textContent = text;
  }
}

function showNoticeFor(cause: unknown): void {
  const code = cause instanceof CallFailure ? cause.code : 'network';
  showNotice(NOT_SIGNED_IN[code] ?? 'unreachable');
}
