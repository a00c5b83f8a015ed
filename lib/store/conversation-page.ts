import { type Span, spanOf } from '../csat/span.ts';
import type { ConversationFilter, ConversationPage } from './conversation-views.ts';

import { keys } from './database.ts';
import { readDays } from './day-count-years.ts';
import { handlingOf, tellingSources } from './handling.ts';
import type { InsightsBase as Base } from './read-insights.ts';
import { isIn } from './read-insights.ts';
import type { SourceView, StoredConversation } from './views.ts';

/** What the pages about conversations share: the days meant, who we are, and the topics' titles. */

/** All of a page but the titles, which are read once it is known what is shown. */
export async function readPage(
  base: Base,
  { period, source }: ConversationFilter,
): Promise<Omit<ConversationPage, 'titles'>> {
  const { workspace, sources, feed, sync, today, database, generation } = base;
  return {
    workspace,
    sources,
    seesRatings: feed.seesRatings,
    nextSteps: feed.nextSteps,
    span: spanOf(await readDays(database, generation, null, source), today, period),
    today,
    keptFrom: feed.keptFrom,
    sync,
  };
}

/** The titles of topics, by id; of one whose record has not arrived yet, its id. */
export async function readTitles(
  { database, generation }: Base,
  ids: Iterable<string>,
): Promise<Record<string, string>> {
  const wanted = [...new Set(ids)];
  const rows = await database.topics.bulkGet(wanted.map((id) => keys.topic(generation, id)));
  return Object.fromEntries(wanted.map((id, index) => [id, rows[index]?.topic.title ?? id]));
}

/** Says of a conversation whether it counts on a day of the period and fits the rest of the filter. */
export function fits(
  { source, channel, handling }: ConversationFilter,
  sources: readonly SourceView[],
  span: Pick<Span, 'from' | 'to'>,
): (conversation: StoredConversation) => boolean {
  const telling = tellingSources(sources);
  return (one) =>
    isIn(one.countedOn, span) &&
    (source === null || one.source === source) &&
    (channel === null || one.channel === channel) &&
    (handling === null || handlingOf(one, telling) === handling);
}

/** Nobody's conversation with a customer: by the company's own people, or rated by them. */
export function isInternal({ visibility, rating }: StoredConversation): boolean {
  return visibility === 'internal' || rating?.byTeam === true;
}

/** Newest first by `time`, then by source and id, so that the order is always the same. */
export function newestFirst(time: (conversation: StoredConversation) => number) {
  return (a: StoredConversation, b: StoredConversation): number => {
    if (time(a) !== time(b)) return time(b) - time(a);
    const [first, second] = [`${a.source}\n${a.id}`, `${b.source}\n${b.id}`];
    return first < second ? -1 : first > second ? 1 : 0;
  };
}
