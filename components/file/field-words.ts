import type { FileField } from '../../lib/sources/file-fields.ts';
import type { FileKind } from '../../lib/sources/file-kind.ts';

/** The fields that a person may choose columns for, in the order in which they are shown. */
export const CHOSEN_FIELDS = [
  { field: 'id', label: 'Conversation’s id' },
  { field: 'startedAt', label: 'Day or time it started' },
  { field: 'rating.score', label: 'Customer’s rating' },
  { field: 'rating.comment', label: 'Customer’s words' },
  { field: 'rating.ratedAt', label: 'When it was rated' },
  { field: 'topic', label: 'Topic' },
  { field: 'predicted.score', label: 'AI CSAT (made by a model)' },
  { field: 'predicted.reason', label: 'Reason of the AI CSAT' },
  { field: 'ticketId', label: 'Ticket’s id' },
  { field: 'channel', label: 'Channel' },
  { field: 'customer', label: 'Customer’s reference' },
  { field: 'email', label: 'Customer’s e-mail (kept only as a hash)' },
] as const satisfies readonly { field: FileField; label: string }[];

/** What a file is taken for. */
export const KIND_WORDS: Record<FileKind, string> = {
  topics: 'My AskAI’s export of topics',
  conversations: 'My AskAI’s export of conversations',
  messages: 'My AskAI’s export of questions and answers',
  table: 'A table',
};
