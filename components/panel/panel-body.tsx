import { Trans } from '@lingui/react/macro';
import type { PeriodChoice } from '../../lib/csat/period.ts';
import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import type { PanelHost } from '../../lib/messages/panel-host.ts';
import type { PanelView } from '../../lib/store/views.ts';
import { Locked } from '../locked.tsx';
import { Skeleton } from '../skeleton.tsx';
import { SyncState } from '../sync-state.tsx';
import { NotJoined } from './not-joined.tsx';
import { OpenConversationBlocks } from './open-conversation.tsx';
import { Overall } from './overall.tsx';
import { openPage } from './panel-head.tsx';
import { useNextToReview } from './use-next-to-review.ts';
import { keyOf } from './use-open.ts';

/** All below the panel's head: the open conversation, or what stands in its place, and the foot. */
export function PanelBody({
  host,
  site,
  view,
  open,
  answersOpen,
  now,
  period,
  onChoose,
}: {
  host: PanelHost;
  site: string;
  view: PanelView | null;
  open: OpenConversation | null | undefined;
  /** False until the view answers for it. */
  answersOpen: boolean;
  now: number;
  period: PeriodChoice;
  onChoose: (choice: PeriodChoice) => void;
}) {
  const next = useNextToReview(view);
  if (view && !view.workspace) return <NotJoined host={host} sync={view.sync} now={now} />;
  return (
    <>
      {view ? (
        <SyncState
          look="banner"
          sync={view.sync}
          now={now}
          ways={{
            openOptions: () => openPage(host, 'options'),
            join: () => openPage(host, 'options'),
          }}
        />
      ) : null}
      <div className="panel-body">
        {view?.sync.locked ? (
          <Locked />
        ) : view?.workspace && open && answersOpen ? (
          <OpenConversationBlocks
            key={keyOf(open)}
            open={open}
            view={view}
            next={next}
            workspace={view.workspace}
            now={now}
            host={host}
            site={site}
          />
        ) : open === null ? (
          <section className="block empty">
            <p>
              <strong>
                <Trans>No conversation is open</Trans>
              </strong>
            </p>
            <p className="quiet">
              <Trans>Open a conversation in this inbox to see how its customer rated it.</Trans>
            </p>
          </section>
        ) : (
          <PanelSkeleton id={open?.conversation ?? open?.ticket} />
        )}
      </div>
      {view && !view.sync.locked ? (
        <Overall view={view} choice={period} onChoose={onChoose} now={now} />
      ) : view ? null : (
        <div className="panel-foot panel-foot-empty" />
      )}
    </>
  );
}

/** What is to come, in its place: the face with its lines, and a topic. */
function PanelSkeleton({ id }: { id: string | null | undefined }) {
  return (
    <>
      <section
        className="block verdict"
        data-part="verdict"
        data-state="loading"
        data-conversation={id}
      >
        <div className="verdict-row">
          <span className="face-none skeleton-face" aria-hidden="true" />
          <div className="verdict-words">
            <Skeleton lines={2} />
          </div>
        </div>
      </section>
      <div className="block" aria-hidden="true">
        <Skeleton lines={4} />
      </div>
    </>
  );
}
