import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '../button.tsx';
import { inWords } from '../in-words.ts';
import { Notice } from '../notice.tsx';

/** The server will not take an edit: says why; it stays until a person decides. */
export function ReviewRefused({
  message,
  busy,
  onResolve,
}: {
  message: string;
  busy: boolean;
  onResolve: (keep: 'mine' | 'theirs') => void;
}) {
  return (
    <Notice tone="warning" title={t`The server did not take this review`}>
      <p>{inWords(message)}</p>
      <div className="actions">
        <Button data-action="keep-mine" busy={busy} onClick={() => onResolve('mine')}>
          <Trans>Send again</Trans>
        </Button>
        <Button
          look="quiet"
          data-action="keep-theirs"
          busy={busy}
          onClick={() => onResolve('theirs')}
        >
          <Trans>Discard</Trans>
        </Button>
      </div>
    </Notice>
  );
}
