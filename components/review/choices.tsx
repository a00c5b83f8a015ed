import type { ReviewCause } from '../../lib/contract/review.ts';
import type { NextStepView } from '../../lib/store/views.ts';
import { Icon } from '../icon.tsx';
import { CAUSES } from './review-words.ts';

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
      <legend>What went wrong?</legend>
      <div className="chips chips-even">
        {CAUSES.map(({ cause, name }) => (
          <button
            key={cause}
            type="button"
            className="chip"
            data-value={cause}
            aria-pressed={chosen === cause}
            onClick={() => onChoose(chosen === cause ? null : cause)}
          >
            {name}
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
  return (
    <fieldset className="choice" data-field="next-step">
      <legend>What next?</legend>
      <div className="chips">
        {offered.map((step) => {
          const url = linkOf(step);
          return (
            <button
              key={step.id}
              type="button"
              className="chip"
              data-value={step.id}
              aria-pressed={chosen === step.id}
              onClick={() => {
                if (chosen === step.id) return onChoose(null);
                onChoose(step.id);
                if (url !== null) window.open(url, '_blank', 'noopener,noreferrer');
              }}
            >
              {step.label}
              {url === null ? null : (
                <>
                  <span className="spoken">(opens a page)</span>
                  <Icon name="external" />
                </>
              )}
            </button>
          );
        })}
      </div>
      {link === null ? null : (
        <a className="step-link" href={link} target="_blank" rel="noreferrer">
          Open {taken?.label}
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
