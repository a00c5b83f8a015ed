import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';

/** What was looked up last in this browser, to be looked up again, and the way to forget it. */
export function RecentLookUps({
  recent,
  onPick,
  onClear,
}: {
  recent: readonly string[];
  onPick: (text: string) => void;
  onClear: () => void;
}) {
  const id = useId();
  return (
    <div className="recent">
      <div className="recent-head">
        <h2 className="block-title" id={`${id}-title`}>
          <Trans>Looked up lately</Trans>
        </h2>
        <Button look="quiet" className="inline" onClick={onClear}>
          <Trans>Clear</Trans>
        </Button>
      </div>
      <ul aria-labelledby={`${id}-title`}>
        {recent.map((text) => (
          <li key={text}>
            <button type="button" className="result" onClick={() => onPick(text)}>
              <span className="result-sign" aria-hidden="true">
                <Icon name="clock" />
              </span>
              <span className="result-words">{text}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
