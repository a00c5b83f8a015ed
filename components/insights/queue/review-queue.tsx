import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import type { ReviewQueueView } from '../../../lib/store/conversation-views.ts';
import { Button } from '../../button.tsx';
import { CAUSES, causeName } from '../../review/review-words.ts';
import { Skeleton } from '../../skeleton.tsx';
import { StoreError } from '../../store-error.tsx';
import { useSurface } from '../../surface.ts';
import { useChoice } from '../../use-choice.ts';
import { useNow } from '../../use-now.ts';
import { useView } from '../../use-view.ts';
import { conversationFilter } from '../conversation-filter.ts';
import type { InsightsPorts } from '../insights-ports.ts';
import { PageHeading } from '../page-heading.tsx';
import {
  formatRoute,
  type InsightsFilter,
  NO_FILTER,
  type QueueChoice,
  WHOLE_QUEUE,
} from '../route.ts';
import { hidesRatings } from '../topic/conversation-words.ts';
import { goTo, useRoute } from '../use-route.ts';
import { KeyLegend } from './key-legend.tsx';
import { OpenConversation } from './open-conversation.tsx';
import { Progress } from './progress.tsx';
import { QueueList } from './queue-list.tsx';
import { type ConversationName, isSame, nameOf, neighbour } from './queue-order.ts';
import { type QueueCommand, useQueueKeys } from './use-queue-keys.ts';

/** So many conversations are listed at first, and with each click more. */
const PAGE = 50;

const HOUR = 3_600_000;

/** The conversations to review, one after the other, with all that one needs to judge them. */
export function ReviewQueue({
  open,
  filter,
  ports,
}: {
  open: ConversationName | null;
  filter: InsightsFilter;
  ports: InsightsPorts;
}) {
  const surface = useSurface();
  const now = useNow();
  const route = useRoute();
  const choice = route.queue ?? WHOLE_QUEUE;
  const [limit, setLimit] = useState(PAGE);
  const [letters, setLetters] = useChoice(ports.queueKeys);
  const [told, setTold] = useState('');
  const [left, setLeft] = useState<ConversationName | null>(null);
  const page = useRef<HTMLDivElement>(null);
  const movesFocus = useRef(false);

  const query = { filter: conversationFilter(filter), ...choice, open, limit };
  // Another hour may be another day: the period ends with today.
  const key = JSON.stringify([query, Math.floor(now / HOUR)]);
  const state = useView(key, (reader) => reader.reviewQueue({ ...query, now: surface.now() }));
  const view = state.kind === 'view' ? state.value : null;
  // From the list it is there at once, so that no key is lost; one that has left it is read by name.
  const known = view ? [...view.conversations, ...(view.open ? [view.open] : [])] : [];
  const shown = open && (known.find((one) => isSame(nameOf(one), open)) ?? null);

  const go = (name: ConversationName) =>
    goTo({ ...route, at: { page: 'review', open: name } }, 'amendment');
  const choose = (queue: QueueChoice) => {
    setLimit(PAGE);
    goTo({ ...route, queue, at: { page: 'review', open: null } }, 'amendment');
  };

  // The first one is open by its name, so that it stays where the list changes.
  const first = view?.conversations[0];
  const opens = open === null && first !== undefined && state.kind === 'view' && state.key === key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each list without an open one
  useEffect(() => {
    if (opens) go(nameOf(first));
  }, [opens]);

  // Where a key leads, the focus goes too; the first list takes it only where nothing else has it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each change of the open one
  useEffect(() => {
    if (shown === null) return;
    const nowhere = document.activeElement === null || document.activeElement === document.body;
    if (!movesFocus.current && !nowhere) return;
    movesFocus.current = false;
    focusOpen();
  }, [shown === null, open?.source, open?.conversation]);

  const focusOpen = () => {
    const link = page.current?.querySelector<HTMLElement>(
      '[data-part="queue-list"] [aria-current]',
    );
    // Done, it has left the list: its own words take the focus.
    const target = link ?? page.current?.querySelector<HTMLElement>('h1');
    target?.focus({ preventScroll: link === undefined });
    link?.scrollIntoView({ block: 'nearest' });
  };
  const press = (selector: string): HTMLElement | null => {
    const button = page.current?.querySelector<HTMLElement>(`.queue-review ${selector}`) ?? null;
    button?.click();
    return button;
  };
  const move = (step: 1 | -1) => {
    const next = view && neighbour(view.conversations, shown, step);
    if (!next) {
      setTold(step === 1 ? t`This is the last one.` : t`This is the first one.`);
      return;
    }
    setTold('');
    movesFocus.current = true;
    go(next);
  };
  const finish = () => {
    const button = page.current?.querySelector('.queue-review [data-action="done"]');
    if (!button || !shown || !view) return;
    const isOpen = page.current?.querySelector('.queue-review [data-field="cause"]') !== null;
    press('[data-action="done"]');
    if (!isOpen) return setTold(t`Opened again.`);
    const next =
      neighbour(view.conversations, shown, 1) ?? neighbour(view.conversations, shown, -1);
    setLeft(nameOf(shown));
    setTold(t`Done.`);
    if (!next) return;
    movesFocus.current = true;
    go(next);
  };
  const obey = (command: QueueCommand) => {
    switch (command.do) {
      case 'next':
        return move(1);
      case 'previous':
        return move(-1);
      case 'take': {
        const words = press('[data-action="take"]')?.textContent;
        return setTold(words ?? '');
      }
      case 'cause': {
        const cause = CAUSES[command.number - 1];
        if (!cause) return;
        const chip = press(`[data-field="cause"] [data-value="${cause}"]`);
        const name = causeName(cause);
        if (!chip) return setTold('');
        const wasChosen = chip.ariaPressed === 'true';
        return setTold(wasChosen ? t`No cause` : t`Cause: ${name}`);
      }
      case 'step':
        return page.current
          ?.querySelector<HTMLElement>(
            '.queue-review [data-field="next-step"] button[aria-pressed="true"], .queue-review [data-field="next-step"] button',
          )
          ?.focus();
      case 'note':
        return page.current?.querySelector<HTMLElement>('.queue-review textarea')?.focus();
      case 'open':
        return page.current?.querySelector<HTMLElement>('[data-action="open-inbox"]')?.click();
      case 'done':
        return finish();
      case 'leave':
        return focusOpen();
    }
  };
  useQueueKeys(page, letters ?? true, obey);

  return (
    <div ref={page} className="queue" data-keys={letters === false ? 'off' : 'on'}>
      <PageHeading title={t`To review`} />
      <p className="spoken" role="status">
        {told}
      </p>
      {state.kind === 'error' ? (
        <StoreError />
      ) : !view ? (
        <Skeleton lines={8} />
      ) : (
        <>
          {hidesRatings(view) ? null : <Progress view={view} />}
          {left && !isSame(left, open) ? (
            <LastDone
              left={left}
              onBack={() => {
                movesFocus.current = true;
                setLeft(null);
                go(left);
              }}
            />
          ) : null}
          {view.counts.all === 0 && choice.topic === null && open === null ? (
            <NothingToReview view={view} />
          ) : (
            <div className="queue-columns">
              <QueueList
                view={view}
                choice={choice}
                open={open}
                now={now}
                onChoose={choose}
                onOpen={go}
                onMore={() => setLimit(limit + PAGE)}
              />
              {shown ? (
                <OpenConversation one={shown} view={view} now={now} ports={ports} />
              ) : (
                <NothingOpen
                  asked={open !== null && state.kind === 'view' && state.key === key}
                  others={view.conversations.length > 0}
                />
              )}
            </div>
          )}
          {view.counts.all > 0 || shown ? (
            <KeyLegend on={letters ?? true} onChange={setLetters} />
          ) : null}
        </>
      )}
    </div>
  );
}

/** An empty queue: because all is done, or for want of ratings, or since they are not shown. */
function NothingToReview({ view }: { view: ReviewQueueView }) {
  const route = useRoute();
  const { sync, progress } = view;
  const isHidden = hidesRatings(view);
  const everything = formatRoute({ ...route, filter: { ...NO_FILTER, period: 'all' } });
  const isEverything =
    view.span.from === null &&
    everything === formatRoute({ ...route, filter: { ...route.filter, period: 'all' } });
  return (
    <section className="insights-card queue-nothing" data-part="open" data-state="nothing">
      <h2>
        {isHidden ? (
          <Trans>Only admins see ratings</Trans>
        ) : sync.phase !== 'current' ? (
          <Trans>Still loading</Trans>
        ) : progress.done > 0 ? (
          <Trans>All done in this period</Trans>
        ) : isEverything ? (
          <Trans>Nothing to review</Trans>
        ) : (
          <Trans>Nothing to review in this period</Trans>
        )}
      </h2>
      <p className="quiet">
        {isHidden ? (
          <Trans>Your admin decided who sees them, so there is nothing here to review.</Trans>
        ) : sync.phase !== 'current' ? (
          <Trans>Conversations appear here as they come.</Trans>
        ) : (
          <Trans>
            Neutral and unhappy ratings, and conversations that somebody flags, wait here until they
            are reviewed.
          </Trans>
        )}
      </p>
      {isHidden || isEverything ? null : (
        <p>
          <a href={everything}>
            <Trans>Look at all time</Trans>
          </a>
        </p>
      )}
    </section>
  );
}

/** The way back to the one that was just marked done. */
function LastDone({ left, onBack }: { left: ConversationName; onBack: () => void }) {
  const { conversation } = left;
  return (
    <p className="queue-left">
      <Trans comment="a conversation’s id">{conversation} is done.</Trans>{' '}
      <Button look="quiet" className="inline" data-action="back-to-done" onClick={onBack}>
        <Trans>Back to it</Trans>
      </Button>
    </p>
  );
}

function NothingOpen({ asked, others }: { asked: boolean; others: boolean }) {
  return (
    <section className="insights-card queue-nothing" data-part="open" data-state="none">
      <p className="quiet">
        {asked && !others ? (
          <Trans>This conversation is not on this computer.</Trans>
        ) : asked ? (
          <Trans>
            This conversation is not on this computer. Choose another one from the list.
          </Trans>
        ) : (
          <Trans>No conversation is open.</Trans>
        )}
      </p>
    </section>
  );
}
