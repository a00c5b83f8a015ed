import {
  type Conversation,
  ConversationWithTranscript,
  type Message,
  type MessageRole,
} from '../../../lib/contract/conversation.ts';
import { CallFailure, callApi } from '../shared/api-call.ts';
import { element, outsideLink } from '../shared/element.ts';
import { clockTime, fullDay, fullWhen, shortWhen } from '../shared/when.ts';
import { avatar, badges, nameOf } from './conversation-words.ts';

/** What the pane tells the page. */
export interface ConversationEvents {
  back(): void;
  failed(cause: unknown): void;
  /** The title of a topic; `null` if it is not known. */
  topicTitle(id: string): string | null;
}

const WHO: Record<MessageRole, string> = {
  customer: '',
  ai_agent: 'AI agent',
  teammate: 'Teammate',
  system: 'System',
};

/** How long (ms) the conversation before stays while the next one is read, rather than drawing twice. */
const PATIENCE = 100;

/** One conversation with its transcript. */
export class ConversationPane {
  readonly #pane: HTMLElement;
  readonly #events: ConversationEvents;
  #id: string | null = null;
  #shown = '';
  #load: AbortController | null = null;
  #patience: number | undefined;

  constructor(pane: HTMLElement, events: ConversationEvents) {
    this.#pane = pane;
    this.#events = events;
  }

  /** Empties the pane; what is on its way is not shown any more. */
  clear(): void {
    this.#load?.abort();
    clearTimeout(this.#patience);
    this.#id = null;
    this.#shown = '';
    this.#pane.replaceChildren();
  }

  /** Shows a conversation, or that none is open. */
  async show(id: string | null): Promise<void> {
    this.#load?.abort();
    clearTimeout(this.#patience);
    this.#id = id;
    this.#shown = '';
    if (id === null) {
      this.#pane.replaceChildren(
        element(
          'div',
          { class: 'empty' },
          element('p', { class: 'empty-title' }, 'No conversation open'),
          element('p', {}, 'Choose one from the list, or press j.'),
        ),
      );
      return;
    }
    if (this.#pane.querySelector('.transcript') === null) this.#drawLoading();
    else this.#patience = window.setTimeout(() => this.#drawLoading(), PATIENCE);
    await this.#fetch(id);
  }

  #drawLoading(): void {
    this.#pane.replaceChildren(
      element('p', { class: 'unseen', role: 'status' }, 'Loading the conversation'),
      element('div', { class: 'ghost-head', 'aria-hidden': 'true' }),
      ...Array.from({ length: 4 }, () =>
        element('div', { class: 'ghost-line', 'aria-hidden': 'true' }),
      ),
    );
  }

  /** Reads the open conversation again. */
  async refresh(): Promise<void> {
    if (this.#id !== null) await this.#fetch(this.#id);
  }

  async #fetch(id: string): Promise<void> {
    const load = new AbortController();
    this.#load = load;
    try {
      const path = `/v1/conversations/${encodeURIComponent(id)}`;
      const answer = await callApi(ConversationWithTranscript, path, { signal: load.signal });
      if (this.#id !== id) return;
      clearTimeout(this.#patience);
      const { rating: _, predicted: __, ...facts } = answer.conversation;
      const titles = facts.topics.map((topic) => this.#events.topicTitle(topic));
      const shown = JSON.stringify([facts, answer.transcript, titles]);
      if (shown !== this.#shown) this.#draw(facts, answer.transcript, this.#shown === '');
      this.#shown = shown;
    } catch (cause) {
      if (load.signal.aborted || this.#id !== id) return;
      clearTimeout(this.#patience);
      if (this.#shown === '') this.#drawFailure(cause);
      this.#events.failed(cause);
    }
  }

  #draw(
    conversation: Omit<Conversation, 'rating' | 'predicted'>,
    transcript: readonly Message[],
    first: boolean,
  ): void {
    const log = element('div', { class: 'transcript' }, ...this.#lines(conversation, transcript));
    log.tabIndex = 0;
    log.setAttribute('role', 'region');
    log.setAttribute('aria-label', 'Transcript');
    const at = this.#pane.querySelector('.transcript')?.scrollTop ?? 0;
    this.#pane.replaceChildren(this.#head(conversation), log);
    if (!first) log.scrollTop = at;
  }

  #head(conversation: Omit<Conversation, 'rating' | 'predicted'>): HTMLElement {
    const { id, topics, ticketId } = conversation;
    const fact = (name: string, ...value: (Node | string)[]) =>
      element('div', {}, element('dt', {}, name), element('dd', {}, ...value));
    const when = (instant: string) =>
      element(
        'time',
        { datetime: instant, title: fullWhen(instant) },
        `${shortWhen(instant)}${isToday(instant) ? '' : `, ${clockTime(instant)}`}`,
      );
    const copied = element('span', { class: 'unseen', role: 'status' });
    const copy = async () => {
      await navigator.clipboard.writeText(id);
      copied.textContent = 'Copied';
    };
    return element(
      'header',
      { class: 'head' },
      element(
        'div',
        { class: 'head-first' },
        element(
          'button',
          {
            type: 'button',
            class: 'button quiet back',
            'aria-label': 'Back to the list',
            onclick: () => this.#events.back(),
          },
          '‹',
        ),
        avatar(conversation),
        element('h2', {}, nameOf(conversation)),
        element('span', { class: 'marks' }, ...badges(conversation)),
      ),
      element(
        'dl',
        { class: 'facts' },
        fact('Started', when(conversation.startedAt)),
        ...(conversation.endedAt === null ? [] : [fact('Ended', when(conversation.endedAt))]),
        ...(conversation.handedOverAt === null
          ? []
          : [fact('Handed over', when(conversation.handedOverAt))]),
        fact('Channel', conversation.channel ?? 'not known'),
        ...(ticketId === null ? [] : [fact('Ticket', ticketId)]),
        fact(
          'Conversation',
          element('code', {}, id),
          element(
            'button',
            {
              type: 'button',
              class: 'button quiet copy',
              'aria-label': 'Copy the conversation’s id',
              onclick: () => void copy().catch(() => undefined),
            },
            'Copy',
          ),
          copied,
        ),
        fact(
          topics.length === 1 ? 'Topic' : 'Topics',
          ...(topics.length === 0
            ? ['none yet']
            : topics.map((topic) =>
                element('span', { class: 'badge topic' }, this.#events.topicTitle(topic) ?? topic),
              )),
        ),
      ),
    );
  }

  #lines(
    conversation: Pick<Conversation, 'customer'>,
    transcript: readonly Message[],
  ): HTMLElement[] {
    if (transcript.length === 0) {
      return [
        element(
          'div',
          { class: 'empty' },
          element('p', { class: 'empty-title' }, 'No transcript'),
          element('p', {}, 'This conversation came without its messages.'),
        ),
      ];
    }
    const lines: HTMLElement[] = [];
    let day = '';
    for (const message of transcript) {
      const ofDay = new Date(message.at).toDateString();
      if (ofDay !== day) {
        day = ofDay;
        lines.push(element('p', { class: 'day' }, fullDay(message.at)));
      }
      lines.push(line(message, nameOf(conversation)));
    }
    return lines;
  }

  #drawFailure(cause: unknown): void {
    const missing = cause instanceof CallFailure && cause.code === 'not_found';
    const words = cause instanceof CallFailure ? cause.message : 'Something went wrong.';
    this.#pane.replaceChildren(
      element(
        'div',
        { class: 'empty', role: 'alert' },
        element(
          'p',
          { class: 'empty-title' },
          missing ? 'There is no such conversation' : 'The conversation did not load',
        ),
        element(
          'p',
          {},
          missing ? 'It may have been erased, or the address is not complete.' : words,
        ),
        element(
          'button',
          {
            type: 'button',
            class: 'button',
            onclick: () => (missing ? this.#events.back() : void this.show(this.#id)),
          },
          missing ? 'Back to the list' : 'Try again',
        ),
      ),
    );
  }
}

function isToday(instant: string): boolean {
  return new Date(instant).toDateString() === new Date().toDateString();
}

function line(message: Message, customer: string): HTMLElement {
  const { role } = message;
  const time = element(
    'time',
    { datetime: message.at, title: fullWhen(message.at) },
    clockTime(message.at),
  );
  if (role === 'system') {
    return element('p', { class: 'line system' }, message.text, ' ', time);
  }
  return element(
    'article',
    { class: `line ${role}` },
    element('p', { class: 'who' }, element('strong', {}, WHO[role] || customer), ' ', time),
    element('div', { class: 'bubble' }, message.text),
    message.sources.length > 0 &&
      element(
        'div',
        { class: 'sources' },
        element('span', {}, message.sources.length === 1 ? 'Source' : 'Sources'),
        ...message.sources.map((source) => outsideLink(source.title, source.url)),
      ),
  );
}
