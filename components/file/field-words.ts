import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { FileField } from '../../lib/sources/file-fields.ts';
import type { FileKind } from '../../lib/sources/file-kind.ts';

/** The fields that a person may choose columns for, in the order in which they are shown. */
export const CHOSEN_FIELDS = [
  { field: 'id', label: msg`Conversation’s id`, usual: true },
  { field: 'startedAt', label: msg`Day or time it started`, usual: true },
  { field: 'rating.score', label: msg`Customer’s rating`, usual: true },
  { field: 'rating.comment', label: msg`Customer’s words`, usual: true },
  { field: 'rating.ratedAt', label: msg`When it was rated`, usual: false },
  { field: 'topic', label: msg`Topic`, usual: true },
  { field: 'predicted.score', label: msg`AI CSAT (made by a model)`, usual: false },
  { field: 'predicted.reason', label: msg`Reason of the AI CSAT`, usual: false },
  { field: 'ticketId', label: msg`Ticket’s id`, usual: false },
  { field: 'channel', label: msg`Channel`, usual: false },
  { field: 'customer', label: msg`Customer’s reference`, usual: false },
  { field: 'email', label: msg`Customer’s e-mail (kept only as a hash)`, usual: false },
] as const satisfies readonly {
  field: FileField;
  label: MessageDescriptor;
  /** Shown also where no column is it. */
  usual: boolean;
}[];

/** What a file is taken for. */
export const KIND_WORDS: Record<FileKind, MessageDescriptor> = {
  topics: msg`My AskAI’s export of topics`,
  conversations: msg`My AskAI’s export of conversations`,
  messages: msg`My AskAI’s export of questions and answers`,
  table: msg({ message: 'A table', comment: 'what a file is' }),
};
