import type { Logger } from 'pino';
import { loggable } from './http/request-log.ts';

/** Work that one process does at the same time, so that a slow other side holds nobody up. */
const AT_ONCE = 4;

/** Work that goes on until it is stopped. */
export interface RegularWork {
  /** Looks no more, tells running work to end where it is, and waits for it. */
  stop(): Promise<void>;
}

/**
 * Looks for due work again and again, and does some at a time.
 * @param what names the work in the log
 * @param take the next due one, now leased to this process; `null` if none is due
 * @param work does it; its signal is set when this process stops; must not reject
 * @param every milliseconds between two looks
 */
export function workRegularly<Due>(
  what: string,
  take: () => Promise<Due | null>,
  work: (due: Due, signal: AbortSignal) => Promise<void>,
  log: Logger,
  every: number,
): RegularWork {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let looking: Promise<void> | null = null;

  const look = async () => {
    while (!stopping.signal.aborted && running.size < AT_ONCE) {
      const due = await take();
      if (due === null) return;
      const one: Promise<void> = work(due, stopping.signal).finally(() => {
        running.delete(one);
      });
      running.add(one);
    }
  };
  const timer = setInterval(() => {
    looking ??= look()
      .catch((cause: unknown) =>
        log.error({ error: loggable(cause) }, `looking for ${what} failed`),
      )
      .finally(() => {
        looking = null;
      });
  }, every);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await looking;
      await Promise.all(running);
    },
  };
}
