import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { PanelHost } from '../../lib/messages/panel-host.ts';
import type { JoinedWorkspace } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { Popover } from '../popover.tsx';
import { WorkspaceLabel } from '../workspace-label.tsx';

/** The panel's top line: its name, what can be done with the panel itself, and the way to close it. */
export function PanelHead({
  host,
  pinned,
  workspace,
}: {
  host: PanelHost;
  pinned: boolean;
  workspace: JoinedWorkspace | null;
}) {
  return (
    <header className="panel-head">
      <h1>
        <Trans>CSAT</Trans>
      </h1>
      <WorkspaceLabel workspace={workspace} />
      <span className="spacer" />
      <Popover label={t`Panel menu`} icon={<Icon name="more" />} side="below">
        {(close) => (
          <ul className="menu">
            <li>
              <Button
                look="quiet"
                onClick={() => {
                  host.pin(!pinned);
                  close();
                }}
              >
                {pinned ? t`Unpin: lie over the page when narrow` : t`Pin beside the page`}
              </Button>
            </li>
            <li>
              <Button look="quiet" onClick={() => host.hideOnSite()}>
                <Trans>Hide on this site</Trans>
              </Button>
            </li>
            <li>
              <Button
                look="quiet"
                onClick={() => {
                  close();
                  openPage(host, 'options');
                }}
              >
                <Trans>Options</Trans>
              </Button>
            </li>
          </ul>
        )}
      </Popover>
      <Button
        look="icon"
        className="panel-close"
        aria-label={t`Close panel`}
        title={t`Close panel`}
        onClick={() => host.collapse()}
      >
        <Icon name="collapse" />
      </Button>
    </header>
  );
}

/** Opens one of our own pages; that it failed is told in the console, since the page itself is the remedy. */
export function openPage(host: PanelHost, page: 'welcome' | 'options', connect?: string): void {
  host.openPage(page, connect).catch((error: unknown) => {
    console.warn('The page did not open', error);
  });
}
