import type { Conversation, ListConversationsQuery } from '../../../lib/contract/conversation.ts';
import { addCounts, type DayCounts, noCounts } from '../../../lib/csat/day-counts.ts';
import { sentiment } from '../../../lib/csat/scale.ts';
import type { Policy } from './platform-steps.ts';

/** What a teammate may know of a conversation under a policy, said once more and in other words. */
export function mayKnow(conversation: Conversation, under: Policy): Conversation {
  const of = conversation.rating?.of ?? 'ai_agent';
  if (under === 'everyone' || (under === 'ai_ratings_only' && of === 'ai_agent')) {
    return conversation;
  }
  const { finalUnknown: _, ...rest } = conversation;
  return {
    ...rest,
    finalAt: null,
    asked: null,
    askedAt: null,
    askedBy: null,
    openedAt: null,
    notAsked: null,
    rating: null,
    ratingHidden: true,
  };
}

/** Counts as a person would, from conversations as they are shown; keys `source topic day`. */
export function countByHand(conversations: readonly Conversation[]): Map<string, DayCounts> {
  const days = new Map<string, DayCounts>();
  for (const shown of conversations) {
    if (shown.visibility === 'internal') continue;
    const given = shown.rating?.byTeam ? null : shown.rating;
    const counts = noCounts();
    counts.conversations = 1;
    // A platform tells of who rated, and not of everybody who was asked.
    if (shown.asked && shown.source === 'fivefaces') {
      counts.asked = 1;
      counts.opened = shown.openedAt === null ? 0 : 1;
      counts.answered = given ? 1 : 0;
    }
    if (given?.score) counts[`score${given.score}`] = 1;
    if (given?.sentiment === 'positive') counts.good = 1;
    if (given?.sentiment === 'neutral') counts.neutral = 1;
    if (given?.sentiment === 'negative') counts.bad = 1;
    for (const topic of ['', ...shown.topics]) {
      const key = `${shown.source} ${topic} ${shown.countedOn}`;
      days.set(key, addCounts(days.get(key) ?? noCounts(), counts));
    }
  }
  return new Map([...days].sort());
}

/** Who answered, as far as what is shown tells it. A platform tells it only by whom was rated. */
export function handledBy(shown: Conversation): 'ai_only' | 'handed_over' | 'unknown' {
  if (shown.handedOverAt !== null) return 'handed_over';
  const rated = shown.rating?.of ?? 'nobody';
  if (rated === 'teammate') return 'handed_over';
  return shown.source === 'fivefaces' || rated === 'ai_agent' ? 'ai_only' : 'unknown';
}

/** A customer's rating that is shown counts as this. */
const countsAs = ({ rating: given }: Conversation, ...as: string[]): boolean =>
  given !== null &&
  !given.byTeam &&
  as.includes(given.score === null ? (given.sentiment ?? '') : sentiment(given.score));

/** Lists by rating, and what belongs in them. */
export const NARROWED: [query: ListConversationsQuery, fits: (shown: Conversation) => boolean][] = [
  [{ sentiment: 'negative' }, (shown) => countsAs(shown, 'negative')],
  [{ sentiment: 'neutral' }, (shown) => countsAs(shown, 'neutral')],
  [{ sentiment: 'positive' }, (shown) => countsAs(shown, 'positive')],
  [
    { sentiment: 'to_review' },
    (shown) => shown.visibility === 'external' && countsAs(shown, 'negative', 'neutral'),
  ],
  [{ rated: 'yes' }, (shown) => shown.rating !== null],
  [{ rated: 'no' }, (shown) => shown.rating === null && shown.ratingHidden !== true],
];
