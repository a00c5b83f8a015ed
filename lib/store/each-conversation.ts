import type { Generation } from './find-conversations.ts';
import { linesOf, SEGMENT_ROWS } from './packed-rows.ts';
import { readLine } from './row-line.ts';
import type { StoredConversation } from './views.ts';

/** Records of lines that are read at a time. */
const SEGMENTS_AT_A_TIME = 256;

/**
 * Goes through all conversations that are kept, in no order that means anything. There is no index
 * for what is asked here; a record without the words is left unread, and a line without them unparsed.
 * @param mention words that the line must have, as JSON has them; empty: any
 */
export async function eachConversation(
  { database, generation, packed }: Generation,
  mention: string,
  visit: (conversation: StoredConversation) => void,
): Promise<void> {
  const end = Math.ceil(packed.rows / SEGMENT_ROWS);
  const first = Math.floor(packed.firstRow / SEGMENT_ROWS);
  for (let at = first; at < end; at += SEGMENTS_AT_A_TIME) {
    const texts = await database.segments
      .where(':id')
      .between([generation, at], [generation, Math.min(end, at + SEGMENTS_AT_A_TIME)])
      .toArray();
    for (const text of texts) {
      if (!text.includes(mention)) continue;
      for (const line of linesOf(text)) {
        if (line === '' || !line.includes(mention)) continue;
        const { conversation } = readLine(line);
        if (conversation) visit(conversation);
      }
    }
  }
}
