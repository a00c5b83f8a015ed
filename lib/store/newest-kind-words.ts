import { type Generation, readRows } from './find-conversations.ts';
import { SEGMENT_ROWS } from './packed-rows.ts';
import type { KindWords, StoredConversation } from './views.ts';

/** So many of the newest rows are looked at: kind words of long ago cheer nobody up. */
const MOST_ROWS = 16 * SEGMENT_ROWS;

/** Words that fit one line of the popup. */
const SHORTEST = 8;

/**
 * What a happy customer wrote last, among the conversations that came last; `null` if none of them
 * has a comment. Reads a bounded number of rows.
 */
export async function newestKindWords(from: Generation): Promise<KindWords | null> {
  const { rows, firstRow } = from.packed;
  for (let end = rows; end > Math.max(firstRow, rows - MOST_ROWS); end -= SEGMENT_ROWS) {
    const begin = Math.max(firstRow, end - SEGMENT_ROWS);
    const numbers = Array.from({ length: end - begin }, (_, index) => begin + index);
    const read = await readRows(from, numbers);
    const words = [...read.values()]
      .flatMap(({ conversation }) => (conversation ? kindWordsOf(conversation) : []))
      .sort((a, b) => b.ratedAt - a.ratedAt);
    if (words[0]) return words[0];
  }
  return null;
}

function kindWordsOf(conversation: StoredConversation): KindWords[] {
  const { source, id, ticketId, rating, visibility } = conversation;
  const comment = rating?.comment?.trim() ?? '';
  if (rating?.sentiment !== 'positive' || comment.length < SHORTEST) return [];
  if (visibility === 'internal' || rating.byTeam) return [];
  return [{ source, id, ticketId, comment, score: rating.score, ratedAt: rating.ratedAt }];
}
