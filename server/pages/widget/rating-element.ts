import type { Door } from '../../../lib/contract/conversation.ts';
import type { WidgetConversation } from '../../../lib/contract/widget.ts';
import type { Reason } from '../../../lib/contract/widget-settings.ts';
import type { Score } from '../../../lib/csat/scale.ts';
import { Connection } from './connection.ts';
import { draw } from './draw.ts';
import { type Memory, type PendingRating, recall, remember } from './memory.ts';
import { buildParts, moveAmongFaces, type Parts } from './parts.ts';
import { untilNextPoll } from './polling.ts';
import { Words } from './words.ts';

const LONGEST_BACK_OFF = 30_000;
const LONGEST_COMMENT = 4_000;

type WidgetRating = NonNullable<WidgetConversation['rating']> & { reason?: Reason };

/** What `fivefaces-rating` events tell in `detail`. */
export interface RatingEventDetail {
  kind: 'offered' | 'opened' | 'closed' | 'saved' | 'refused';
  score: Score | null;
}

/**
 * `<fivefaces-rating server="https://…" workspace="main">`: the rating of one conversation. Place it
 * at the end of the chat's log and set `getToken`; call `offer()` after each answer of the AI agent,
 * `handover()` when a person takes over, `ended()` when the chat has ended.
 */
export class RatingElement extends HTMLElement {
  readonly #parts: Parts;
  #getToken: (() => Promise<string>) | null = null;
  readonly #words = new Words(this);
  #life: AbortController | null = null;
  #connection: Connection | null = null;
  #key: string | null = null;
  #memory: Memory = { seq: 0, pending: null, offered: null };
  #known: WidgetConversation | null = null;
  /** Counts what the server confirmed, so that an answer that was overtaken is dropped. */
  #confirmed = 0;
  #picking = false;
  #sending = false;
  #attempts = 0;
  #timers: { poll?: number; send?: number } = {};
  /** What the customer was shown, with the door; `null` once the server knows. */
  #asks: Partial<Record<'shown' | 'opened', Door | null>> = {};

  constructor() {
    super();
    this.#parts = buildParts(this.attachShadow({ mode: 'open' }), LONGEST_COMMENT);
    this.#listen();
    this.#render();
  }

  /** Gives a fresh token for this conversation, signed by the AI agent's back end. */
  get getToken(): (() => Promise<string>) | null {
    return this.#getToken;
  }
  set getToken(getToken: (() => Promise<string>) | null) {
    this.#getToken = getToken;
    if (this.isConnected) this.#start();
  }

  connectedCallback(): void {
    // Properties set before the element was defined sit on the instance and hide the accessor.
    if (Object.hasOwn(this, 'getToken')) {
      const early = this.getToken;
      Reflect.deleteProperty(this, 'getToken');
      this.#getToken = early;
    }
    this.#start();
  }

  disconnectedCallback(): void {
    this.#life?.abort();
    this.#life = null;
    clearTimeout(this.#timers.poll);
    clearTimeout(this.#timers.send);
  }

  /** An answer of the AI agent is there: offers 👍, unless a rating was given. */
  offer(): void {
    this.#offerBy('helped');
  }

  /** A person takes over: opens the picker, unless a rating was given. */
  handover(): void {
    this.#offerBy('handover');
    if (!this.#known) return;
    if (this.#mayRate() && !this.#known.rating) this.#open(false);
  }

  /** The chat has ended: from now on the rating may change for an hour. */
  ended(): void {
    void this.#poll();
  }

  #start(): void {
    this.#life?.abort();
    if (!this.#getToken) return;
    const life = new AbortController();
    this.#life = life;
    const { signal } = life;
    const base = (this.getAttribute('server') ?? location.origin).replace(/\/+$/, '');
    const workspace = encodeURIComponent(this.getAttribute('workspace') ?? 'main');
    this.#connection = new Connection(
      `${base}/v1/w/${workspace}`,
      this.#getToken,
      () => this.#words.query(),
      signal,
    );
    this.#known = null;
    this.#key = null;
    const awake = () => {
      this.#attempts = 0;
      void this.#poll();
    };
    window.addEventListener('online', awake, { signal });
    window.addEventListener('offline', () => this.#render(), { signal });
    document.addEventListener('visibilitychange', awake, { signal });
    void this.#poll();
  }

  #listen(): void {
    const { helped, picker, faces, choices, close, change, form, comment, send } = this.#parts;
    helped.addEventListener('click', () => this.#open(true));
    change.addEventListener('click', () => this.#open(true));
    close.addEventListener('click', () => this.#close());
    for (const [score, choice] of choices) {
      choice.addEventListener('click', () => this.#choose(score));
      // A key that is held down since 👍 must not pick a face.
      choice.addEventListener('keydown', (event) => {
        if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
      });
    }
    picker.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        this.#close();
      }
    });
    faces.addEventListener('keydown', (event) => {
      const rightToLeft = getComputedStyle(faces).direction === 'rtl';
      const current = this.shadowRoot?.activeElement ?? null;
      if (moveAmongFaces(event.key, [...choices.values()], rightToLeft, current)) {
        event.preventDefault();
      }
    });
    faces.addEventListener('focusin', (event) => this.#rove(event.target));
    comment.addEventListener('input', () => {
      send.disabled = comment.value.trim() === (this.#stored()?.comment ?? '');
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#add({ comment: comment.value.trim() || null });
    });
    this.#parts.reasons.addEventListener('click', ({ target }) => {
      if (!(target instanceof HTMLButtonElement)) return;
      const pressed = target.ariaPressed === 'true';
      this.#add({ reason: pressed ? null : (target.id as Reason) });
    });
  }

  /** One face at a time is in the tab order. */
  #rove(target: EventTarget | null): void {
    const choices = [...this.#parts.choices.values()];
    if (!choices.some((choice) => choice === target)) return;
    for (const choice of choices) choice.tabIndex = choice === target ? 0 : -1;
  }

  /** The customer's rating as far as known: what waits to be sent, else what the server keeps. */
  #stored(): (Pick<WidgetRating, 'score'> & Partial<PendingRating>) | null {
    const { pending } = this.#memory;
    const rating = this.#known?.rating as WidgetRating | null;
    return pending ? { ...rating, ...pending } : rating;
  }

  /** A rating given may change until it is final; a first one needs collection. */
  #mayRate(): boolean {
    const known = this.#known;
    return known !== null && !known.final && (known.collection || this.#stored() !== null);
  }

  #offerBy(door: Door): void {
    this.#memory.offered = door;
    this.#save();
    this.#render();
  }

  #open(focus: boolean): void {
    if (!this.#mayRate()) return;
    this.#picking = true;
    const score = this.#stored()?.score;
    if (!score) this.#ask('opened');
    const first = this.#parts.choices.get(score ?? 1);
    if (first) this.#rove(first);
    this.#say('');
    this.#render();
    // Not onto a face: an Enter too many would rate. A handover must not take focus from the chat.
    if (focus) (score ? first : this.#parts.faces)?.focus();
    this.#tell('opened');
    if (!focus) this.#say(this.#words.text('question'));
  }

  #close(): void {
    if (!this.#picking) return;
    this.#picking = false;
    // Put off once: after a reload 👍 is there, the picker does not come up by itself again.
    this.#memory.offered &&= 'helped';
    this.#save();
    this.#render();
    this.#say('');
    (this.#stored() ? this.#parts.change : this.#parts.helped).focus();
    this.#tell('closed');
  }

  #choose(score: Score): void {
    this.#picking = false;
    if (score === this.#known?.rating?.score && !this.#memory.pending) this.#render();
    else this.#keep(score);
    this.#parts.change.focus();
  }

  /** Adds words or a reason to the rating there is. */
  #add(added: Pick<PendingRating, 'comment' | 'reason'>): void {
    const score = this.#stored()?.score;
    if (score) this.#keep(score, added);
  }

  /** Keeps a choice in this tab and sends it. A new one replaces the one that waits, but for what it leaves open. */
  #keep(score: Score, added: Pick<PendingRating, 'comment' | 'reason'> = {}): void {
    const seq = Math.max(this.#memory.seq, this.#known?.rating?.seq ?? 0) + 1;
    this.#memory.seq = seq;
    this.#memory.pending = { ...this.#memory.pending, ...added, score, seq };
    this.#save();
    this.#attempts = 0;
    this.#say(this.#words.text('saving'));
    this.#render();
    void this.#send();
  }

  async #send(): Promise<void> {
    const connection = this.#connection;
    if (this.#sending || !connection) return;
    this.#sending = true;
    clearTimeout(this.#timers.send);
    for (let sent = this.#memory.pending; sent; sent = this.#memory.pending) {
      const outcome = await connection.call('PUT', 'rating', sent);
      if (connection !== this.#connection || !this.#life) break;
      if (outcome.kind === 'again') {
        this.#say(this.#words.text('waiting'));
        const backOff = Math.min(LONGEST_BACK_OFF, 1000 * 2 ** this.#attempts++);
        const delay = Math.max(outcome.afterMs, backOff * (0.75 + Math.random() / 2));
        this.#timers.send = window.setTimeout(() => void this.#send(), delay);
        break;
      }
      const replaced = this.#memory.pending !== sent;
      if (outcome.kind === 'refused') {
        if (!replaced) this.#giveUp(outcome.code);
      } else if (!replaced) this.#settle(sent, outcome.conversation);
    }
    this.#sending = false;
    this.#render();
  }

  /** The server answered: the choice is kept, unless another tab was quicker with the same number. */
  #settle(sent: PendingRating, answer: WidgetConversation): void {
    this.#memory.pending = null;
    this.#attempts = 0;
    this.#confirmed++;
    this.#learn(answer);
    const stored = answer.rating;
    if (stored && stored.seq === sent.seq && stored.score !== sent.score) {
      this.#keep(sent.score, sent);
      return;
    }
    this.#save();
    this.#say(this.#words.text(sent.comment ? 'commentSent' : 'thanks'));
    this.#tell('saved');
  }

  #giveUp(code: string): void {
    this.#memory.pending = null;
    this.#save();
    if (this.#known && code === 'rating_final') this.#known.final = true;
    if (this.#known && code === 'collection_off') this.#known.collection = false;
    const stored = this.#known?.rating;
    if (code === 'rating_final' && stored) {
      this.#say(`${this.#words.text('yourRating')}: ${this.#words.text('final')}`);
    } else {
      const words = { rating_final: 'tooLate', collection_off: 'off' }[code];
      this.#say(this.#words.text(words ?? 'failed'));
    }
    this.#tell('refused');
    void this.#poll();
  }

  async #poll(): Promise<void> {
    clearTimeout(this.#timers.poll);
    const connection = this.#connection;
    if (!connection || !this.#life || document.visibilityState === 'hidden') return;
    if (this.#key === null) {
      const id = await connection.conversationId();
      if (connection !== this.#connection) return;
      if (id !== null) this.#recall(id);
    }
    const confirmed = this.#confirmed;
    const outcome = await connection.call('GET', 'conversation');
    if (connection !== this.#connection || !this.#life) return;
    if (outcome.kind === 'ok') {
      const first = this.#known === null;
      if (confirmed === this.#confirmed) this.#learn(outcome.conversation);
      if (first && this.#memory.offered === 'handover') this.handover();
      void this.#sendAsks();
      if (this.#memory.pending) void this.#send();
    }
    clearTimeout(this.#timers.poll);
    const delay = untilNextPoll(this.#known, this.#memory.pending !== null);
    if (delay !== null) this.#timers.poll = window.setTimeout(() => void this.#poll(), delay);
  }

  #learn(conversation: WidgetConversation): void {
    const before = this.#known;
    this.#known = conversation;
    this.#words.learn(conversation, this.#parts.all);
    this.#memory.seq = Math.max(this.#memory.seq, conversation.rating?.seq ?? 0);
    if (
      before?.rating?.comment !== conversation.rating?.comment &&
      !this.#parts.comment.matches(':focus')
    ) {
      this.#parts.comment.value = conversation.rating?.comment ?? '';
    }
    if (this.#picking && !this.#mayRate()) {
      this.#picking = false;
      this.#say(this.#words.text(conversation.final ? 'tooLate' : 'off'));
    }
    this.#render();
  }

  /** Tells the server once that 👍 was shown or the picker was opened; a lost call is repeated later. */
  #ask(stage: 'shown' | 'opened'): void {
    if (stage in this.#asks) return;
    this.#asks[stage] = this.#memory.offered ?? 'helped';
    void this.#sendAsks();
  }

  async #sendAsks(): Promise<void> {
    for (const stage of ['shown', 'opened'] as const) {
      const door = this.#asks[stage];
      if (!door) continue;
      this.#asks[stage] = null;
      const outcome = await this.#connection?.call('POST', 'asked', { stage, door });
      if (outcome?.kind === 'again') this.#asks[stage] = door;
    }
  }

  #recall(conversationId: string): void {
    this.#key = `fivefaces:${this.getAttribute('workspace') ?? 'main'}:${conversationId}`;
    const offered = this.#memory.offered;
    this.#memory = recall(this.#key);
    if (offered) this.#memory.offered = offered;
    this.#save();
  }

  #save(): void {
    if (this.#key !== null) remember(this.#key, this.#memory);
  }

  #say(text: string): void {
    this.#parts.status.textContent = text;
  }

  #tell(kind: RatingEventDetail['kind']): void {
    const detail: RatingEventDetail = { kind, score: this.#stored()?.score ?? null };
    this.dispatchEvent(
      new CustomEvent('fivefaces-rating', { detail, bubbles: true, composed: true }),
    );
  }

  #render(): void {
    // Before the server's first answer there are no words for it.
    const rating = this.#known && this.#stored();
    const offering = this.#memory.offered !== null && !rating && this.#mayRate() && !this.#picking;
    if (offering && this.#parts.helped.hidden) {
      this.#ask('shown');
      this.#tell('offered');
    }
    draw(this.#parts, this.#words, {
      offering,
      picking: this.#picking,
      rating,
      final: this.#known?.final ?? false,
      reasons: this.#known?.reasons ?? [],
    });
  }
}
