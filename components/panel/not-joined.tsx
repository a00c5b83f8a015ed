import { Trans } from '@lingui/react/macro';
import type { PanelHost } from '../../lib/messages/panel-host.ts';
import type { SyncView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { SyncState } from '../sync-state.tsx';
import { openPage } from './panel-head.tsx';

/** The panel before this browser has joined a server. No input field in a frame of somebody's page. */
export function NotJoined({ host, sync, now }: { host: PanelHost; sync: SyncView; now: number }) {
  return (
    <div className="panel-body">
      <section className="block empty" data-part="verdict" data-state="not-joined">
        <p>
          <strong>
            <Trans>Not connected yet</Trans>
          </strong>
        </p>
        {sync.problem ? <SyncState look="box" sync={sync} now={now} ways={{}} /> : null}
        <p className="quiet">
          <Trans>Your admin has an invite link.</Trans>
        </p>
        <div className="actions">
          <Button look="primary" onClick={() => openPage(host, 'welcome')}>
            <Trans>Finish set-up</Trans>
            <Icon name="external" />
          </Button>
          <Button look="quiet" onClick={() => host.hideOnSite()}>
            <Trans>Hide on this site</Trans>
          </Button>
        </div>
      </section>
    </div>
  );
}
