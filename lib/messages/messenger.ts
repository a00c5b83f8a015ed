import { defineExtensionMessaging } from '@webext-core/messaging';
import type { ProtocolMap } from './protocol.ts';

/** The one messenger. Send with it; receive with `receive` of receive.ts, which judges what comes. */
export const { sendMessage, onMessage } = defineExtensionMessaging<ProtocolMap>();
