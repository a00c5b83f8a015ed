import { Trans } from '@lingui/react/macro';
import { type Choice, useSurface } from '../surface.ts';
import { Switch } from '../switch.tsx';
import { toReviewWords } from '../to-review-words.ts';
import { useChoice } from '../use-choice.ts';
import { useView } from '../use-view.ts';

/** The number to review on the toolbar's icon: off until somebody wants it. */
export function BadgeSection({ badge }: { badge: Choice<boolean> }) {
  const { now } = useSurface();
  const [on, setOn] = useChoice(badge);
  const state = useView(on === true ? 'to review' : null, (reader) =>
    reader.toReview({ topic: null, unreviewedOnly: true, before: null, limit: 100, now: now() }),
  );
  const view = state.kind === 'view' ? state.value : null;
  return (
    <section className="card card-row" aria-labelledby="badge-title">
      <div>
        <h2 id="badge-title">
          <Trans>Number on the toolbar icon</Trans>
        </h2>
        <p className="quiet" id="badge-words">
          <Trans>How many conversations wait for a review; it turns grey while offline.</Trans>
        </p>
        {on && view ? (
          <p className="quiet" data-field="badge">
            {toReviewWords(view.conversations.length, view.next !== null)}
          </p>
        ) : null}
      </div>
      <Switch
        on={on === true}
        labelledBy="badge-title"
        describedBy="badge-words"
        busy={false}
        disabled={on === null}
        onChange={setOn}
      />
    </section>
  );
}
