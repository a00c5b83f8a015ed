import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { causeOfReason } from '../../../lib/contract/widget-settings.ts';
import { ratingState } from '../../../lib/csat/rating-state.ts';
import type { QueuedConversation, ReviewQueueView } from '../../../lib/store/conversation-views.ts';
import { Icon } from '../../icon.tsx';
import { AiCsat } from '../../panel/ai-csat.tsx';
import { Verdict } from '../../panel/verdict.tsx';
import { ReviewBlock } from '../../review/review-block.tsx';
import { useSurface } from '../../surface.ts';
import { serverNow } from '../../verdict-words.ts';
import type { InsightsPorts } from '../insights-ports.ts';
import { formatRoute } from '../route.ts';
import { wordsOf } from '../topic/conversation-words.ts';
import { useRoute } from '../use-route.ts';
import { FlaggedBy } from './flagged-by.tsx';
import { Transcript } from './transcript.tsx';

/** The open conversation: how it was rated, its review, and what was said. */
export function OpenConversation({
  one: { conversation, review, flag },
  view,
  now,
  ports,
}: {
  one: QueuedConversation;
  view: ReviewQueueView;
  now: number;
  ports: InsightsPorts;
}) {
  const route = useRoute();
  const { addressOf } = useSurface();
  const { source, id, rating, predicted, topics } = conversation;
  const { workspace, sources, sync, titles } = view;
  const state = ratingState(conversation, serverNow(sync, now));
  const inbox = addressOf(conversation, sources, workspace?.server ?? '');
  const from = sources.find((one) => one.id === source);
  const isReviewed = state.kind !== 'internal' && state.kind !== 'hidden';
  return (
    <>
      <div className="queue-side" data-part="open" data-conversation={id}>
        <div className="insights-card queue-verdict">
          <Verdict
            id={id}
            conversation={conversation}
            state={state}
            words={wordsOf(conversation, view, now)}
            now={serverNow(sync, now)}
            sourceName={from && sources.length > 1 ? from.name : null}
          />
          {predicted ? (
            <AiCsat
              predicted={predicted}
              rated={state.kind === 'rated' ? (rating?.sentiment ?? null) : null}
            />
          ) : null}
          <div className="block">
            {topics.length === 0 ? (
              <p className="quiet">
                <Trans>No topic yet</Trans>
              </p>
            ) : (
              <ul className="queue-topics" aria-label={t`Topics`}>
                {topics.map((topic) => (
                  <li key={topic}>
                    <a href={formatRoute({ ...route, at: { page: 'topic', topic } })}>
                      {titles[topic] ?? topic}
                    </a>
                  </li>
                ))}
              </ul>
            )}
            <p className="quiet conversation-facts">
              {flag ? <FlaggedBy flag={flag} view={view} now={now} /> : null}
              <span className="conversation-id">{id}</span>
              {inbox ? (
                <a href={inbox} target="_blank" rel="noreferrer" data-action="open-inbox">
                  <Trans>Open in its inbox</Trans>
                  <Icon name="external" />
                </a>
              ) : null}
            </p>
          </div>
        </div>
        {isReviewed && workspace ? (
          <div className="insights-card queue-review">
            <ReviewBlock
              key={`${source} ${id}`}
              subject={{ subject: 'conversation', source, id }}
              view={review}
              suggested={causeOfReason(conversation.rating?.reason)}
              nextSteps={view.nextSteps}
              me={workspace.person}
              sync={sync}
              now={now}
            />
          </div>
        ) : null}
      </div>
      <Transcript
        key={`${source} ${id}`}
        conversation={conversation}
        view={view}
        inbox={inbox}
        now={now}
        readTranscript={ports.readTranscript}
      />
    </>
  );
}
