import { Trans } from '@lingui/react/macro';
import { Button } from '../button.tsx';
import { OpenInbox } from '../open-inbox.tsx';
import type { PopupPorts } from './popup-ports.ts';

/** The ways out of the popup. */
export function PopupFoot({
  ports,
  insights,
  inbox,
}: {
  ports: Pick<PopupPorts, 'openPage' | 'openInbox'>;
  /** There are figures to look into. */
  insights: boolean;
  /** The server has an inbox of its own. */
  inbox: boolean;
}) {
  return (
    <footer className="popup-foot">
      {insights ? (
        <Button look="quiet" data-action="insights" onClick={() => ports.openPage('insights')}>
          <Trans>Insights</Trans>
        </Button>
      ) : null}
      {inbox ? <OpenInbox openInbox={ports.openInbox} /> : null}
      <span className="spacer" />
      <Button look="quiet" data-action="options" onClick={() => ports.openPage('options')}>
        <Trans>Options</Trans>
      </Button>
    </footer>
  );
}
