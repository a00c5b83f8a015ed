/** A platform's limit: so many requests in each window of time, whoever makes them. */
export interface RequestWindow {
  /** Counts a request. `false`: it is too many. */
  count(): boolean;
  limit: number;
  remaining(): number;
  /** When the running window ends (epoch milliseconds). */
  ends(): number;
}

/** `now` is the platform's clock; `length` in milliseconds. */
export function requestWindow(limit: number, length: number, now: () => number): RequestWindow {
  let window = Number.NaN;
  let used = 0;
  function roll(): void {
    const current = Math.floor(now() / length);
    if (current === window) return;
    window = current;
    used = 0;
  }
  return {
    limit,
    count() {
      roll();
      used += 1;
      return used <= limit;
    },
    remaining() {
      roll();
      return Math.max(0, limit - used);
    },
    ends: () => (Math.floor(now() / length) + 1) * length,
  };
}
