import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import type { ToReviewView } from '../../lib/store/to-review-views.ts';
import type { JoinedWorkspace, SourceView, SyncView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { insightsAddress } from '../insights/route.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { fieldsOf } from '../review/review-words.ts';
import { useSurface } from '../surface.ts';
import { toReviewWords } from '../to-review-words.ts';
import { useAction } from '../use-action.ts';
import { useView } from '../use-view.ts';
import type { PopupPorts } from './popup-ports.ts';

/** So many are counted; beyond it stands `100+`. */
const MOST_COUNTED = 100;

/**
 * How many conversations wait for a review, and one click that takes the newest which nobody has
 * and opens it in its inbox.
 */
export function ToReviewRow({
  workspace,
  sources,
  sync,
  ports,
}: {
  workspace: JoinedWorkspace;
  sources: readonly SourceView[];
  sync: SyncView;
  ports: Pick<PopupPorts, 'goTo'>;
}) {
  const { now, actions, addressOf } = useSurface();
  const { busy, problem, run } = useAction();
  const [gone, setGone] = useState(false);
  const state = useView('to review', (reader) =>
    reader.toReview({
      topic: null,
      unreviewedOnly: true,
      before: null,
      limit: MOST_COUNTED,
      now: now(),
    }),
  );
  if (state.kind === 'error') return null;
  if (state.kind === 'loading') {
    return (
      <div className="to-review-row" aria-busy="true">
        <span className="quiet">
          <Trans>Counting what is to review…</Trans>
        </span>
      </div>
    );
  }
  const view = state.value;
  const me = workspace.person;
  const { count, more, taken, next, mine } = summary(view, me.id);
  const open = ({ conversation, review }: ToReviewView['conversations'][number], take: boolean) => {
    const address =
      addressOf(conversation, sources, workspace.server) ??
      insightsAddress({
        page: 'review',
        open: { source: conversation.source, conversation: conversation.id },
      });
    const fields = { ...fieldsOf(review), takenBy: { id: me.id, name: me.name } };
    run(
      async () =>
        take
          ? actions.saveReview({
              subject: 'conversation',
              source: conversation.source,
              id: conversation.id,
              version: review.waiting?.version ?? review.stored?.version ?? 0,
              ...fields,
            })
          : { ok: true, value: null },
      () => {
        setGone(true);
        ports.goTo(address);
      },
    );
  };
  return (
    <>
      <div className="to-review-row" data-field="to-review">
        <p>
          {count === 0 ? (
            <span className="quiet">
              {sync.phase === 'current' ? toReviewWords(0, false) : t`To review: still loading`}
            </span>
          ) : (
            <a
              href={insightsAddress({ page: 'review', open: null })}
              target="_blank"
              rel="noreferrer"
            >
              <strong>
                <data value={count}>{toReviewWords(count, more)}</data>
              </strong>
            </a>
          )}
          {taken > 0 ? <span className="quiet"> · {takenWords(taken)}</span> : null}
        </p>
        {next ? (
          <Button data-action="take-next" busy={busy || gone} onClick={() => open(next, true)}>
            <Trans>Take next</Trans>
          </Button>
        ) : mine ? (
          <Button data-action="go-on" busy={busy || gone} onClick={() => open(mine, false)}>
            {t({ message: 'Go on', comment: 'verb, button: opens the chat that I have taken' })}
          </Button>
        ) : null}
      </div>
      <ProblemNotice problem={problem} />
    </>
  );
}

/** What of the list the row tells. Edits that wait to be sent count as made. */
function summary({ conversations, next: rest }: ToReviewView, me: string) {
  const open = conversations
    .map((one) => ({ ...one, fields: fieldsOf(one.review) }))
    .filter(({ fields }) => !fields.done);
  const taken = open.filter(({ fields }) => fields.takenBy !== null);
  return {
    count: open.length,
    more: rest !== null,
    taken: taken.length,
    next: open.find(({ fields }) => fields.takenBy === null) ?? null,
    mine: taken.find(({ fields }) => fields.takenBy?.id === me) ?? null,
  };
}

function takenWords(taken: number): string {
  return plural(taken, {
    one: '# taken',
    other: '# taken',
  });
}
