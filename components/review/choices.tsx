import { Trans } from '@lingui/react/macro';
import type { ReviewCause } from '../../lib/contract/review.ts';
import type { NextStepView } from '../../lib/store/views.ts';
import { Icon } from '../icon.tsx';
import { CAUSES, causeName, stepWords } from './review-words.ts';

/** What went wrong, one of six. The chosen one pressed again is no choice. */
export function CauseChoice({
  chosen,
  onChoose,
}: {
  chosen: ReviewCause | null;
  onChoose: (cause: ReviewCause | null) => void;
}) {
  return (
    <fieldset className="choice" data-field="cause">
      <legend>
        <Trans>What went wrong?</Trans>
      </legend>
      <div className="chips chips-even">
        {CAUSES.map((cause) => (
          <button
            key={cause}
            type="button"
            className="chip"
            data-value={cause}
            aria-pressed={chosen === cause}
            onClick={() => onChoose(chosen === cause ? null : cause)}
          >
            {causeName(cause)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** What to do about it: the workspace's own list. A step with a link is chosen and opened at once. */
export function NextStepChoice({
  steps,
  chosen,
  onChoose,
}: {
  steps: readonly NextStepView[];
  chosen: string | null;
  onChoose: (step: string | null) => void;
}) {
  // A step that an admin has taken off the list since is still what was chosen.
  const gone = chosen !== null && !steps.some((step) => step.id === chosen);
  const offered = gone ? [...steps, { id: chosen, label: chosen, url: null }] : steps;
  if (offered.length === 0) return null;
  const taken = offered.find((step) => step.id === chosen);
  const link = linkOf(taken);
  const step = stepWords(taken?.label ?? '');
  return (
    <fieldset className="choice" data-field="next-step">
      <legend>
        <Trans>What next?</Trans>
      </legend>
      <div className="chips">
        {offered.map((one) => {
          const url = linkOf(one);
          return (
            <button
              key={one.id}
              type="button"
              className="chip"
              data-value={one.id}
              aria-pressed={chosen === one.id}
              onClick={() => {
                if (chosen === one.id) return onChoose(null);
                onChoose(one.id);
                if (url !== null) window.open(url, '_blank', 'noopener,noreferrer');
              }}
            >
              {stepWords(one.label)}
              {url === null ? null : (
                <>
                  <span className="spoken">
                    <Trans comment="follows the name of a next step">(opens a page)</Trans>
                  </span>
                  <Icon name="external" />
                </>
              )}
            </button>
          );
        })}
      </div>
      {link === null ? null : (
        <a className="step-link" href={link} target="_blank" rel="noreferrer">
          <Trans comment="verb; the name of a next step follows">Open {step}</Trans>
          <Icon name="external" />
        </a>
      )}
    </fieldset>
  );
}

/** The step's link, where it is one that a browser may open for a person. */
function linkOf(step: NextStepView | undefined): string | null {
  const address = URL.parse(step?.url ?? '');
  if (address?.protocol !== 'https:' && address?.protocol !== 'http:') return null;
  return address.href;
}
