import { responseRate } from '../../lib/csat/day-counts.ts';
import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import type { PanelHost } from '../../lib/messages/panel-host.ts';
import type { JoinedWorkspace, PanelView } from '../../lib/store/views.ts';
import { Announcer } from '../announcer.tsx';
import { FlagForReview } from '../review/flag-for-review.tsx';
import { OpenReview } from '../review/open-review.tsx';
import { useOpenReview } from '../review/use-open-review.ts';
import { useLookThrough } from '../use-look-through.ts';
import { serverNow, sourceOf, stateOf, topicsToCome, verdictWords } from '../verdict-words.ts';
import { AiCsat } from './ai-csat.tsx';
import { Earlier } from './earlier.tsx';
import { NextToReview } from './next-to-review.tsx';
import { openAddressIn } from './open-address.ts';
import { openPage } from './panel-head.tsx';
import { RatedElsewhere } from './rated-elsewhere.tsx';
import { SourceTrouble } from './source-trouble.tsx';
import { TopicList } from './topic-list.tsx';
import type { NextToReviewState } from './use-next-to-review.ts';
import { Verdict } from './verdict.tsx';

/** All that the panel says about the open conversation, in its fixed order. */
export function OpenConversationBlocks({
  open,
  view,
  next,
  workspace,
  now,
  host,
  site,
}: {
  open: OpenConversation;
  view: PanelView;
  next: NextToReviewState;
  workspace: JoinedWorkspace;
  /** This computer's clock. */
  now: number;
  host: PanelHost;
  /** Origin of the page beside the panel. */
  site: string;
}) {
  const { conversation, from, sources, sync } = view;
  const openAddress = openAddressIn(host, site);
  const asked = useLookThrough(open, view, now);
  const state = stateOf(view, now);
  const review = useOpenReview(view, state);
  const source = sourceOf(from);
  const rating = conversation?.rating ?? null;
  const words = verdictWords(state, {
    sync,
    now,
    of: rating?.of ?? null,
    source,
    seesRatings: view.seesRatings,
    responseRate: responseRate(view.overall.counts),
    asked,
  });
  const here = serverNow(sync, now);
  return (
    <>
      <Verdict
        id={open.conversation ?? open.ticket ?? ''}
        conversation={conversation}
        state={state}
        words={words}
        now={here}
        asked={asked}
        fromServer={view.lookedThroughAt !== null}
        sourceName={source && sources.length > 1 ? source.name : null}
      >
        {state.kind === 'recorded_elsewhere' && from.kind === 'elsewhere' ? (
          <RatedElsewhere
            inbox={from.inbox}
            platform={from.platform}
            workspace={workspace}
            connect={(kind) => openPage(host, 'options', kind)}
          />
        ) : null}
        {source?.problem ? <SourceTrouble source={source} /> : null}
      </Verdict>
      {conversation?.predicted ? (
        <AiCsat
          predicted={conversation.predicted}
          rated={state.kind === 'rated' ? state.sentiment : null}
        />
      ) : null}
      <TopicList
        topics={view.topics}
        toCome={topicsToCome(view, now)}
        next={next.view}
        solo={workspace.solo}
      />
      <Earlier
        earlier={view.earlier}
        sources={sources}
        server={workspace.server}
        now={here}
        openAddress={openAddress}
      />
      {review.kind === 'block' ? (
        <OpenReview view={view} workspace={workspace} now={now} focused={review.flagged} />
      ) : null}
      <NextToReview
        next={next.view}
        old={next.old}
        topic={view.topics[0]?.id ?? null}
        sources={sources}
        server={workspace.server}
        openAddress={openAddress}
      >
        {review.kind === 'flag' ? <FlagForReview review={review} /> : null}
      </NextToReview>
      <Announcer words={words.title} />
    </>
  );
}
