import type { MessageRole } from '../contract/conversation.ts';
import { SourceError } from '../sources/errors.ts';
import type { FivefacesSource } from '../sources/fivefaces.ts';

/** The newest so many messages of a conversation are handed on. */
const MOST_MESSAGES = 300;
/** So many characters at most, of all messages together. */
const MOST_CHARACTERS = 300_000;

/** A message as it is shown. */
export interface TranscriptMessage {
  id: string;
  role: MessageRole;
  text: string;
  /** Epoch milliseconds on the server's clock. */
  at: number;
  sources: { title: string; url: string | null }[];
}

/** What was said in a conversation, in the order of time. */
export interface Transcript {
  messages: TranscriptMessage[];
  /** How many messages before these were left out because there are too many. */
  leftOut: number;
}

/**
 * Reads what was said in a conversation of the server's own. Throws SourceError, with code
 * `not_found` also where the conversation is of a platform: its messages are there and nowhere else.
 */
export async function readTranscript(
  server: Pick<FivefacesSource, 'transcript'>,
  wanted: { source: string; conversation: string },
): Promise<Transcript> {
  if (wanted.source !== 'fivefaces') throw new SourceError('contract', { code: 'not_found' });
  const all = await server.transcript(wanted.conversation);
  const messages: TranscriptMessage[] = [];
  let characters = 0;
  for (const { at, ...message } of all.toReversed()) {
    characters += message.text.length;
    const isTooMuch = messages.length >= MOST_MESSAGES || characters > MOST_CHARACTERS;
    // The last message is shown however long it is.
    if (isTooMuch && messages.length > 0) break;
    messages.push({ ...message, at: Date.parse(at) });
  }
  return { messages: messages.reverse(), leftOut: all.length - messages.length };
}
