import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type {
  ReviewedConversation,
  TopicInsightsView,
} from '../../../lib/store/conversation-views.ts';
import { Moment } from '../../ago.tsx';
import { Icon } from '../../icon.tsx';
import { useSurface } from '../../surface.ts';
import { serverNow } from '../../verdict-words.ts';
import { formatRoute } from '../route.ts';
import { useRoute } from '../use-route.ts';
import { ConversationSign } from './conversation-sign.tsx';
import { standingWords, wordsOf } from './conversation-words.ts';

/** A topic's conversations: what the customer said of each, where its review is, and the way to it. */
export function ConversationList({ view, now }: { view: TopicInsightsView; now: number }) {
  return (
    <ul className="conversations">
      {view.conversations.map((one) => (
        <Line
          key={`${one.conversation.source} ${one.conversation.id}`}
          one={one}
          view={view}
          now={now}
        />
      ))}
    </ul>
  );
}

function Line({
  one: { conversation, review },
  view,
  now,
}: {
  one: ReviewedConversation;
  view: TopicInsightsView;
  now: number;
}) {
  const route = useRoute();
  const { addressOf } = useSurface();
  const { source, id, rating, startedAt } = conversation;
  const words = wordsOf(conversation, view, now);
  const standing = standingWords(review, view.workspace?.person.id ?? null);
  const others = conversation.topics.length - 1;
  const inbox = addressOf(conversation, view.sources, view.workspace?.server ?? '');
  const here = formatRoute({
    ...route,
    at: { page: 'review', open: { source, conversation: id } },
  });
  return (
    <li data-conversation={id}>
      <span className="conversation-sign">
        <ConversationSign sign={words.sign} />
      </span>
      <div className="conversation-words">
        <a href={here} className="conversation-title">
          {words.title}
        </a>
        {words.aside ? <span className="quiet"> {words.aside}</span> : null}
        {rating?.comment ? (
          <p className="conversation-comment" dir="auto">
            <q>{rating.comment}</q>
          </p>
        ) : rating ? null : (
          <p className="quiet">{words.lines[0]}</p>
        )}
        <p className="quiet conversation-facts">
          <span>
            <Moment instant={rating?.ratedAt ?? startedAt} now={serverNow(view.sync, now)} />
          </span>
          <span className="conversation-id">{id}</span>
          {others > 0 ? (
            <span>{plural(others, { one: '+# topic', other: '+# topics' })}</span>
          ) : null}
          {standing ? <span className="label">{standing}</span> : null}
        </p>
      </div>
      {inbox ? (
        <a
          className="button button-icon"
          href={inbox}
          target="_blank"
          rel="noreferrer"
          aria-label={t`Open ${id} in its inbox`}
          title={t`Open in its inbox`}
        >
          <Icon name="external" />
        </a>
      ) : null}
    </li>
  );
}

/** Nothing to list: says what there would be. */
export function NoConversations({ narrowed }: { narrowed: boolean }) {
  return (
    <p className="quiet nothing-here">
      {narrowed ? (
        <Trans>None of these in this period.</Trans>
      ) : (
        <Trans>No conversation of this topic in this period.</Trans>
      )}
    </p>
  );
}
