import { t } from '@lingui/core/macro';
import type { TopicTable } from './route.ts';

/** A topic's category; `none` where it has none. */
export function categoryWords(category: NonNullable<TopicTable['category']>): string {
  switch (category) {
    case 'question':
      return t({ message: 'Question', comment: 'category of a topic' });
    case 'bug':
      return t({ message: 'Bug', comment: 'category of a topic' });
    case 'feedback':
      return t({ message: 'Feedback', comment: 'category of a topic' });
    case 'none':
      return t({ message: 'No category', comment: 'category of a topic' });
  }
}

/** A topic's status. */
export function statusWords(status: NonNullable<TopicTable['status']>): string {
  switch (status) {
    case 'open':
      return t({ message: 'Open', context: 'status of a topic', comment: 'not solved' });
    case 'done':
      return t({
        message: 'Done',
        context: 'status of a topic',
        comment: 'status of a topic: solved',
      });
    case 'muted':
      return t({
        message: 'Muted',
        comment: 'status of a topic: the team does not want to hear of it',
      });
  }
}
