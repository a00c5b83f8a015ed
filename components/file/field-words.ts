import type { FileField } from '../../lib/sources/file-fields.ts';
import type { FileKind } from '../../lib/sources/file-kind.ts';

/** The fields that a person may choose columns for, in the order in which they are shown. */
export const CHOSEN_FIELDS = [
  { field: 'id', label: 'Conversation’s id', usual: true },
  { field: 'startedAt', label: 'Day or time it started', usual: true },
  { field: 'rating.score', label: 'Customer’s rating', usual: true },
  { field: 'rating.comment', label: 'Customer’s words', usual: true },
  { field: 'rating.ratedAt', label: 'When it was rated', usual: false },
  { field: 'topic', label: 'Topic', usual: true },
  { field: 'predicted.score', label: 'AI CSAT (made by a model)', usual: false },
  { field: 'predicted.reason', label: 'Reason of the AI CSAT', usual: false },
  { field: 'ticketId', label: 'Ticket’s id', usual: false },
  { field: 'channel', label: 'Channel', usual: false },
  { field: 'customer', label: 'Customer’s reference', usual: false },
  { field: 'email', label: 'Customer’s e-mail (kept only as a hash)', usual: false },
] as const satisfies readonly {
  field: FileField;
  label: string;
  /** Shown also where no column is it. */
  usual: boolean;
}[];

/** What a file is taken for. */
export const KIND_WORDS: Record<FileKind, string> = {
  topics: 'My AskAI’s export of topics',
  conversations: 'My AskAI’s export of conversations',
  messages: 'My AskAI’s export of questions and answers',
  table: 'A table',
};
