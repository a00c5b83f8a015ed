import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { isSample } from '../../lib/sample/is-sample.ts';
import { mayRate } from '../../lib/sample/may-rate.ts';
import type { PracticeConversation } from '../../lib/sample/sample-feed.ts';
import { Button } from '../button.tsx';
import { Notice } from '../notice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { Skeleton } from '../skeleton.tsx';
import { StoreError } from '../store-error.tsx';
import { useSurface } from '../surface.ts';
import { useAction } from '../use-action.ts';
import { useLoaded } from '../use-loaded.ts';
import { useNow } from '../use-now.ts';
import { useView } from '../use-view.ts';
import { PracticeChat } from './practice-chat.tsx';
import { PracticeHead } from './practice-head.tsx';
import { PracticeList } from './practice-list.tsx';
import { PracticePanel } from './practice-panel.tsx';
import type { PracticePorts } from './practice-ports.ts';
import { useOpen } from './use-open.ts';

/** The practice inbox: made-up chats of an invented shop with the real panel beside them. */
export function PracticeApp({ ports }: { ports: PracticePorts }) {
  const { now } = useSurface();
  const state = useView('workspace', (reader) =>
    reader.popup({ period: 'auto', open: null, now: now() }),
  );
  if (state.kind === 'error')
    return (
      <Alone>
        <StoreError />
      </Alone>
    );
  if (state.kind === 'loading')
    return (
      <Alone>
        <Skeleton lines={4} label={t`Loading`} />
      </Alone>
    );
  const { workspace } = state.value;
  if (!isSample(workspace)) return <NoSample ports={ports} other={workspace !== null} />;
  return <Inbox ports={ports} />;
}

function Inbox({ ports }: { ports: PracticePorts }) {
  const open = useOpen();
  const now = useNow();
  const { state, again } = useLoaded('practice', ports.readPractice);
  const { busy, problem, run } = useAction();
  const conversations = state.kind === 'value' ? state.value.conversations : [];
  const shown = conversations.find(({ conversation }) => conversation.id === open);
  return (
    <div className="practice">
      <PracticeHead ports={ports} />
      {state.kind === 'failed' ? <ProblemNotice problem={state} /> : null}
      {conversations.length > 0 && isOver(conversations, now) ? (
        <Notice title={t`These chats have all ended by now`}>
          <p>
            <Trans>Begin anew for chats that still run, in which you can be the customer.</Trans>
          </p>
          <div className="actions">
            <Button busy={busy} onClick={() => run(ports.beginSample, again)}>
              <Trans>Begin anew</Trans>
            </Button>
          </div>
        </Notice>
      ) : null}
      <ProblemNotice problem={problem} />
      <div className="practice-columns">
        <PracticeList conversations={conversations} open={open} now={now} />
        {shown ? (
          <PracticeChat
            shown={shown}
            now={now}
            rate={async (score) => {
              const outcome = await ports.rateInPractice(open, score);
              if (outcome.ok) again();
              return outcome;
            }}
          />
        ) : (
          <section className="practice-chat" aria-label={t`Conversation`}>
            {state.kind === 'loading' ? (
              <Skeleton lines={6} label={t`Loading`} />
            ) : state.kind === 'failed' ? null : (
              <p className="quiet practice-gone">
                <Trans>Choose one of the newest chats to read what was said.</Trans>
              </p>
            )}
          </section>
        )}
        <PracticePanel open={open} ports={ports} />
      </div>
    </div>
  );
}

/** In none of them a face may still be picked. */
function isOver(conversations: readonly PracticeConversation[], now: number): boolean {
  return !conversations.some(({ conversation }) => mayRate(conversation, now));
}

/** Nothing is here: it was erased, or something real is. */
function NoSample({ ports, other }: { ports: PracticePorts; other: boolean }) {
  const { busy, problem, run } = useAction();
  return (
    <Alone>
      <h1>
        <Trans>Practice inbox</Trans>
      </h1>
      <p role="status">
        {other
          ? t`Real ratings are shown in this browser, so there is no sample data: the two never mix.`
          : t`There is no sample data in this browser. Nothing of it is left.`}
      </p>
      <ProblemNotice problem={problem} />
      <div className="actions">
        <Button look="primary" onClick={() => ports.openPage('welcome')}>
          <Trans>Ways to begin</Trans>
        </Button>
        {other ? null : (
          <Button busy={busy} onClick={() => run(ports.beginSample, () => undefined)}>
            <Trans>Try with sample data</Trans>
          </Button>
        )}
      </div>
    </Alone>
  );
}

function Alone({ children }: { children: React.ReactNode }) {
  return <main className="practice-alone">{children}</main>;
}
