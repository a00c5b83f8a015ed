import { fits, isInternal, newestFirst, readPage, readTitles } from './conversation-page.ts';
import type { KindWordsQuery, KindWordsView } from './conversation-views.ts';
import { type Generation, readRows } from './find-conversations.ts';
import { linesOf } from './packed-rows.ts';
import type { InsightsBase as Base } from './read-insights.ts';
import { fold } from './search-text.ts';
import type { StoredConversation } from './views.ts';

/** Records of searchable words that are read at a time. */
const TEXTS_AT_A_TIME = 16;

/** The comments of happy ratings that count, newest first. */
export async function readKindWords(base: Base, query: KindWordsQuery): Promise<KindWordsView> {
  const { filter, search, limit } = query;
  const page = await readPage(base, filter);
  const isWanted = fits(filter, page.sources, page.span);
  const found: StoredConversation[] = [];
  await eachComment(base, search, (one) => {
    if (one.rating?.sentiment !== 'positive' || isInternal(one) || !isWanted(one)) return;
    found.push(one);
  });
  found.sort(newestFirst(({ rating, startedAt }) => rating?.ratedAt ?? startedAt));
  const conversations = found.slice(0, limit);
  return {
    ...page,
    titles: await readTitles(
      base,
      conversations.flatMap(({ topics }) => topics),
    ),
    conversations,
    count: found.length,
  };
}

/**
 * Goes through the conversations whose rating has a comment with all the words in it. The searchable
 * words lie apart from the rest, so conversations without a comment are not read.
 */
async function eachComment(
  from: Generation,
  search: string,
  visit: (conversation: StoredConversation) => void,
): Promise<void> {
  const { database, generation } = from;
  const words = fold(search).split(' ').filter(Boolean);
  const numbers = await database.searchText
    .where(':id')
    .between([generation], [generation, []])
    .primaryKeys();
  for (let at = 0; at < numbers.length; at += TEXTS_AT_A_TIME) {
    const texts = await database.searchText.bulkGet(numbers.slice(at, at + TEXTS_AT_A_TIME));
    const rows = texts.flatMap((text) => {
      const [first, ...lines] = linesOf(text);
      return lines.flatMap((line, index) =>
        line !== '' && words.every((word) => line.includes(word)) ? [Number(first) + index] : [],
      );
    });
    for (const { conversation } of (await readRows(from, rows)).values()) {
      if (conversation) visit(conversation);
    }
  }
}
