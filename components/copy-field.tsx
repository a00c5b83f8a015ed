import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useId, useRef, useState } from 'react';
import { Button } from './button.tsx';

/** A text that is told only now, selected, with a button that copies it. */
export function CopyField({
  label,
  value,
  copy,
  note = null,
}: {
  /** Names the field for screen readers. */
  label: string;
  value: string;
  /** Puts a text on the clipboard; rejects where the browser does not allow it. */
  copy: (text: string) => Promise<void>;
  /** Sentences below the field, after what became of copying. */
  note?: string | null;
}) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<'not_yet' | 'copied' | 'refused'>('not_yet');
  useEffect(() => field.current?.select(), []);
  return (
    <>
      <div className="field">
        <label className="spoken" htmlFor={id}>
          {label}
        </label>
        <div className="field-row">
          <input
            ref={field}
            id={id}
            className="input"
            dir="ltr"
            readOnly
            value={value}
            onFocus={(event) => event.target.select()}
          />
          <Button
            look="primary"
            onClick={() => {
              copy(value).then(
                () => setCopied('copied'),
                () => setCopied('refused'),
              );
            }}
          >
            <Trans comment="button">Copy</Trans>
          </Button>
        </div>
      </div>
      <p className="quiet" role="status">
        {[
          ...(copied === 'copied' ? [t`Copied.`] : []),
          ...(copied === 'refused'
            ? [t`The browser did not allow it: press Ctrl+C in the field.`]
            : []),
          ...(note === null ? [] : [note]),
        ].join(' ')}
      </p>
    </>
  );
}
