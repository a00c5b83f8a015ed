import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import type { NextStepView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';

/** One step: its words, where it leads, its place in the list. */
export function NextStepRow({
  step,
  isLink,
  nameless,
  first,
  last,
  onChange,
  onMove,
  onRemove,
}: {
  step: NextStepView;
  /** What stands as its link is one, or nothing. */
  isLink: boolean;
  /** It was to be saved without a name. */
  nameless: boolean;
  first: boolean;
  last: boolean;
  onChange: (step: NextStepView) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const id = useId();
  const name = step.label || t`New step`;
  return (
    <li className="step-row">
      <div className="field">
        <label htmlFor={`${id}-label`}>
          <Trans>Step</Trans>
        </label>
        <input
          id={`${id}-label`}
          className="input"
          maxLength={120}
          aria-required
          value={step.label}
          aria-invalid={nameless}
          aria-describedby={nameless ? `${id}-nameless` : undefined}
          onChange={({ target }) => onChange({ ...step, label: target.value })}
        />
        {nameless ? (
          <p className="field-problem" id={`${id}-nameless`}>
            <Trans>Name the step, or remove it.</Trans>
          </p>
        ) : null}
      </div>
      <div className="field">
        <label htmlFor={`${id}-url`}>
          <Trans>Link (optional)</Trans>
        </label>
        <input
          id={`${id}-url`}
          className="input"
          type="url"
          inputMode="url"
          placeholder="https://"
          value={step.url ?? ''}
          aria-invalid={!isLink}
          aria-describedby={isLink ? undefined : `${id}-problem`}
          onChange={({ target }) => onChange({ ...step, url: target.value || null })}
        />
        {isLink ? null : (
          <p className="field-problem" id={`${id}-problem`}>
            <Trans>A link begins with https:// or http://</Trans>
          </p>
        )}
      </div>
      <div className="step-moves">
        <Button
          look="icon"
          aria-label={t`Move up: ${name}`}
          title={t`Move up`}
          aria-disabled={first || undefined}
          onClick={() => (first ? undefined : onMove(-1))}
        >
          <span className="turned">
            <Icon name="chevron" />
          </span>
        </Button>
        <Button
          look="icon"
          aria-label={t`Move down: ${name}`}
          title={t`Move down`}
          aria-disabled={last || undefined}
          onClick={() => (last ? undefined : onMove(1))}
        >
          <Icon name="chevron" />
        </Button>
        <Button
          look="icon"
          aria-label={t`Remove: ${name}`}
          title={t({ message: 'Remove', comment: 'verb, button: take off the list' })}
          onClick={onRemove}
        >
          <Icon name="cross" />
        </Button>
      </div>
    </li>
  );
}
