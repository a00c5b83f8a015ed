import { t } from '@lingui/core/macro';
import type { TopicShow } from '../../../lib/store/conversation-views.ts';

/** Which conversations of a topic are listed, in a word or two; their number follows. */
export function showWords(show: TopicShow): string {
  switch (show) {
    case 'all':
      return t({ message: 'All', comment: 'all conversations; a number follows' });
    case 'rated':
      return t({
        message: 'Rated',
        context: 'conversations',
        comment: 'conversations; a number follows',
      });
    case 'to_review':
      return t({ message: 'To review', comment: 'conversations; a number follows' });
    case 'negative':
      return t({
        message: 'Unhappy',
        context: 'conversations',
        comment: 'conversations; a number follows',
      });
    case 'neutral':
      return t({
        message: 'Neutral',
        context: 'conversations',
        comment: 'conversations; a number follows',
      });
    case 'positive':
      return t({
        message: 'Happy',
        context: 'conversations',
        comment: 'conversations; a number follows',
      });
    case 'unrated':
      return t({
        message: 'Not rated',
        context: 'conversations',
        comment: 'conversations; a number follows',
      });
    case 'internal':
      return t({ message: 'Team tests', comment: 'conversations; a number follows' });
  }
}
