import * as v from 'valibot';
import { isScore, sentiment } from '../csat/scale.ts';
import type { SourceConversation, SourceRating, SourceTopic } from './source.ts';

/**
 * A conversation as Intercom's API 2.16 gives it (schema `conversation_list_item` of its published
 * description), as far as it is used. Times are epoch seconds.
 */
const Seconds = v.nullish(v.number());

/** Ids are texts; older answers give numbers. */
const IdText = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((id) => String(id)),
);

const ConversationRating = v.object({
  /** 1 to 5; missing while the customer was only asked. */
  rating: v.nullish(v.number()),
  remark: v.nullish(v.string()),
  /** When it was asked for. */
  created_at: Seconds,
  updated_at: Seconds,
  teammate: v.nullish(v.object({ id: v.nullish(IdText) })),
});

/** Fin's own rating. Its times are those of the rating. */
const AiAgent = v.object({
  rating: v.nullish(v.number()),
  rating_remark: v.nullish(v.string()),
  created_at: Seconds,
  updated_at: Seconds,
});

const Named = v.object({ id: v.nullish(IdText), name: v.nullish(v.string()) });

export const IntercomConversation = v.object({
  id: IdText,
  created_at: v.number(),
  updated_at: v.number(),
  state: v.nullish(v.string()),
  source: v.nullish(
    v.object({
      type: v.nullish(v.string()),
      author: v.nullish(v.object({ type: v.nullish(v.string()), email: v.nullish(v.string()) })),
    }),
  ),
  contacts: v.nullish(v.object({ contacts: v.nullish(v.array(v.object({ id: IdText }))) })),
  tags: v.nullish(v.object({ tags: v.nullish(v.array(Named)) })),
  topics: v.nullish(v.object({ topics: v.nullish(v.array(Named)) })),
  statistics: v.nullish(v.object({ last_close_at: Seconds })),
  channel: v.nullish(v.object({ current: v.nullish(v.string()), initial: v.nullish(v.string()) })),
  conversation_rating: v.nullish(ConversationRating),
  ai_agent: v.nullish(AiAgent),
});
export type IntercomConversation = v.InferOutput<typeof IntercomConversation>;

/** Authors that are customers; the others are teammates and bots, whose addresses are never read. */
const CUSTOMERS = new Set(['user', 'lead', 'contact', 'visitor']);

/**
 * What an Intercom conversation says. `aiAgent`: id of the teammate as whom an AI agent other than
 * Fin answers, `null` if none does. Notes name what was not understood.
 */
export function readIntercomConversation(
  conversation: IntercomConversation,
  aiAgent: string | null,
): { conversation: SourceConversation; notes: string[] } {
  const notes: string[] = [];
  const { source, statistics, channel } = conversation;
  const asked = conversation.conversation_rating ?? null;
  const rating = ratingOf(conversation, aiAgent, notes);
  const author = source?.author;
  return {
    notes,
    conversation: {
      id: conversation.id,
      ticketId: null,
      channel: channel?.current ?? channel?.initial ?? source?.type ?? null,
      customer: conversation.contacts?.contacts?.[0]?.id ?? null,
      email: author && CUSTOMERS.has(author.type ?? '') ? (author.email ?? null) : null,
      startedAt: conversation.created_at * 1_000,
      endedAt:
        conversation.state === 'closed'
          ? (statistics?.last_close_at ?? conversation.updated_at) * 1_000
          : null,
      asked: asked || rating ? true : null,
      askedAt: milliseconds(asked?.created_at),
      rating,
      finalAt: null,
      predicted: null,
      topics: topicsOf(conversation),
    },
  };
}

function ratingOf(
  conversation: IntercomConversation,
  aiAgent: string | null,
  notes: string[],
): SourceRating | null {
  const given = conversation.conversation_rating;
  const fins = conversation.ai_agent;
  const ofFin =
    fins &&
    rating(fins.rating, 'ai_agent.rating', notes, {
      comment: fins.rating_remark,
      ratedAt: fins.updated_at ?? fins.created_at ?? conversation.updated_at,
      of: 'ai_agent',
    });
  const teammate = given?.teammate?.id ?? null;
  const ofConversation =
    given &&
    rating(given.rating, 'conversation_rating.rating', notes, {
      comment: given.remark,
      ratedAt: given.updated_at ?? given.created_at ?? conversation.updated_at,
      of: teammate === null ? 'unknown' : teammate === aiAgent ? 'ai_agent' : 'teammate',
    });
  if (ofFin && ofConversation) {
    notes.push('Some conversations have Fin’s rating and a teammate’s: Fin’s is shown.');
  }
  return ofFin ?? ofConversation ?? null;
}

function rating(
  score: number | null | undefined,
  field: string,
  notes: string[],
  about: {
    comment: string | null | undefined;
    ratedAt: number;
    of: SourceRating['of'];
  },
): SourceRating | null {
  if (score === null || score === undefined) return null;
  if (!isScore(score)) {
    notes.push(`${field} holds a value other than 1 to 5: ${Number(score)}. It is left out.`);
    return null;
  }
  return {
    score,
    sentiment: sentiment(score),
    comment: about.comment?.trim() ? about.comment : null,
    ratedAt: about.ratedAt * 1_000,
    of: about.of,
  };
}

/** Tags and, in workspaces that still have them, conversation topics. */
function topicsOf({ tags, topics }: IntercomConversation): SourceTopic[] | null {
  if (!tags && !topics) return null;
  return [...named('tag', tags?.tags), ...named('topic', topics?.topics)];
}

function named(
  kind: string,
  list: readonly { id?: string | null | undefined; name?: string | null | undefined }[] | null = [],
): SourceTopic[] {
  return (list ?? []).flatMap(({ id, name }) =>
    id && name ? [{ id: `${kind}-${id}`, title: name }] : [],
  );
}

function milliseconds(seconds: number | null | undefined): number | null {
  return seconds === null || seconds === undefined ? null : seconds * 1_000;
}
