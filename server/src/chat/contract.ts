import * as v from 'valibot';
import { Message } from '../../../lib/contract/conversation.ts';
import { filledText, Id } from '../../../lib/contract/primitives.ts';

/** Body of `POST /chat/api/conversations`. */
export const PostChat = v.strictObject({
  /** A chat by the company's own people: kept, counted nowhere. */
  internal: v.optional(v.boolean(), false),
});

/** Longest message that the chat takes, in UTF-16 code units. */
export const LONGEST_MESSAGE = 2_000;

/** Body of `POST /chat/api/messages`. The id is the page's own: a repeated request is one message. */
export const PostChatMessage = v.strictObject({
  messageId: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/, 'must be 8 to 64 letters or digits')),
  text: filledText(LONGEST_MESSAGE),
});

/** A chat as its own page sees it. */
export const Chat = v.object({
  id: Id,
  internal: v.boolean(),
  handedOver: v.boolean(),
  ended: v.boolean(),
  messages: v.array(Message),
});
export type Chat = v.InferOutput<typeof Chat>;

/** Answer of `GET /chat/api/welcome`. */
export const Welcome = v.object({
  workspace: Id,
  greeting: v.string(),
  suggestions: v.array(v.string()),
});
export type Welcome = v.InferOutput<typeof Welcome>;
