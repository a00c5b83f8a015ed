import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** What a surface shows where the data kept on this computer can't be read. */
export function StoreError() {
  return (
    <div className="block">
      <Notice tone="error" title={t`The data on this computer can't be read`}>
        <p>
          <Trans>
            The browser may be short of disk space, or a newer version of Fivefaces has used it. No
            rating is lost: the server has them all.
          </Trans>
        </p>
        <Button onClick={() => window.location.reload()}>
          <Trans>Try again</Trans>
        </Button>
      </Notice>
    </div>
  );
}
