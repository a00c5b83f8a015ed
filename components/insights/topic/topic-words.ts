import { t } from '@lingui/core/macro';
import type { TopicCategory } from '../../../lib/contract/conversation.ts';
import type { TopicStatus } from '../../../lib/contract/topic.ts';
import type { TopicShow } from '../../../lib/store/conversation-views.ts';

/** A topic's category in a word. */
export function categoryWords(category: TopicCategory): string {
  switch (category) {
    case 'question':
      return t({ message: 'Question', comment: 'kind of a topic' });
    case 'bug':
      return t({ message: 'Bug', comment: 'kind of a topic' });
    case 'feedback':
      return t({ message: 'Feedback', comment: 'kind of a topic' });
  }
}

/** A topic's status in a word. */
export function statusWords(status: TopicStatus): string {
  switch (status) {
    case 'open':
      return t({ message: 'Open', comment: 'status of a topic' });
    case 'done':
      return t({ message: 'Marked done', comment: 'status of a topic' });
    case 'muted':
      return t({ message: 'Muted', comment: 'status of a topic' });
  }
}

/** Which conversations of a topic are listed, in a word or two; their number follows. */
export function showWords(show: TopicShow): string {
  switch (show) {
    case 'all':
      return t({ message: 'All', comment: 'all conversations; a number follows' });
    case 'rated':
      return t({ message: 'Rated', comment: 'conversations; a number follows' });
    case 'to_review':
      return t({ message: 'To review', comment: 'conversations; a number follows' });
    case 'negative':
      return t({ message: 'Unhappy', comment: 'conversations; a number follows' });
    case 'neutral':
      return t({ message: 'Neutral', comment: 'conversations; a number follows' });
    case 'positive':
      return t({ message: 'Happy', comment: 'conversations; a number follows' });
    case 'unrated':
      return t({ message: 'Not rated', comment: 'conversations; a number follows' });
    case 'internal':
      return t({ message: 'Team tests', comment: 'conversations; a number follows' });
  }
}
