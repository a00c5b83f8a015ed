import type { Outcome } from './protocol.ts';

/** What a request came to that worked. */
export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** Waits for an action whose value is of no interest. */
export async function nothing(action: Promise<unknown>): Promise<null> {
  await action;
  return null;
}
