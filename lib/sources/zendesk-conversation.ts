import type { SourceConversation, SourceRating } from './source.ts';
import type { RatingRecord } from './zendesk-ratings.ts';
import {
  type SurveyResponse,
  surveyMadeAt,
  surveyRating,
  surveySubject,
} from './zendesk-surveys.ts';
import type { ZendeskTicket } from './zendesk-tickets.ts';
import { type FieldNames, type TopicsFrom, topicsOf } from './zendesk-topics.ts';

/** How tickets are read, by the choices made when the source was connected. */
export interface ZendeskReading {
  topics: TopicsFrom;
  names: FieldNames;
  /** Id of the user as whom an AI agent answers; `null`: not told apart from teammates. */
  aiAgent: string | null;
}

/** What is known of one conversation. A survey's answer goes before an older kind of rating. */
export interface ZendeskFacts {
  /** `null`: not given, for example a conversation that never became a ticket. */
  ticket: ZendeskTicket | null;
  survey: SurveyResponse | null;
  /** The record of the ticket's satisfaction rating. */
  record: RatingRecord | null;
}

/** Puts together what Zendesk says of one conversation; `null` if that is nothing. */
export function zendeskConversation(
  facts: ZendeskFacts,
  reading: ZendeskReading,
  notes: Set<string>,
): SourceConversation | null {
  const { ticket, survey, record } = facts;
  const subject = survey && surveySubject(survey);
  const aboutTicket =
    ticket?.id ?? record?.ticket_id ?? (subject && 'ticket' in subject ? subject.ticket : null);
  const id = aboutTicket ?? (subject && 'conversation' in subject ? subject.conversation : null);
  if (id === null) return null;
  const fromSurvey = survey && surveyRating(survey, notes);
  const rating: SourceRating | null = fromSurvey
    ? { ...fromSurvey, of: ratedOne(ticket?.assignee_id ?? null, reading) }
    : survey
      ? null
      : ratingOfTicket(facts, reading, notes);
  const startedAt =
    ticket?.created_at ?? (survey && surveyMadeAt(survey)) ?? record?.created_at ?? rating?.ratedAt;
  if (startedAt === undefined || startedAt === null) {
    notes.add('A conversation has no time. It is left out.');
    return null;
  }
  const told = rating !== null || survey !== null;
  const conversation: SourceConversation = {
    id,
    ticketId: aboutTicket,
    channel: channelOf(ticket),
    customer: ticket?.requester_id ?? record?.requester_id ?? survey?.responder_id ?? null,
    email: null,
    startedAt,
    endedAt: isOver(ticket) ? (ticket?.updated_at ?? null) : null,
    asked: told ? true : askedOf(ticket, record),
    askedAt: null,
    rating,
    finalAt: survey?.expires_at ?? null,
    predicted: null,
    topics: ticket && topicsOf(ticket, reading.topics, reading.names),
  };
  const known = conversation.rating !== null || conversation.asked === true;
  return known ? conversation : { ...conversation, onlyIfKnown: true };
}

/** The state of an older satisfaction rating, `goodwithcomment` and the like included. */
function scoreOf(facts: Pick<ZendeskFacts, 'ticket' | 'record'>): string {
  const score = facts.ticket ? facts.ticket.satisfaction_rating?.score : facts.record?.score;
  return (score ?? '').toLowerCase();
}

function ratingOfTicket(
  facts: ZendeskFacts,
  reading: ZendeskReading,
  notes: Set<string>,
): SourceRating | null {
  const { ticket, record } = facts;
  const score = scoreOf(facts);
  const good = score.startsWith('good');
  if (!good && !score.startsWith('bad')) {
    if (!['', 'offered', 'unoffered'].includes(score)) {
      notes.add(`A satisfaction rating holds a value that is not known: “${score.slice(0, 40)}”.`);
    }
    return null;
  }
  const ratedAt = record?.updated_at ?? record?.created_at ?? ticket?.updated_at ?? null;
  if (ratedAt === null) {
    notes.add('A satisfaction rating has no time. It is left out.');
    return null;
  }
  const comment = ticket?.satisfaction_rating?.comment ?? record?.comment;
  return {
    score: null,
    sentiment: good ? 'positive' : 'negative',
    comment: comment?.trim() ? comment : null,
    ratedAt,
    of: ratedOne(record?.assignee_id ?? ticket?.assignee_id ?? null, reading),
  };
}

function askedOf(ticket: ZendeskTicket | null, record: RatingRecord | null): boolean | null {
  const score = scoreOf({ ticket, record });
  if (score === 'offered') return true;
  return null;
}

function ratedOne(assignee: string | null, { aiAgent }: ZendeskReading): SourceRating['of'] {
  if (aiAgent === null || assignee === null) return 'unknown';
  return assignee === aiAgent ? 'ai_agent' : 'teammate';
}

function channelOf(ticket: ZendeskTicket | null): string | null {
  const channel = ticket?.via?.channel;
  return channel === null || channel === undefined ? null : String(channel);
}

/** Zendesk does not say when: a ticket's last change is close to when it was solved. */
function isOver(ticket: ZendeskTicket | null): boolean {
  return ticket?.status === 'solved' || ticket?.status === 'closed';
}
