import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useId, useState } from 'react';
import type { KindWordsView } from '../../../lib/store/conversation-views.ts';
import type { StoredConversation } from '../../../lib/store/views.ts';
import { Moment } from '../../ago.tsx';
import { Button } from '../../button.tsx';
import { formatMoment } from '../../format.ts';
import { Icon } from '../../icon.tsx';
import { MarkedText } from '../../marked-text.tsx';
import { Skeleton } from '../../skeleton.tsx';
import { StoreError } from '../../store-error.tsx';
import { useSurface } from '../../surface.ts';
import { useNow } from '../../use-now.ts';
import { useView } from '../../use-view.ts';
import { serverNow } from '../../verdict-words.ts';
import { conversationFilter } from '../conversation-filter.ts';
import { conversationsTable, mayExportConversations } from '../conversations-csv.ts';
import { ExportCsv } from '../export-csv.tsx';
import { PageHeading } from '../page-heading.tsx';
import { formatRoute, type InsightsFilter } from '../route.ts';
import { ShowMore } from '../show-more.tsx';
import { ConversationSign } from '../topic/conversation-sign.tsx';
import { hidesRatings, wordsOf } from '../topic/conversation-words.ts';
import { useRoute } from '../use-route.ts';

/** So many are shown at first, and with each click more. */
const PAGE = 30;

/** What happy customers wrote, newest first, to be passed on. */
export function KindWords({ filter }: { filter: InsightsFilter }) {
  const surface = useSurface();
  const now = useNow();
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const query = { filter: conversationFilter(filter), search: search.trim(), limit };
  const state = useView(JSON.stringify(query), (reader) =>
    reader.kindWords({ ...query, now: surface.now() }),
  );
  const view = state.kind === 'view' ? state.value : null;
  return (
    <>
      <PageHeading title={t`Kind words`} />
      {state.kind === 'error' ? (
        <StoreError />
      ) : !view ? (
        <Skeleton lines={8} />
      ) : (
        <section className="insights-card" aria-label={t`Kind words`} data-part="kind-words">
          <Tools
            view={view}
            search={search}
            now={now}
            onSearch={(next) => {
              setSearch(next);
              setLimit(PAGE);
            }}
          />
          {view.conversations.length === 0 ? (
            <Nothing view={view} searched={query.search !== ''} />
          ) : (
            <ul className="kind-words">
              {view.conversations.map((one) => (
                <KindWord
                  key={`${one.source} ${one.id}`}
                  conversation={one}
                  view={view}
                  search={query.search}
                  now={now}
                />
              ))}
            </ul>
          )}
          <ShowMore
            left={view.count - view.conversations.length}
            onMore={() => setLimit(limit + PAGE)}
          />
        </section>
      )}
    </>
  );
}

function Tools({
  view,
  search,
  now,
  onSearch,
}: {
  view: KindWordsView;
  search: string;
  now: number;
  onSearch: (search: string) => void;
}) {
  const id = useId();
  const { conversations, count } = view;
  return (
    <div className="kind-tools">
      <search className="kind-search">
        <Icon name="search" />
        <label className="spoken" htmlFor={id}>
          <Trans>Search in kind words</Trans>
        </label>
        <input
          id={id}
          className="input"
          type="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          placeholder={t`Search the words`}
          value={search}
          onChange={({ target }) => onSearch(target.value)}
        />
      </search>
      <p className="quiet" role="status">
        <data data-field="kind-words" value={count}>
          {plural(count, { one: '# comment', other: '# comments' })}
        </data>
      </p>
      <span className="spacer" />
      {conversations.length > 0 && mayExportConversations(view) ? (
        <ExportCsv
          label={t`Export CSV of the kind words shown`}
          table={() =>
            conversationsTable(
              'kind-words',
              view,
              conversations.map((conversation) => ({ conversation })),
            )
          }
        />
      ) : null}
      {conversations.length > 0 ? (
        <Copy text={() => conversations.map((one) => textOf(one, view, now)).join('\n\n')}>
          <Trans comment="copies all comments that are shown">Copy all shown</Trans>
        </Copy>
      ) : null}
    </div>
  );
}

function KindWord({
  conversation,
  view,
  search,
  now,
}: {
  conversation: StoredConversation;
  view: KindWordsView;
  search: string;
  now: number;
}) {
  const route = useRoute();
  const { rating, startedAt, topics, source, id } = conversation;
  const words = wordsOf(conversation, view, now);
  const comment = rating?.comment ?? '';
  return (
    <li data-conversation={id}>
      <span className="conversation-sign">
        <ConversationSign sign={words.sign} />
      </span>
      <div className="conversation-words">
        <blockquote className="kind-word" dir="auto">
          <q>
            <MarkedText text={comment} words={search} />
          </q>
        </blockquote>
        <p className="quiet conversation-facts">
          <a
            href={formatRoute({
              ...route,
              at: { page: 'review', open: { source, conversation: id } },
            })}
          >
            {words.title}
          </a>
          <Moment instant={rating?.ratedAt ?? startedAt} now={serverNow(view.sync, now)} />
          {topics.map((topic) => (
            <a key={topic} href={formatRoute({ ...route, at: { page: 'topic', topic } })}>
              {view.titles[topic] ?? topic}
            </a>
          ))}
        </p>
      </div>
      <Copy label={t`Copy these words`} text={() => textOf(conversation, view, now)}>
        <Trans comment="copies one comment">Copy</Trans>
      </Copy>
    </li>
  );
}

/** A button that copies a text, and says whether it did. */
function Copy({
  label,
  text,
  children,
}: {
  /** Where what stands on it is not enough. */
  label?: string;
  text: () => string;
  children: ReactNode;
}) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  return (
    <span className="copy">
      <span className="quiet" role="status">
        {state === 'copied' ? (
          <Trans>Copied</Trans>
        ) : state === 'failed' ? (
          <Trans>The browser did not allow it</Trans>
        ) : null}
      </span>
      <Button
        look="quiet"
        aria-label={label}
        onClick={() => {
          navigator.clipboard.writeText(text()).then(
            () => setState('copied'),
            () => setState('failed'),
          );
        }}
        onBlur={() => setState('idle')}
      >
        {children}
      </Button>
    </span>
  );
}

/** The words with what was picked and when: nothing about who wrote them. */
function textOf(conversation: StoredConversation, view: KindWordsView, now: number): string {
  const { rating, startedAt } = conversation;
  const comment = rating?.comment ?? '';
  const face = wordsOf(conversation, view, now).title;
  const day = formatMoment(rating?.ratedAt ?? startedAt, serverNow(view.sync, now));
  return t({
    message: `“${comment}” (${face}, ${day})`,
    comment: '“Quickest refund ever” (Very happy, 3 Nov)',
  });
}

function Nothing({ view, searched }: { view: KindWordsView; searched: boolean }) {
  return (
    <p className="quiet nothing-here">
      {hidesRatings(view) ? (
        <Trans>Only admins see ratings: your admin decided that.</Trans>
      ) : searched ? (
        <Trans>No happy customer wrote these words in this period.</Trans>
      ) : view.sync.phase !== 'current' ? (
        <Trans>Still loading: kind words appear as they come.</Trans>
      ) : (
        <Trans>No happy customer has left a comment in this period yet.</Trans>
      )}
    </p>
  );
}
