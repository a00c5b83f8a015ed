import { backOff } from './back-off.ts';

/** What one sync came to; structurally the outcome of the message that asks for it. */
export type SyncOutcome =
  | { ok: true; value: { changed: boolean; rest?: number } }
  | { ok: false; code: string; message: string; remedy: string; retryIn?: number };

export interface SyncRequest {
  /** Seconds that the server may hold the answer, at most 20. */
  wait: number;
  hurry: boolean;
}

/** An answer that took the server less than this (ms) and brought nothing did not wait. */
const SURELY_WAITED = 2_000;

/** How long to rest (ms) after an error for which trying again is no use by itself. */
const REST = 15_000;

/**
 * Keeps the store fresh while the page is visible, until the signal aborts: one message, one
 * request of at most 20 s, the answer, the next message. The background never loops by itself; it
 * would be killed. Errors wait as long as the back-off says, or until the network is back or the
 * page is shown again.
 */
export function driveSync(
  signal: AbortSignal,
  send: (request: SyncRequest) => Promise<SyncOutcome>,
  onOutcome: (outcome: SyncOutcome) => void,
): void {
  void drive(signal, send, onOutcome);
}

async function drive(
  signal: AbortSignal,
  send: (request: SyncRequest) => Promise<SyncOutcome>,
  onOutcome: (outcome: SyncOutcome) => void,
): Promise<void> {
  let failures = 0;
  // The first answer comes at once, so that the page knows how it stands.
  let request: SyncRequest = { wait: 0, hurry: true };
  while (!signal.aborted) {
    await untilVisible(signal);
    if (signal.aborted) return;
    const asked = performance.now();
    const outcome = await send(request).catch(unanswered);
    if (signal.aborted) return;
    onOutcome(outcome);
    let hurry = false;
    if (outcome.ok) {
      failures = 0;
      const { changed, rest } = outcome.value;
      const waited = request.wait === 0 || performance.now() - asked >= SURELY_WAITED;
      if (rest !== undefined) hurry = await restOrReturn(rest, signal);
      else if (!changed && !waited) hurry = await restOrReturn(1_000, signal);
    } else {
      failures += 1;
      hurry = await restOrReturn(outcome.retryIn ?? Math.max(REST, backOff(failures)), signal);
    }
    request = { wait: outcome.ok ? 20 : 0, hurry };
  }
}

/** What a message comes to that the background did not answer. */
export function unanswered(error: unknown): Extract<SyncOutcome, { ok: false }> {
  return {
    ok: false,
    code: 'background',
    message: `The extension's background did not answer: ${String(error)}`,
    remedy: 'Reload this page. If that does not help, restart the browser.',
    retryIn: 1_000,
  };
}

function untilVisible(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (document.visibilityState === 'visible' || signal.aborted) return Promise.resolve();
  const heard = new AbortController();
  const done = () => {
    heard.abort();
    resolve();
  };
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') done();
    },
    { signal: heard.signal },
  );
  signal.addEventListener('abort', done, { signal: heard.signal });
  return promise;
}

/** Rests; true if it was cut short because the network or the reader came back. */
function restOrReturn(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const heard = new AbortController();
  const done = (returned: boolean) => {
    clearTimeout(timer);
    heard.abort();
    resolve(returned);
  };
  const timer = setTimeout(() => done(false), milliseconds);
  const listening = { signal: heard.signal };
  addEventListener('online', () => done(true), listening);
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') done(true);
    },
    listening,
  );
  signal.addEventListener('abort', () => done(false), listening);
  return promise;
}
