import { responseRate } from '../../lib/csat/day-counts.ts';
import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import type { JoinedWorkspace, PanelView } from '../../lib/store/views.ts';
import { Announcer } from '../announcer.tsx';
import { OpenReview } from '../review/open-review.tsx';
import { useLookThrough } from '../use-look-through.ts';
import { serverNow, stateOf, topicsToCome, verdictWords } from '../verdict-words.ts';
import { AiCsat } from './ai-csat.tsx';
import { Earlier } from './earlier.tsx';
import { TopicList } from './topic-list.tsx';
import { Verdict } from './verdict.tsx';

/** All that the panel says about the open conversation, in its fixed order. */
export function OpenConversationBlocks({
  open,
  view,
  workspace,
  now,
}: {
  open: OpenConversation;
  view: PanelView;
  workspace: JoinedWorkspace;
  /** This computer's clock. */
  now: number;
}) {
  const { conversation, sync } = view;
  const asked = useLookThrough(open, view, now);
  const state = stateOf(conversation, sync, now);
  const rating = conversation?.rating ?? null;
  const words = verdictWords(state, {
    sync,
    now,
    of: rating?.of ?? null,
    responseRate: responseRate(view.overall.counts),
    asked,
  });
  const here = serverNow(sync, now);
  return (
    <>
      <Verdict
        id={open.conversation}
        conversation={conversation}
        state={state}
        words={words}
        now={here}
        asked={asked}
        fromServer={view.lookedThroughAt !== null}
      />
      {conversation?.predicted ? (
        <AiCsat
          predicted={conversation.predicted}
          rated={state.kind === 'rated' ? state.score : null}
        />
      ) : null}
      <TopicList topics={view.topics} toCome={topicsToCome(view, now)} />
      <Earlier earlier={view.earlier} server={workspace.server} now={here} />
      <OpenReview view={view} workspace={workspace} state={state} now={now} />
      <Announcer words={words.title} />
    </>
  );
}
