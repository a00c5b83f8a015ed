import type { Message } from '../../../lib/contract/conversation.ts';
import type { Chat, Welcome } from '../../src/chat/contract.ts';
import { CallFailure } from '../shared/api-call.ts';
import { byId, element } from '../shared/element.ts';
import type { RatingElement } from '../widget/rating-element.ts';
import type { ChatSession } from './chat-session.ts';
import { messageView } from './message-view.ts';

/** The AI agent "writes" at least so long, in milliseconds: an answer at once reads like a machine's. */
const SHORTEST_TYPING = 500;
/** How often a handed-over chat looks for a teammate's answer, in milliseconds. */
const LOOK_EVERY = 5_000;

/** The chat page: shows the session's chat and places the rating widget below its messages. */
export class ChatPage {
  readonly #session: ChatSession;
  #welcome: Welcome | null = null;
  #chat: Chat | null = null;
  #widget: RatingElement | null = null;
  #busy = false;
  #look: number | undefined;

  readonly #with = byId('with', HTMLParagraphElement);
  readonly #scroll = byId('scroll', HTMLElement);
  readonly #log = byId('log', HTMLDivElement);
  readonly #typing = byId('typing', HTMLParagraphElement);
  readonly #suggestions = byId('suggestions', HTMLDivElement);
  readonly #rating = byId('rating', HTMLDivElement);
  readonly #trouble = byId('trouble', HTMLParagraphElement);
  readonly #composer = byId('composer', HTMLFormElement);
  readonly #text = byId('text', HTMLTextAreaElement);
  readonly #send = byId('send', HTMLButtonElement);
  readonly #person = byId('person', HTMLButtonElement);
  readonly #end = byId('end', HTMLButtonElement);
  readonly #new = byId('new', HTMLButtonElement);
  readonly #over = byId('over', HTMLDivElement);

  constructor(session: ChatSession) {
    this.#session = session;
    // Scrolled by keyboard, also while nothing inside it takes the focus.
    this.#scroll.tabIndex = 0;
    this.#composer.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
    this.#person.addEventListener('click', () => void this.#handOver());
    this.#end.addEventListener('click', () => void this.#finish());
    for (const button of [this.#new, byId('again', HTMLButtonElement)]) {
      button.addEventListener('click', () => void this.#restart());
    }
    this.#rating.addEventListener('fivefaces-rating', () => this.#toBottom());
    window.addEventListener('online', () => {
      if (!this.#welcome) void this.open();
    });
  }

  /** Goes on with this tab's chat, or greets. */
  async open(): Promise<void> {
    try {
      this.#welcome ??= await this.#session.welcome();
      if (this.#session.id !== null) this.#show(await this.#session.read());
      this.#say(null);
    } catch (cause) {
      if (cause instanceof CallFailure && cause.code === 'not_found') this.#session.forget();
      else {
        this.#fail(cause);
        return;
      }
    }
    if (!this.#chat) this.#greet();
  }

  #greet(): void {
    const { greeting, suggestions } = this.#welcome ?? { greeting: '', suggestions: [] };
    this.#log.replaceChildren(
      messageView({ id: 'greeting', role: 'ai_agent', text: greeting, sources: [] }),
    );
    this.#suggestions.replaceChildren(
      ...suggestions.map((question) =>
        element(
          'button',
          { class: 'button', type: 'button', onclick: () => void this.#ask(question) },
          question,
        ),
      ),
    );
  }

  #submit(): void {
    const text = this.#text.value.trim();
    if (text === '' || this.#busy || this.#send.disabled) return;
    this.#text.value = '';
    void this.#ask(text);
  }

  /** Shows the question at once and sends it; it can be sent again if that fails. */
  async #ask(text: string, messageId: string = crypto.randomUUID()): Promise<void> {
    if (this.#busy || !this.#welcome) return;
    this.#suggestions.replaceChildren();
    this.#log.querySelector(`[data-message="${messageId}"]`)?.remove();
    const bubble = messageView({ id: messageId, role: 'customer', text, sources: [] });
    this.#log.append(bubble);
    await this.#during(async () => {
      const alone = !this.#chat?.handedOver;
      this.#typing.hidden = !alone;
      this.#toBottom();
      const shown = alone ? this.#pause() : Promise.resolve();
      try {
        await this.#session.begin();
        const [chat] = await Promise.all([this.#session.say(messageId, text), shown]);
        this.#show(chat);
        if (!chat.handedOver) this.#widget?.offer();
      } catch (cause) {
        if (cause instanceof CallFailure && cause.code === 'conversation_final') {
          bubble.remove();
          this.#show(await this.#session.read());
          return;
        }
        const again = () => void this.#ask(text, messageId);
        bubble.append(
          element(
            'p',
            { class: 'failed' },
            'Not sent.',
            element('button', { class: 'button', type: 'button', onclick: again }, 'Try again'),
          ),
        );
        throw cause;
      }
    });
    this.#text.focus();
  }

  #pause(): Promise<void> {
    return new Promise((done) => {
      setTimeout(done, SHORTEST_TYPING);
    });
  }

  async #handOver(): Promise<void> {
    await this.#during(async () => {
      await this.#session.begin();
      this.#suggestions.replaceChildren();
      this.#show(await this.#session.handOver());
      this.#widget?.handover();
    });
    this.#text.focus();
  }

  async #finish(): Promise<void> {
    await this.#during(async () => {
      this.#show(await this.#session.end());
      this.#widget?.ended();
    });
    byId('again', HTMLButtonElement).focus();
  }

  async #restart(): Promise<void> {
    this.#session.forget();
    this.#chat = null;
    this.#widget?.remove();
    this.#widget = null;
    clearTimeout(this.#look);
    this.#controls(null);
    this.#log.replaceChildren();
    await this.open();
    this.#text.focus();
  }

  /** Runs one thing at a time; what goes wrong is said below the messages. */
  async #during(work: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#say(null);
    try {
      await work();
    } catch (cause) {
      this.#fail(cause);
    } finally {
      this.#busy = false;
      this.#typing.hidden = true;
      this.#toBottom();
    }
  }

  #show(chat: Chat): void {
    const before = this.#chat;
    this.#chat = chat;
    const known = new Set<string>();
    for (const shown of this.#log.querySelectorAll<HTMLElement>('[data-message]')) {
      known.add(shown.dataset.message ?? '');
    }
    this.#typing.hidden = true;
    this.#log.append(...chat.messages.filter(({ id }) => !known.has(id)).map(messageView));
    this.#controls(chat);
    this.#placeWidget(before === null && chat.messages.some(isAnswer));
    clearTimeout(this.#look);
    if (chat.handedOver && !chat.ended) {
      this.#look = window.setTimeout(() => void this.#lookForAnswers(), LOOK_EVERY);
    }
    this.#toBottom();
  }

  async #lookForAnswers(): Promise<void> {
    try {
      if (document.visibilityState === 'visible' && !this.#busy) {
        this.#show(await this.#session.read());
        return;
      }
    } catch {
      // The next look may succeed; the customer is told when they write.
    }
    this.#look = window.setTimeout(() => void this.#lookForAnswers(), LOOK_EVERY);
  }

  #placeWidget(offer: boolean): void {
    if (!this.#widget) {
      const widget = document.createElement('fivefaces-rating') as RatingElement;
      widget.setAttribute('workspace', this.#welcome?.workspace ?? 'main');
      widget.getToken = () => this.#session.widgetToken();
      this.#rating.replaceChildren(widget);
      this.#widget = widget;
    }
    if (offer) this.#widget.offer();
  }

  #controls(chat: Chat | null): void {
    const ended = chat?.ended ?? false;
    const handedOver = chat?.handedOver ?? false;
    this.#composer.hidden = ended;
    this.#over.hidden = !ended;
    this.#person.hidden = ended || handedOver;
    this.#end.hidden = chat === null || ended;
    this.#new.hidden = chat === null || ended;
    this.#with.textContent = handedOver ? 'With our team' : 'AI agent · answers at once';
  }

  #say(text: string | null): void {
    this.#trouble.hidden = text === null;
    this.#trouble.textContent = text;
  }

  #fail(cause: unknown): void {
    const known = cause instanceof CallFailure;
    if (known && cause.code === 'network') {
      this.#say('No connection. Please try again in a moment.');
    } else if (known && cause.code === 'too_many_requests') {
      this.#say('That was a little fast. Please try again in a moment.');
    } else if (known && cause.code === 'not_found') {
      this.#say('This chat is not known any more. Please start a new one.');
    } else this.#say(known ? cause.message : 'Something went wrong. Please try again.');
    if (!known) console.error(cause);
  }

  #toBottom(): void {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
  }
}

/** An answer of the AI agent; its greeting is none. */
function isAnswer({ role, id }: Message): boolean {
  return role === 'ai_agent' && id !== 'greeting';
}
