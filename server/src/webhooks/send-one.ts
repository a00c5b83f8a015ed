import type { Logger } from 'pino';
import { loggable } from '../http/request-log.ts';
import type { DeliveryEnd, DueDelivery } from '../workspace/service.ts';

/**
 * Sends a message that is due, and logs what went wrong.
 * @param observe told what came of it
 */
export async function sendOne(
  due: DueDelivery,
  log: Logger,
  signal: AbortSignal,
  observe: (end: DeliveryEnd['kind']) => void,
): Promise<void> {
  const { workspace, webhook } = due;
  try {
    const end = await due.send(signal);
    observe(end.kind);
    if (end.kind === 'failed' || end.kind === 'given_up') {
      log.warn({ workspace, webhook, code: end.code, end: end.kind }, 'a webhook was not taken');
    }
  } catch (cause) {
    log.error({ workspace, webhook, error: loggable(cause) }, 'sending to a webhook failed');
  }
}
