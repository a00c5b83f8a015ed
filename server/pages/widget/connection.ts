import type { WidgetConversation } from '../../../lib/contract/widget.ts';
import { isScore } from '../../../lib/csat/scale.ts';

/** What became of a call. `again`: worth retrying, after `afterMs` if the server named a time. */
export type Outcome =
  | { kind: 'ok'; conversation: WidgetConversation }
  | { kind: 'refused'; code: string }
  | { kind: 'again'; afterMs: number };

const LONGEST_CALL = 10_000;

function isConversation(value: unknown): value is WidgetConversation {
  if (typeof value !== 'object' || value === null) return false;
  const { collection, final, rating, serverTime, texts } = value as Partial<WidgetConversation>;
  return (
    typeof collection === 'boolean' &&
    typeof final === 'boolean' &&
    !Number.isNaN(Date.parse(String(serverTime))) &&
    typeof texts === 'object' &&
    (rating === null || isScore(rating?.score))
  );
}

/** Calls of one conversation. Keeps the token and asks for a new one once when it has expired. */
export class Connection {
  readonly #base: string;
  readonly #getToken: () => Promise<string>;
  readonly #query: () => string;
  readonly #signal: AbortSignal;
  #token: string | null = null;

  /** @param query of every call: which language, and which texts are there already */
  constructor(
    base: string,
    getToken: () => Promise<string>,
    query: () => string,
    signal: AbortSignal,
  ) {
    this.#base = base;
    this.#getToken = getToken;
    this.#query = query;
    this.#signal = signal;
  }

  /** The conversation that the token is for; `null` while no token can be had. */
  async conversationId(): Promise<string | null> {
    try {
      this.#token ??= await this.#getToken();
      const payload = this.#token.split('.')[1] ?? '';
      const { cid } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
      return typeof cid === 'string' ? cid : null;
    } catch {
      return null;
    }
  }

  /** Calls `path` below the workspace's widget routes. Never throws. */
  async call(method: string, path: string, body?: unknown): Promise<Outcome> {
    for (let renewed = false; ; renewed = true) {
      try {
        this.#token ??= await this.#getToken();
        const response = await fetch(`${this.#base}/${path}?${this.#query()}`, {
          method,
          headers: {
            authorization: `Bearer ${this.#token}`,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          credentials: 'omit',
          cache: 'no-store',
          signal: AbortSignal.any([this.#signal, AbortSignal.timeout(LONGEST_CALL)]),
        });
        if (response.status >= 500 || response.status === 429) {
          return {
            kind: 'again',
            afterMs: Number(response.headers.get('retry-after') ?? 0) * 1000,
          };
        }
        const answer: unknown = await response.json();
        if (response.ok && isConversation(answer)) return { kind: 'ok', conversation: answer };
        if (response.ok) return { kind: 'again', afterMs: 0 };
        if (response.status === 401) {
          this.#token = null;
          if (!renewed) continue;
        }
        return { kind: 'refused', code: String((answer as { code?: unknown }).code) };
      } catch {
        return { kind: 'again', afterMs: 0 };
      }
    }
  }
}
