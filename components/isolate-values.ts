import type { Messages } from '@lingui/core';
import {
  type CompiledMessage,
  type CompiledMessageToken,
  compileMessage,
} from '@lingui/message-utils/compileMessage';

/** First strong isolate and its end: what stands between runs as its own first letter does. */
const OPEN = '\u2068';
const CLOSE = '\u2069';

/** As the first letter: the message itself runs so, also where it is the value of another one. */
const RIGHT_TO_LEFT = '\u200f';

/**
 * The messages with each value set apart from the text around it. In a line from right to left a name
 * or an address in Latin letters would otherwise take brackets, full stops and numbers beside it along
 * to its own direction.
 */
export function isolateValues(messages: Messages): Messages {
  return Object.fromEntries(
    Object.entries(messages).map(([id, message]) => [
      id,
      isolate(typeof message === 'string' ? compileMessage(message) : message),
    ]),
  );
}

function isolate(message: CompiledMessage): CompiledMessage {
  const isolated = message.flatMap<CompiledMessageToken>((token) => {
    if (typeof token === 'string') return [token];
    const [name, type, choices] = token;
    if (type === undefined) return [OPEN, token, CLOSE];
    if (typeof choices !== 'object' || choices === null) return [token];
    return [[name, type, isolateChoices(choices)]];
  });
  return isolated.includes(OPEN) ? [RIGHT_TO_LEFT, ...isolated] : isolated;
}

/** The cases of a plural, which are messages; beside them stands its offset. */
function isolateChoices(choices: object): object {
  return Object.fromEntries(
    Object.entries(choices).map(([key, choice]) => [
      key,
      Array.isArray(choice) ? isolate(choice) : choice,
    ]),
  );
}
