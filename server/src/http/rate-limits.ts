import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../workspace/refusal.ts';

/** How many requests a key may make in how many seconds. */
export interface Limit {
  requests: number;
  seconds: number;
}

/**
 * The limits by kind of key. An extension that long-polls makes about 3 requests a minute and a
 * widget 20, so they are far from theirs; an AI agent's back end may send 1,000 a second.
 */
export const LIMITS = {
  /** By token of a person. */
  person: { requests: 1_200, seconds: 60 },
  /** By token of a program. */
  program: { requests: 60_000, seconds: 60 },
  /** By conversation, for the widget. */
  conversation: { requests: 240, seconds: 60 },
  /** By address, for the widget: an office may share one. */
  widgetAddress: { requests: 12_000, seconds: 60 },
  /** By address, for all that needs no token. */
  address: { requests: 1_200, seconds: 60 },
  /** By address: previews and joins. */
  join: { requests: 60, seconds: 60 },
  /** By address: wrong tokens. Right ones from the same address stay welcome. */
  wrongToken: { requests: 120, seconds: 60 },
  /** By address: wrong invite and inbox codes. */
  wrongSecret: { requests: 20, seconds: 600 },
} as const satisfies Record<string, Limit>;

export type LimitKind = keyof typeof LIMITS;

/** A refusal because of a limit, with the seconds after which to try again. */
export class TooManyRequests extends Refusal {
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super('too_many_requests', `Try again in ${retryAfter} s`);
    this.name = 'TooManyRequests';
    this.retryAfter = retryAfter;
  }
}

/** Counts requests in this process's memory. */
export interface RateLimits {
  /** Counts one request. Throws `TooManyRequests` when the key has used up its share. */
  take(kind: LimitKind, key: string): Promise<void>;
  /** Throws `TooManyRequests` when the key has used up its share; counts nothing. */
  check(kind: LimitKind, key: string): Promise<void>;
}

/** Limits as given, each kind that is left out as in `LIMITS`; none at all for `off`. */
export function createRateLimits(own: Partial<Record<LimitKind, Limit>> | 'off' = {}): RateLimits {
  if (own === 'off') return { take: async () => undefined, check: async () => undefined };
  const shares: Record<LimitKind, Limit> = { ...LIMITS, ...own };
  const counters = new Map<LimitKind, RateLimiterMemory>();

  function counter(kind: LimitKind): RateLimiterMemory {
    let found = counters.get(kind);
    if (!found) {
      const { requests, seconds } = shares[kind];
      found = new RateLimiterMemory({ points: requests, duration: seconds, keyPrefix: kind });
      counters.set(kind, found);
    }
    return found;
  }

  return {
    async take(kind, key) {
      try {
        await counter(kind).consume(key);
      } catch (cause) {
        throw cause instanceof RateLimiterRes ? new TooManyRequests(secondsOf(cause)) : cause;
      }
    },
    async check(kind, key) {
      const used = await counter(kind).get(key);
      if (used !== null && used.remainingPoints <= 0) throw new TooManyRequests(secondsOf(used));
    },
  };
}

function secondsOf(state: RateLimiterRes): number {
  return Math.max(1, Math.ceil(state.msBeforeNext / 1_000));
}
