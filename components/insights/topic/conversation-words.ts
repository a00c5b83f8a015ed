import { t } from '@lingui/core/macro';
import { ratingState } from '../../../lib/csat/rating-state.ts';
import type { ConversationPage } from '../../../lib/store/conversation-views.ts';
import type { ReviewView } from '../../../lib/store/edit-views.ts';
import type { StoredConversation } from '../../../lib/store/views.ts';
import { fieldsOf } from '../../review/review-words.ts';
import { serverNow, type VerdictWords, verdictWords } from '../../verdict-words.ts';

/** A conversation's rating in words, on a page of Insights. `now`: this computer's clock. */
export function wordsOf(
  conversation: StoredConversation,
  { sources, seesRatings, sync }: Pick<ConversationPage, 'sources' | 'seesRatings' | 'sync'>,
  now: number,
): VerdictWords {
  return verdictWords(ratingState(conversation, serverNow(sync, now)), {
    sync,
    now,
    of: conversation.rating?.of ?? null,
    source: sources.find(({ id }) => id === conversation.source) ?? null,
    seesRatings,
    responseRate: null,
  });
}

/** True where the admin shows no rating at all to whoever looks: then none is here, which says nothing. */
export function hidesRatings({
  workspace,
  seesRatings,
}: Pick<ConversationPage, 'workspace' | 'seesRatings'>): boolean {
  return seesRatings === 'admins' && workspace?.role !== 'admin' && !workspace?.solo;
}

/** Who has a review, or that it is done; `null` while nobody has it. */
export function standingWords(review: ReviewView, me: string | null): string | null {
  const { done, takenBy } = fieldsOf(review);
  if (done) return t({ message: 'Done', comment: 'a review that is finished' });
  if (takenBy === null) return null;
  const { id, name } = takenBy;
  return id === me ? t`You have it` : t`${name} has it`;
}
