import * as v from 'valibot';
import {
  CalendarDay,
  filledText,
  Id,
  Instant,
  Link,
  MAX_LENGTH,
  ScoreValue,
  text,
} from './primitives.ts';

/** Who a conversation belongs to: a customer, or the company's own people trying the AI agent. */
export const Visibility = v.picklist(['external', 'internal']);
export type Visibility = v.InferOutput<typeof Visibility>;

/** How 👍 or the picker came up: the customer said that it helped, or was handed over to a person. */
export const Door = v.picklist(['helped', 'handover']);
export type Door = v.InferOutput<typeof Door>;

/** A score that a model gave, with its reason ("AI CSAT"). Never mixed with ratings. */
export const PutPredicted = v.strictObject({
  score: ScoreValue,
  reason: v.optional(v.nullable(text(MAX_LENGTH.line)), null),
});

/** Body of `PUT /v1/conversations/{id}`. Absent fields keep what is stored. */
export const PutConversation = v.strictObject({
  channel: v.optional(v.nullable(text(MAX_LENGTH.name))),
  startedAt: v.optional(Instant),
  customer: v.optional(v.nullable(Id)),
  email: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(320), v.includes('@')))),
  ticketId: v.optional(v.nullable(Id)),
  visibility: v.optional(Visibility),
  predicted: v.optional(v.nullable(PutPredicted)),
});
export type PutConversation = v.InferOutput<typeof PutConversation>;

export const MessageRole = v.picklist(['customer', 'ai_agent', 'teammate', 'system']);
export type MessageRole = v.InferOutput<typeof MessageRole>;

/** A source that the AI agent used for an answer. */
export const MessageSource = v.strictObject({
  title: text(MAX_LENGTH.title),
  url: v.nullable(Link),
});

export const PutMessage = v.strictObject({
  id: Id,
  role: MessageRole,
  text: text(MAX_LENGTH.message),
  at: v.optional(Instant),
  sources: v.optional(v.pipe(v.array(MessageSource), v.maxLength(50)), []),
});
export type PutMessage = v.InferOutput<typeof PutMessage>;

/** Body of `POST /v1/conversations/{id}/messages`: idempotent by message id. */
export const PostMessages = v.strictObject({
  messages: v.pipe(v.array(PutMessage), v.minLength(1), v.maxLength(200)),
});
export type PostMessages = v.InferOutput<typeof PostMessages>;

/** Body of `/handover` and `/end`: when it happened, now if absent. */
export const PostMoment = v.strictObject({ at: v.optional(Instant) });
export type PostMoment = v.InferOutput<typeof PostMoment>;

export const TopicCategory = v.picklist(['question', 'bug', 'feedback']);
export type TopicCategory = v.InferOutput<typeof TopicCategory>;

/** A topic as it arrives with a conversation; an unknown one is created. */
export const PutConversationTopic = v.strictObject({
  id: Id,
  title: v.optional(filledText(MAX_LENGTH.title)),
  category: v.optional(TopicCategory),
});

/** Body of `PUT /v1/conversations/{id}/topics`: replaces the conversation's topics. */
export const PutConversationTopics = v.strictObject({
  topics: v.pipe(v.array(PutConversationTopic), v.maxLength(20)),
});
export type PutConversationTopics = v.InferOutput<typeof PutConversationTopics>;

/** How a rating counts. */
export const SentimentValue = v.picklist(['negative', 'neutral', 'positive']);

/** A rating as everybody but the customer reads it. It has a score, or (of a source without faces) a sentiment. */
export const Rating = v.pipe(
  v.object({
    score: v.nullable(ScoreValue),
    /** Only where there is no score: how it counts. */
    sentiment: v.optional(SentimentValue),
    comment: v.nullable(v.string()),
    /** What the customer tapped as the reason, a `Reason` of lib/contract/widget-settings; absent without one. */
    reason: v.optional(Id),
    ratedAt: Instant,
    /** Given by one of the company's own people: kept, counted nowhere. */
    byTeam: v.boolean(),
    /** Whom the customer rated; `unknown` where the source does not tell an AI agent from a teammate. */
    of: v.picklist(['ai_agent', 'teammate', 'unknown']),
  }),
  v.check(
    ({ score, sentiment }) => (score === null) !== (sentiment === undefined),
    'has either a score or a sentiment',
  ),
);
export type Rating = v.InferOutput<typeof Rating>;

/** A conversation as it stands in the change feed and in answers. */
export const Conversation = v.object({
  /** Where it comes from; `fivefaces` for conversations sent to this server. */
  source: Id,
  id: Id,
  ticketId: v.nullable(v.string()),
  channel: v.nullable(v.string()),
  visibility: Visibility,
  /** The caller's own reference of the customer; `null` for a visitor. */
  customer: v.nullable(v.string()),
  /** Keyed hash of the normalised e-mail address, hexadecimal; see `Me.emailLookup`. */
  emailHash: v.nullable(v.string()),
  startedAt: Instant,
  endedAt: v.nullable(Instant),
  /** When the rating can't change any more; `null` until the conversation has ended. */
  finalAt: v.nullable(Instant),
  /** The source does not say when a rating can't change any more. */
  finalUnknown: v.optional(v.boolean()),
  handedOverAt: v.nullable(Instant),
  /** The stored day on which it counts, in the workspace's time zone. */
  countedOn: CalendarDay,
  /** `null`: not known whether the customer was asked. */
  asked: v.nullable(v.boolean()),
  askedAt: v.nullable(Instant),
  askedBy: v.nullable(Door),
  openedAt: v.nullable(Instant),
  /** Why the customer was not asked, where that is known. */
  notAsked: v.nullable(v.picklist(['collection_off', 'left_first'])),
  rating: v.nullable(Rating),
  /** Whoever asked may not see the rating, or the lack of one: `rating` is `null` all the same. */
  ratingHidden: v.optional(v.boolean()),
  predicted: v.nullable(v.object({ score: ScoreValue, reason: v.nullable(v.string()) })),
  topics: v.array(Id),
});
export type Conversation = v.InferOutput<typeof Conversation>;

export const Message = v.object({
  id: Id,
  role: MessageRole,
  text: v.string(),
  at: Instant,
  sources: v.array(v.object({ title: v.string(), url: v.nullable(v.string()) })),
});
export type Message = v.InferOutput<typeof Message>;

/** Answer of `GET /v1/conversations/{id}`. */
export const ConversationWithTranscript = v.object({
  conversation: Conversation,
  transcript: v.array(Message),
});
export type ConversationWithTranscript = v.InferOutput<typeof ConversationWithTranscript>;

/** Query of `GET /v1/conversations/{id}`. Without a source it is this server's own. */
export const GetConversationQuery = v.strictObject({
  source: v.optional(Id),
  /** The ticket's id in that source, where the conversation's own id is not known. */
  ticket: v.optional(Id),
});
export type GetConversationQuery = v.InferOutput<typeof GetConversationQuery>;

/** Query of what is done with one conversation or customer: without a source of this server's own. */
export const OfSourceQuery = v.strictObject({ source: v.optional(Id) });

/** Query of `GET /v1/conversations`: newest first, a page at a time. */
export const ListConversationsQuery = v.strictObject({
  topic: v.optional(Id),
  sentiment: v.optional(v.picklist(['negative', 'neutral', 'positive', 'to_review'])),
  rated: v.optional(v.picklist(['yes', 'no'])),
  customer: v.optional(Id),
  channel: v.optional(text(MAX_LENGTH.name)),
  state: v.optional(v.picklist(['open', 'ended', 'handed_over'])),
  visibility: v.optional(Visibility),
  /** Words to find in the transcript's first customer message, the id or the customer reference. */
  search: v.optional(text(MAX_LENGTH.title)),
  /** `next` of the page before. */
  before: v.optional(text(MAX_LENGTH.line)),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^[1-9]\d{0,2}$/), v.transform(Number), v.maxValue(200)),
  ),
});
export type ListConversationsQuery = v.InferOutput<typeof ListConversationsQuery>;

/** A row of a conversation list: the conversation and the beginning of its transcript. */
export const ConversationSummary = v.object({
  ...Conversation.entries,
  /** The customer's first words, at most 200 characters; `null` without any message. */
  preview: v.nullable(v.string()),
  messageCount: v.number(),
  lastMessageAt: v.nullable(Instant),
});
export type ConversationSummary = v.InferOutput<typeof ConversationSummary>;

export const ConversationList = v.object({
  conversations: v.array(ConversationSummary),
  /** Hand it over as `before` for the next page; `null` at the end. */
  next: v.nullable(v.string()),
});
export type ConversationList = v.InferOutput<typeof ConversationList>;
