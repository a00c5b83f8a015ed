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
      <h1>CSAT</h1>
      <WorkspaceLabel workspace={workspace} />
      <span className="spacer" />
      <Popover label="Panel menu" icon={<Icon name="more" />} side="below">
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
                {pinned ? 'Unpin: lie over the page when narrow' : 'Pin beside the page'}
              </Button>
            </li>
            <li>
              <Button look="quiet" onClick={() => host.hideOnSite()}>
                Hide on this site
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
                Options
              </Button>
            </li>
          </ul>
        )}
      </Popover>
      <Button
        look="icon"
        aria-label="Close panel"
        title="Close panel"
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
