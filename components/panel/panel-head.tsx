import type { PanelHost } from '../../lib/messages/panel-host.ts';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { Popover } from '../popover.tsx';

/** The panel's top line: its name, what can be done with the panel itself, and the way to close it. */
export function PanelHead({
  host,
  pinned,
  demo,
}: {
  host: PanelHost;
  pinned: boolean;
  demo: boolean;
}) {
  return (
    <header className="panel-head">
      <h1>CSAT</h1>
      {demo ? <span className="label">Demo data</span> : null}
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
export function openPage(host: PanelHost, page: 'welcome' | 'options'): void {
  host.openPage(page).catch((error: unknown) => {
    console.warn('The page did not open', error);
  });
}
