import { sendMessage } from '../../lib/messages/messenger.ts';
import { asOutcome } from '../../lib/messages/page-client.ts';
import type { introductions } from './introductions.ts';

/** A frame that the background has confirmed. */
export interface Confirmed {
  /** To the content script that opened this frame. */
  port: MessagePort;
  /** Which store the background writes. */
  storeId: string;
}

/**
 * Waits until our content script in this very tab has introduced itself. Whoever else frames this
 * page and sends the like is not confirmed, and sees an empty page for ever.
 */
export function confirmFrame(from: typeof introductions): Promise<Confirmed> {
  const { promise, resolve } = Promise.withResolvers<Confirmed>();
  from.follow(async ({ nonce, port }) => {
    const outcome = await asOutcome(sendMessage('panel-background:confirm', { nonce }));
    if (outcome.ok) resolve({ port, storeId: outcome.value.storeId });
    else port.close();
  });
  return promise;
}
