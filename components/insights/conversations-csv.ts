import { t } from '@lingui/core/macro';
import type { ConversationPage } from '../../lib/store/conversation-views.ts';
import type { ReviewView } from '../../lib/store/edit-views.ts';
import type { StoredConversation } from '../../lib/store/views.ts';
import { toMachineTime } from '../format.ts';
import { causeName, fieldsOf, stepName } from '../review/review-words.ts';
import type { CsvTable } from './export-csv.tsx';

/** Teammates take counts along; what customers wrote, admins and whoever works alone. */
export function mayExportConversations({
  workspace,
}: Pick<ConversationPage, 'workspace'>): boolean {
  return workspace !== null && (workspace.role === 'admin' || workspace.solo);
}

/** Conversations as a table, one a line, without anything about the customer or a teammate. */
export function conversationsTable(
  name: string,
  { titles, nextSteps, today }: Pick<ConversationPage, 'titles' | 'nextSteps' | 'today'>,
  conversations: readonly { conversation: StoredConversation; review?: ReviewView }[],
): CsvTable {
  return {
    name: `fivefaces-${name}-${today}`,
    head: [
      t`Source`,
      t`Conversation`,
      t({ message: 'Started', comment: 'column: when a conversation started' }),
      t({ message: 'Rated', context: 'column', comment: 'column: when a conversation was rated' }),
      t({ message: 'Face, 1 to 5', comment: 'column: the score of a rating' }),
      t({ message: 'Comment', comment: 'column: what the customer wrote' }),
      t`Topics`,
      t`Channel`,
      t`Cause`,
      t`Next step`,
      t({ message: 'Done', context: 'column', comment: 'column: 1 if a review is finished' }),
    ],
    rows: conversations.map(({ conversation, review }) => {
      const { source, id, startedAt, rating, topics, channel } = conversation;
      const fields = review ? fieldsOf(review) : null;
      return [
        source,
        id,
        toMachineTime(startedAt),
        rating ? toMachineTime(rating.ratedAt) : null,
        rating?.score ?? null,
        rating?.comment ?? null,
        topics.map((topic) => titles[topic] ?? topic).join('; '),
        channel,
        fields?.cause ? causeName(fields.cause) : null,
        fields?.nextStep ? stepName(fields.nextStep, nextSteps) : null,
        fields?.done ? 1 : 0,
      ];
    }),
  };
}
