import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import { Switch } from '../../switch.tsx';

/** Which keys do what in the queue, and the switch for those that are single letters or digits. */
export function KeyLegend({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  const id = useId();
  const keys: { keys: readonly string[]; does: string; always?: boolean }[] = [
    { keys: ['↓', '↑'], does: t`Next, previous in the list`, always: true },
    { keys: ['J', 'K'], does: t`Next, previous` },
    { keys: ['T'], does: t`Take or release` },
    { keys: ['1', '6'], does: t`Cause` },
    { keys: ['S'], does: t`Next step` },
    { keys: ['N'], does: t`Note` },
    { keys: ['D'], does: t`Done, then the next one` },
    { keys: ['O'], does: t`Open in its inbox` },
  ];
  return (
    <section className="key-legend" aria-labelledby={`${id}-title`} data-part="keys">
      <div className="key-switch">
        <h2 id={`${id}-title`}>
          <Trans>Keys</Trans>
        </h2>
        <span id={`${id}-switch`} className="quiet">
          <Trans>Single letters and digits</Trans>
        </span>
        <Switch
          on={on}
          labelledBy={`${id}-title ${id}-switch`}
          busy={false}
          disabled={false}
          onChange={onChange}
        />
      </div>
      <dl>
        {keys.map((one) => (
          <div key={one.keys.join()} data-off={(!on && !one.always) || undefined}>
            <dt>
              {one.keys.map((key, index) => (
                <span key={key}>
                  {index > 0 ? (one.keys[0] === '1' ? '–' : ' ') : null}
                  <kbd>{key}</kbd>
                </span>
              ))}
            </dt>
            <dd>{one.does}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">
        {on ? (
          <Trans>They work while the focus is on this page and not in a text field.</Trans>
        ) : (
          <Trans>Off: only the arrows, Tab and Enter work.</Trans>
        )}
      </p>
    </section>
  );
}
