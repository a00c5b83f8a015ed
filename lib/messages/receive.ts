import * as v from 'valibot';
import type { Outcome, ProtocolMap } from './protocol.ts';
import { PAYLOADS } from './schemas.ts';
import { type Bounds, directionOf, maySend, type Sender } from './sender.ts';

type MessageType = keyof ProtocolMap;
type DataOf<Type extends MessageType> = Parameters<ProtocolMap[Type]>[0];
type AnswerTo<Type extends MessageType> = ReturnType<ProtocolMap[Type]>;

/** What answers each message. Handlers get payloads that fit and senders that may send. */
export type Handlers = {
  [Type in MessageType]: (data: DataOf<Type>, sender: Sender) => Promise<AnswerTo<Type>>;
};

/** The messenger's side that hears. */
export interface Listening {
  onMessage(
    type: MessageType,
    listener: (message: { data: unknown; sender: Sender }) => unknown,
  ): unknown;
}

/**
 * Answers every message of the protocol: judges the sender, checks the payload, then calls the
 * handler. Register it synchronously when the background starts, else messages that wake it are lost.
 * @param describe turns what a handler throws into an outcome
 */
export function receive(
  listening: Listening,
  handlers: Handlers,
  bounds: () => Promise<Bounds>,
  describe: (error: unknown) => Outcome<never>,
): void {
  const types = Object.keys(handlers) as MessageType[];
  for (const type of types) {
    listening.onMessage(type, ({ data, sender }) =>
      answer(type, handlers, data, sender, bounds).catch(describe),
    );
  }
}

/** Judges, checks and answers one message. */
export async function answer<Type extends MessageType>(
  type: Type,
  handlers: Handlers,
  data: unknown,
  sender: Sender,
  bounds: () => Promise<Bounds>,
): Promise<Outcome<unknown>> {
  const direction = directionOf(type);
  if (direction === null || !maySend(direction, sender, await bounds())) return REFUSED;
  const payload = v.safeParse(PAYLOADS[type], data);
  if (!payload.success) return UNREADABLE;
  const handler = handlers[type];
  return handler(payload.output as unknown as DataOf<Type>, sender);
}

const REFUSED: Outcome<never> = {
  ok: false,
  code: 'sender_refused',
  message: 'This page may not ask for that.',
  remedy: 'Use the extension’s popup or its Options.',
};

const UNREADABLE: Outcome<never> = {
  ok: false,
  code: 'message_invalid',
  message: 'The request does not fit its description.',
  remedy: 'Reload the page: it may be of an earlier version of the extension.',
};
