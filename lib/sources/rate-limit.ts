/** How long a platform's answer says to wait before its limit is used up. */
export interface LimitRules {
  /** Length of the platform's window in milliseconds, where its answers do not say when it ends. */
  window: number;
}

/** The share of a limit that is left to the team's other programs. */
const LEFT_TO_OTHERS = 0.1;

/** At least so many requests are kept back, so that a pull of several requests ends in one go. */
const KEPT_BACK = 15;

/** A daily budget is never waited for longer than this (milliseconds): it is looked at again. */
const LONGEST_WAIT = 60 * 60_000;

/** Limits by the names that platforms give their headers. */
const NAMES: readonly { limit: string; remaining: string; reset: string | null }[] = [
  // Intercom ("X-RateLimit-*", reset in epoch seconds) and what Rack::Attack sends for Chatwoot.
  { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
  // Zendesk: the account's limit a minute; newer endpoints add "ratelimit-*" with seconds to go.
  { limit: 'x-rate-limit', remaining: 'x-rate-limit-remaining', reset: null },
  { limit: 'ratelimit-limit', remaining: 'ratelimit-remaining', reset: 'ratelimit-reset' },
  // HubSpot: the rolling window; its length is told beside it.
  { limit: 'x-hubspot-ratelimit-max', remaining: 'x-hubspot-ratelimit-remaining', reset: null },
  {
    limit: 'x-hubspot-ratelimit-daily',
    remaining: 'x-hubspot-ratelimit-daily-remaining',
    reset: null,
  },
];

/** The platform's own time (epoch milliseconds): its `Date` header, else `now`. */
export function timeOfAnswer(headers: Headers, now: number): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? now : date;
}

/**
 * Milliseconds to wait before the next request so that no limit named in these headers is used up;
 * 0 where there is room, or none is named. `now` in epoch milliseconds on our clock.
 */
export function waitOf(headers: Headers, rules: LimitRules, now: number): number {
  let wait = 0;
  for (const { limit, remaining, reset } of NAMES) {
    const left = numberOf(headers, remaining);
    if (left === null) continue;
    const kept = Math.min(
      Math.max(KEPT_BACK, (numberOf(headers, limit) ?? 0) * LEFT_TO_OTHERS),
      // A limit of a few requests: one of them is kept.
      Math.max(1, (numberOf(headers, limit) ?? Number.POSITIVE_INFINITY) / 2),
    );
    if (left >= kept) continue;
    const daily = limit.endsWith('-daily');
    const untilReset = reset === null ? null : resetOf(headers, reset, now);
    const window = daily
      ? LONGEST_WAIT
      : (numberOf(headers, 'x-hubspot-ratelimit-interval-milliseconds') ?? rules.window);
    wait = Math.max(wait, untilReset ?? window);
  }
  return Math.min(wait, LONGEST_WAIT);
}

/** Milliseconds until the limit in these headers begins anew; `null` where they do not say. */
export function resetWait(headers: Headers, now: number): number | null {
  return (
    resetOf(headers, 'x-ratelimit-reset', now) ??
    resetOf(headers, 'x-rate-limit-reset', now) ??
    resetOf(headers, 'ratelimit-reset', now)
  );
}

/** Epoch seconds, or seconds from now: told apart by their size. */
function resetOf(headers: Headers, name: string, now: number): number | null {
  const value = numberOf(headers, name);
  if (value === null) return null;
  const milliseconds = value > 1e9 ? value * 1_000 - timeOfAnswer(headers, now) : value * 1_000;
  return Math.min(Math.max(milliseconds, 0), LONGEST_WAIT);
}

function numberOf(headers: Headers, name: string): number | null {
  const text = headers.get(name)?.trim() ?? '';
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
