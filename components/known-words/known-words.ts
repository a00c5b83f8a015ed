import type { MessageDescriptor } from '@lingui/core';

/** A sentence of lib: as a message with its values, or `like` it where the message has a plural. */
export type KnownWords = MessageDescriptor | { like: string; words: MessageDescriptor };
