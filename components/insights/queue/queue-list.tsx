import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { QueueShow, ReviewQueueView } from '../../../lib/store/conversation-views.ts';
import { QUEUE_SHOWS } from '../../../lib/store/conversation-views.ts';
import { Moment } from '../../ago.tsx';
import { formatCount } from '../../format.ts';
import { serverNow } from '../../verdict-words.ts';
import { formatRoute, type QueueChoice } from '../route.ts';
import { Select } from '../select.tsx';
import { ShowMore } from '../show-more.tsx';
import { ConversationSign } from '../topic/conversation-sign.tsx';
import { standingWords, wordsOf } from '../topic/conversation-words.ts';
import { useRoute } from '../use-route.ts';
import { FlaggedBy } from './flagged-by.tsx';
import { type ConversationName, isSame, nameOf } from './queue-order.ts';

/** The conversations to review: which of them, and the list, in which one is open. */
export function QueueList({
  view,
  choice,
  open,
  now,
  onChoose,
  onOpen,
  onMore,
}: {
  view: ReviewQueueView;
  choice: QueueChoice;
  open: ConversationName | null;
  now: number;
  onChoose: (choice: QueueChoice) => void;
  onOpen: (name: ConversationName) => void;
  onMore: () => void;
}) {
  const route = useRoute();
  const { conversations, counts, topics, titles } = view;
  const left = counts[choice.show] - conversations.length;
  const onList = conversations.some((one) => isSame(nameOf(one), open));
  return (
    <nav className="queue-list" aria-label={t`Conversations to review`} data-part="queue-list">
      <fieldset className="shows" aria-label={t`Which conversations`}>
        {QUEUE_SHOWS.filter(
          (one) => one !== 'flagged' || counts.flagged > 0 || choice.show === 'flagged',
        ).map((one) => (
          <label key={one} className="show">
            <input
              type="radio"
              name="queue-show"
              value={one}
              checked={one === choice.show}
              onChange={() => onChoose({ ...choice, show: one })}
            />
            <span>
              {showWords(one)}{' '}
              <data className="show-count" data-field={`count-${one}`} value={counts[one]}>
                {formatCount(counts[one])}
              </data>
            </span>
          </label>
        ))}
      </fieldset>
      {topics.length > 0 || choice.topic !== null ? (
        <Select
          label={t`Topic`}
          value={choice.topic}
          all={t`All topics`}
          options={withChosen(topics, choice.topic).map(({ id, count }) => {
            const title = titles[id] ?? id;
            const number = formatCount(count);
            return {
              value: id,
              name: t({ message: `${title} (${number})`, comment: 'a topic and its number' }),
            };
          })}
          onChange={(topic) => onChoose({ ...choice, topic })}
        />
      ) : null}
      {conversations.length === 0 ? (
        <Nothing choice={choice} view={view} />
      ) : (
        <ol>
          {conversations.map((one, index) => {
            const { conversation, review, flag } = one;
            const name = nameOf(one);
            const isOpen = isSame(name, open);
            const words = wordsOf(conversation, view, now);
            const standing = standingWords(review, view.workspace?.person.id ?? null);
            const title = conversation.topics.map((id) => titles[id] ?? id)[0];
            return (
              <li key={`${name.source} ${name.conversation}`} data-conversation={conversation.id}>
                <a
                  href={formatRoute({ ...route, at: { page: 'review', open: name } })}
                  aria-current={isOpen ? 'true' : undefined}
                  // One stop for the Tab key; the arrows go on from there.
                  tabIndex={isOpen || (!onList && index === 0) ? 0 : -1}
                  onClick={(event) => {
                    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)
                      return;
                    event.preventDefault();
                    onOpen(name);
                  }}
                >
                  <span className="conversation-sign">
                    <ConversationSign sign={words.sign} />
                  </span>
                  <span className="queue-words">
                    <span className="queue-title">{title ?? t`No topic`}</span>
                    {conversation.rating?.comment ? (
                      <span className="queue-comment" dir="auto">
                        <q>{conversation.rating.comment}</q>
                      </span>
                    ) : null}
                    <span className="quiet">
                      {words.title}
                      {' · '}
                      <Moment
                        instant={conversation.rating?.ratedAt ?? conversation.startedAt}
                        now={serverNow(view.sync, now)}
                      />
                    </span>
                    {flag ? <FlaggedBy flag={flag} view={view} now={now} /> : null}
                    {standing ? <span className="label">{standing}</span> : null}
                  </span>
                </a>
              </li>
            );
          })}
        </ol>
      )}
      <ShowMore left={left} quiet onMore={onMore} />
    </nav>
  );
}

/** A topic that the address asks for can be seen and taken back, also with nothing to review in it. */
function withChosen(topics: ReviewQueueView['topics'], chosen: string | null) {
  return chosen === null || topics.some(({ id }) => id === chosen)
    ? topics
    : [...topics, { id: chosen, count: 0 }];
}

function Nothing({ choice, view }: { choice: QueueChoice; view: ReviewQueueView }) {
  const { counts, sync } = view;
  return (
    <p className="quiet nothing-here">
      {sync.phase !== 'current' ? (
        <Trans>Still loading: conversations appear as they come.</Trans>
      ) : choice.show === 'mine' && counts.all > 0 ? (
        <Trans>You have taken none of these.</Trans>
      ) : choice.show === 'not_taken' && counts.all > 0 ? (
        <Trans>All of these are taken.</Trans>
      ) : choice.show === 'flagged' && counts.all > 0 ? (
        <Trans>None of these was flagged.</Trans>
      ) : (
        <Trans>Nothing left to review in this period.</Trans>
      )}
    </p>
  );
}

function showWords(show: QueueShow): string {
  switch (show) {
    case 'all':
      return t({ message: 'All', comment: 'all conversations; a number follows' });
    case 'not_taken':
      return t({ message: 'Not taken', comment: 'conversations; a number follows' });
    case 'mine':
      return t({ message: 'Mine', comment: 'conversations that I have taken; a number follows' });
    case 'flagged':
      return t({
        message: 'Flagged',
        comment: 'conversations that somebody flagged for review; a number follows',
      });
  }
}
