import type { Day } from '../csat/calendar.ts';
import { addCounts, contribution, type DayCounts, noCounts } from '../csat/day-counts.ts';
import type { Generation } from './find-conversations.ts';
import { handlingOf, tellingSources } from './handling.ts';
import type { KeptCounts, KeptQuery } from './insights-views.ts';
import { linesOf, SEGMENT_ROWS } from './packed-rows.ts';
import { isIn, revisionOf } from './read-insights.ts';
import { readLine } from './row-line.ts';
import type { SourceView, StoredConversation } from './views.ts';

/** Records of rows that are read at a time: a few milliseconds' work, then others have their turn. */
const SEGMENTS_AT_A_TIME = 32;

type Counted = { counts: DayCounts; before: DayCounts | null };

/**
 * Counts the conversations that are kept here, one after the other: for what day counts do not
 * tell apart. Rejects with the signal's reason once it aborts. What comes while it runs is not in
 * it: the answer says of which state it is.
 */
export async function countKept(
  from: Generation,
  sources: readonly SourceView[],
  query: KeptQuery,
  signal: AbortSignal,
): Promise<KeptCounts> {
  const { database, generation, packed } = from;
  const own = tellingSources(sources);
  const days = new Map<Day, DayCounts>();
  const topics = new Map<string, Counted>();
  const { span, compared } = query;
  const all = nothing(compared !== null);
  let conversations = 0;
  let handlingUnknown = 0;

  const take = (conversation: StoredConversation) => {
    const { countedOn } = conversation;
    const now = isIn(countedOn, span);
    const earlier = compared !== null && isIn(countedOn, compared);
    if (!now && !earlier) return;
    if (query.source !== null && conversation.source !== query.source) return;
    const counts = countsOf(conversation, own);
    if (counts.conversations === 0) return;
    const handling = handlingOf(conversation, own);
    if (now) {
      conversations += 1;
      if (handling === null) handlingUnknown += 1;
    }
    if (query.channel !== null && conversation.channel !== query.channel) return;
    if (query.handling !== null && handling !== query.handling) return;
    if (now) days.set(countedOn, addCounts(days.get(countedOn) ?? noCounts(), counts));
    add(all, counts, now, earlier);
    for (const topic of new Set(conversation.topics)) {
      const sum = topics.get(topic) ?? nothing(compared !== null);
      topics.set(topic, sum);
      add(sum, counts, now, earlier);
    }
  };

  const first = Math.floor(packed.firstRow / SEGMENT_ROWS);
  const end = Math.ceil(packed.rows / SEGMENT_ROWS);
  for (let at = first; at < end; at += SEGMENTS_AT_A_TIME) {
    signal.throwIfAborted();
    const part = database.segments
      .where(':id')
      .between([generation, at], [generation, Math.min(end, at + SEGMENTS_AT_A_TIME)]);
    const [keys, texts] = await database.transaction('r', database.segments, () =>
      Promise.all([part.primaryKeys(), part.toArray()]),
    );
    texts.forEach((text, index) => {
      const begin = (keys[index]?.[1] ?? 0) * SEGMENT_ROWS;
      linesOf(text).forEach((line, row) => {
        // Later rows may be new states of what was counted already.
        if (line === '' || begin + row >= packed.rows) return;
        const { conversation } = readLine(line);
        if (conversation) take(conversation);
      });
    });
  }
  signal.throwIfAborted();
  return {
    conversations,
    handlingUnknown,
    ...all,
    days: [...days].sort(([a], [b]) => (a < b ? -1 : 1)),
    topics: [...topics].map(([id, sum]) => ({ id, ...sum })),
    revision: revisionOf(from),
  };
}

/** The channels of the newest conversations that are kept, by name. */
export async function channelsOf({ database, generation, packed }: Generation): Promise<string[]> {
  const end = Math.ceil(packed.rows / SEGMENT_ROWS);
  const texts = await database.segments
    .where(':id')
    .between([generation, Math.max(0, end - NEWEST_SEGMENTS)], [generation, end])
    .toArray();
  const channels = new Set<string>();
  for (const line of texts.flatMap(linesOf)) {
    if (line === '') continue;
    const channel = readLine(line).conversation?.channel;
    if (channel) channels.add(channel);
  }
  return [...channels].sort();
}

/** So many records of rows tell which channels there are: about 13,000 conversations. */
const NEWEST_SEGMENTS = 200;

/** What one conversation adds, as the server and the fold of lib/store count it. */
export function countsOf(conversation: StoredConversation, own: ReadonlySet<string>): DayCounts {
  const rating = conversation.rating?.byTeam ? null : conversation.rating;
  return contribution({
    internal: conversation.visibility === 'internal',
    // Platforms and files list who rated and not everybody who was asked. A hidden one counts nowhere
    // but as a conversation, so that no count tells it.
    asked: own.has(conversation.source) && !conversation.ratingHidden ? conversation.asked : null,
    opened: conversation.openedAt !== null,
    score: rating?.score ?? null,
    sentiment: rating && rating.score === null ? rating.sentiment : null,
  });
}

function nothing(compared: boolean): Counted {
  return { counts: noCounts(), before: compared ? noCounts() : null };
}

function add(sum: Counted, counts: DayCounts, now: boolean, earlier: boolean): void {
  if (now) sum.counts = addCounts(sum.counts, counts);
  if (earlier && sum.before) sum.before = addCounts(sum.before, counts);
}
