import type { Logger } from 'pino';
import { loggable } from '../http/request-log.ts';
import type { DeliveryEnd, DueDelivery } from '../workspace/service.ts';

/** Messages that one process sends at the same time, so that a slow receiver holds nobody up. */
const AT_ONCE = 4;

/**
 * Looks for messages that are due again and again, and sends some at a time, until it is stopped.
 * @param every milliseconds between two looks
 * @param observe told what came of each
 */
export function sendRegularly(
  takeDueDelivery: () => Promise<DueDelivery | null>,
  log: Logger,
  every: number,
  observe: (end: DeliveryEnd['kind']) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let looking: Promise<void> | null = null;

  const sendOne = async (due: DueDelivery) => {
    const { workspace, webhook } = due;
    try {
      const end = await due.send(stopping.signal);
      observe(end.kind);
      if (end.kind === 'failed' || end.kind === 'given_up') {
        log.warn({ workspace, webhook, code: end.code, end: end.kind }, 'a webhook was not taken');
      }
    } catch (cause) {
      log.error({ workspace, webhook, error: loggable(cause) }, 'sending to a webhook failed');
    }
  };
  const look = async () => {
    while (!stopping.signal.aborted && running.size < AT_ONCE) {
      const due = await takeDueDelivery();
      if (due === null) return;
      const sending: Promise<void> = sendOne(due).finally(() => {
        running.delete(sending);
      });
      running.add(sending);
    }
  };
  const timer = setInterval(() => {
    looking ??= look()
      .catch((cause: unknown) =>
        log.error({ error: loggable(cause) }, 'looking for due messages failed'),
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
