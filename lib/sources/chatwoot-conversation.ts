import * as v from 'valibot';
import { isScore, type Score, sentiment } from '../csat/scale.ts';
import type {
  ChatwootConversation,
  ChatwootMessage,
  ChatwootPerson,
  ChatwootRating,
} from './chatwoot-answers.ts';
import type { SourceConversation, SourceRating } from './source.ts';

const DAY = 24 * 60 * 60;

/**
 * A survey can be answered and changed while it is at most so many calendar days old (UTC);
 * `check_csat_locked` of Chatwoot's `csat_survey_controller.rb`.
 */
export const EDITABLE_DAYS = 14;

/** What newer versions say of a conversation that is assigned to a bot. */
const AGENT_BOT = 'AgentBot';

/** What is known of an inbox. */
export interface InboxFacts {
  name: string;
  /** An agent bot answers there; `null` while that was not asked. */
  bot: boolean | null;
}

/** What a conversation is read with. */
export interface ReadingContext {
  inbox(id: number | null | undefined): InboxFacts | null;
  /** Name or e-mail address of the user as whom an AI agent answers. */
  aiAgent: string | null;
}

/** A survey message and what the customer answered. */
export interface Survey {
  message: number;
  /** Epoch seconds. */
  askedAt: number;
  /** `null`: not answered. `unreadable`: answered with something that is no rating from 1 to 5. */
  answer: { score: Score; comment: string | null } | 'unreadable' | null;
}

const SurveyAttributes = v.object({
  submitted_values: v.object({
    csat_survey_response: v.object({
      rating: v.unknown(),
      feedback_message: v.nullish(v.string()),
    }),
  }),
});

/** The surveys among these messages, in their order. */
export function surveysIn(messages: readonly ChatwootMessage[]): Survey[] {
  return messages
    .filter((message) => message.content_type === 'input_csat')
    .map((message) => ({
      message: message.id,
      askedAt: message.created_at,
      answer: answerIn(message.content_attributes),
    }));
}

function answerIn(attributes: unknown): Survey['answer'] {
  const parsed = v.safeParse(SurveyAttributes, attributes);
  if (!parsed.success) return null;
  const { rating, feedback_message: comment } = parsed.output.submitted_values.csat_survey_response;
  if (rating === null || rating === undefined || rating === '') return null;
  // The page on which customers rate may send the number as a text.
  const score = Number(rating);
  return isScore(score) ? { score, comment: filled(comment) } : 'unreadable';
}

/** When a survey of that time (epoch seconds) can't be changed any more, in epoch milliseconds. */
export function lockedAt(askedAt: number): number {
  return (Math.floor(askedAt / DAY) + EDITABLE_DAYS + 1) * DAY * 1_000;
}

/**
 * A conversation from a row of the list and, if it could be read, the conversation itself. `null` if
 * the rating is none from 1 to 5.
 */
export function ratedConversation(
  row: ChatwootRating,
  conversation: ChatwootConversation | null,
  context: ReadingContext,
): SourceConversation | null {
  if (!isScore(row.rating)) return null;
  return {
    ...described(row.conversation_id, conversation, context),
    customer: idOf(row.contact) ?? idOf(conversation?.meta?.sender),
    email: row.contact?.email ?? conversation?.meta?.sender?.email ?? null,
    startedAt: (conversation?.created_at ?? row.created_at) * 1_000,
    asked: true,
    askedAt: null,
    rating: {
      score: row.rating,
      sentiment: sentiment(row.rating),
      comment: filled(row.feedback_message),
      ratedAt: row.created_at * 1_000,
      of: ratedOf(row.assigned_agent, conversation, context),
    },
    // The list does not say when the survey was sent: at the latest when it was answered.
    finalAt: lockedAt(row.created_at),
  };
}

/**
 * A conversation with what its own messages say about a survey. `row`: the rating in the list,
 * where that may be read. `null` if the answer is none from 1 to 5.
 */
export function openConversation(
  conversation: ChatwootConversation,
  survey: Survey | null,
  row: ChatwootRating | null,
  context: ReadingContext,
): SourceConversation | null {
  const answer = survey?.answer ?? null;
  if (answer === 'unreadable') return null;
  const { meta } = conversation;
  const assignee = meta?.assignee_type === AGENT_BOT ? null : meta?.assignee;
  return {
    ...described(conversation.id, conversation, context),
    customer: idOf(conversation.meta?.sender),
    email: conversation.meta?.sender?.email ?? null,
    startedAt: (conversation.created_at ?? survey?.askedAt ?? conversation.timestamp ?? 0) * 1_000,
    asked: survey !== null,
    askedAt: survey === null ? null : survey.askedAt * 1_000,
    rating:
      survey && answer
        ? {
            score: answer.score,
            sentiment: sentiment(answer.score),
            comment: answer.comment,
            // A message does not say when it was answered: not before it was sent.
            ratedAt: (row?.created_at ?? survey.askedAt) * 1_000,
            of: ratedOf(row ? row.assigned_agent : assignee, conversation, context),
          }
        : null,
    finalAt: survey === null ? null : lockedAt(survey.askedAt),
  };
}

function described(
  id: number,
  conversation: ChatwootConversation | null,
  context: ReadingContext,
): Pick<SourceConversation, 'id' | 'ticketId' | 'channel' | 'endedAt' | 'predicted' | 'topics'> {
  const resolved = conversation?.status === 'resolved' && conversation.timestamp;
  return {
    id: String(id),
    ticketId: null,
    channel: context.inbox(conversation?.inbox_id)?.name ?? null,
    // Chatwoot does not tell when it was resolved: its latest activity stands for it.
    endedAt: resolved ? resolved * 1_000 : null,
    predicted: null,
    topics: conversation?.labels?.map((label) => ({ id: label, title: label })) ?? null,
  };
}

/**
 * Whom the customer rated. Bots are no assignees in the list: a rating without one, in an inbox in
 * which an agent bot answers, is taken as the bot's (inferred).
 */
function ratedOf(
  assigned: ChatwootPerson | null | undefined,
  conversation: ChatwootConversation | null,
  { inbox, aiAgent }: ReadingContext,
): SourceRating['of'] {
  if (assigned) {
    const names = [assigned.name, assigned.available_name, assigned.email];
    const wanted = aiAgent?.toLowerCase();
    return names.some((name) => name && name.toLowerCase() === wanted) ? 'ai_agent' : 'teammate';
  }
  const bot =
    conversation?.meta?.assignee_type === AGENT_BOT || inbox(conversation?.inbox_id)?.bot === true;
  return bot ? 'ai_agent' : 'unknown';
}

function idOf(person: ChatwootPerson | null | undefined): string | null {
  return person?.id === null || person?.id === undefined ? null : String(person.id);
}

function filled(text: string | null | undefined): string | null {
  return text?.trim() ? text : null;
}
