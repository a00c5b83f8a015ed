import { t } from '@lingui/core/macro';
import type { RefObject } from 'react';
import { Icon } from '../icon.tsx';
import type { TopicTable } from './route.ts';
import { Select } from './select.tsx';
import { categoryWords, statusWords } from './topic-words.ts';

/** Which topics are listed. What is typed amends the place, what is picked is a new one. */
export function TopicsFilter({
  table,
  search,
  onChange,
}: {
  table: TopicTable;
  /** The field of the search. */
  search: RefObject<HTMLInputElement | null>;
  onChange: (change: Partial<TopicTable>, how?: 'new' | 'amendment') => void;
}) {
  return (
    <search className="topics-filter" aria-label={t`Which topics`}>
      <span className="search-field">
        <Icon name="search" />
        <input
          ref={search}
          type="search"
          className="input"
          aria-label={t`Search topics`}
          placeholder={t`Search topics`}
          value={table.search}
          onChange={(event) => onChange({ search: event.target.value }, 'amendment')}
        />
      </span>
      <Select
        label={t`Category`}
        value={table.category}
        all={t`All categories`}
        options={(['question', 'bug', 'feedback', 'none'] as const).map((value) => ({
          value,
          name: categoryWords(value),
        }))}
        onChange={(category) => onChange({ category })}
      />
      <Select
        label={t`Status`}
        value={table.status}
        all={t`All states`}
        options={(['open', 'done', 'muted'] as const).map((value) => ({
          value,
          name: statusWords(value),
        }))}
        onChange={(status) => onChange({ status })}
      />
      <Select
        label={t`With ratings`}
        value={table.sentiment}
        all={t`All ratings`}
        options={[
          { value: 'negative', name: t`With unhappy ratings` },
          { value: 'neutral', name: t`With neutral ratings` },
          { value: 'positive', name: t`With happy ratings` },
        ]}
        onChange={(sentiment) => onChange({ sentiment })}
      />
    </search>
  );
}
