import * as v from 'valibot';

/** Answers of Chatwoot as far as they are used. All times are epoch seconds. */

const Person = v.object({
  id: v.nullish(v.number()),
  name: v.nullish(v.string()),
  available_name: v.nullish(v.string()),
  email: v.nullish(v.string()),
});
export type ChatwootPerson = v.InferOutput<typeof Person>;

/** A rating: one a survey message. `rating` is 1 to 5; other values are judged later. */
export const RatingRow = v.object({
  id: v.number(),
  rating: v.unknown(),
  feedback_message: v.nullish(v.string()),
  message_id: v.nullish(v.number()),
  contact: v.nullish(Person),
  /** The `display_id`, as in the inbox's addresses. */
  conversation_id: v.number(),
  assigned_agent: v.nullish(Person),
  created_at: v.number(),
});
export type ChatwootRating = v.InferOutput<typeof RatingRow>;

export const Conversation = v.object({
  id: v.number(),
  inbox_id: v.nullish(v.number()),
  status: v.nullish(v.string()),
  created_at: v.nullish(v.number()),
  /** Of the latest activity. */
  timestamp: v.nullish(v.number()),
  labels: v.nullish(v.array(v.string())),
  meta: v.nullish(
    v.object({
      sender: v.nullish(Person),
      assignee: v.nullish(Person),
      assignee_type: v.nullish(v.string()),
    }),
  ),
});
export type ChatwootConversation = v.InferOutput<typeof Conversation>;

/** The published description wraps the list in `data`; Chatwoot's own view does not. */
export const ConversationList = v.union([
  v.object({ payload: v.array(Conversation) }),
  v.pipe(
    v.object({ data: v.object({ payload: v.array(Conversation) }) }),
    v.transform(({ data }) => data),
  ),
]);

const Message = v.object({
  id: v.number(),
  content_type: v.nullish(v.string()),
  /** A survey's answer is in `submitted_values`; of other messages it holds anything. */
  content_attributes: v.unknown(),
  created_at: v.number(),
});
export type ChatwootMessage = v.InferOutput<typeof Message>;

export const MessageList = v.object({ payload: v.array(Message) });

export const Inbox = v.object({
  id: v.number(),
  name: v.nullish(v.string()),
  csat_survey_enabled: v.nullish(v.boolean()),
});
export type ChatwootInbox = v.InferOutput<typeof Inbox>;

export const Metrics = v.object({ total_count: v.number() });

export const Profile = v.object({
  accounts: v.nullish(
    v.array(v.object({ id: v.number(), name: v.nullish(v.string()), role: v.nullish(v.string()) })),
  ),
});
