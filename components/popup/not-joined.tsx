import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { SyncView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { JoinForm } from '../join/join-form.tsx';
import { SyncState } from '../sync-state.tsx';
import type { CurrentTab } from './current-tab.ts';
import type { PopupPorts, WelcomeWay } from './popup-ports.ts';
import { ShowHere } from './show-here.tsx';

/** The ways in: an invite, the inbox in this tab, an export, sample data. */
export function NotJoined({
  sync,
  tab,
  ports,
  now,
  onJoined,
}: {
  sync: SyncView;
  tab: CurrentTab;
  ports: PopupPorts;
  now: number;
  /** Called with the workspace's name. */
  onJoined: (workspace: string) => void;
}) {
  return (
    <>
      <section className="block" aria-labelledby="join-title">
        {sync.problem ? <SyncState look="box" sync={sync} now={now} ways={{}} /> : null}
        <h2 className="join-title" id="join-title">
          <Trans>Join your team</Trans>
        </h2>
        {ports.joinsHere ? (
          <>
            <p className="quiet">
              <Trans>Your admin has an invite link.</Trans>
            </p>
            <JoinForm ports={ports} onJoined={(answer) => onJoined(answer.workspace.name)} />
          </>
        ) : (
          <>
            <p className="quiet">
              <Trans>Your admin has an invite link. Paste it on the set-up page.</Trans>
            </p>
            <div className="actions">
              <Button look="primary" onClick={() => ports.openPage('welcome')}>
                <Trans>Finish set-up</Trans>
                <Icon name="external" />
              </Button>
            </div>
          </>
        )}
      </section>
      {tab.offer?.kind === 'known' ? (
        <section className="block this-tab" aria-labelledby="this-tab-title">
          <h2 className="block-title" id="this-tab-title">
            <Trans>This tab</Trans>
          </h2>
          <ShowHere offer={tab.offer} ports={ports} onShown={tab.again} />
        </section>
      ) : null}
      <section className="block" aria-labelledby="other-ways-title">
        <h2 className="block-title" id="other-ways-title">
          <Trans>Without a team</Trans>
        </h2>
        <ul className="ways">
          {ways().map(({ way, title, note }) => (
            <li key={way}>
              <button
                type="button"
                className="way"
                data-action={way}
                onClick={() => ports.openPage('welcome', { way })}
              >
                <strong>{title}</strong>
                <span className="quiet">{note}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function ways(): { way: WelcomeWay; title: string; note: string }[] {
  return [
    {
      way: 'connect',
      title: t`Connect a platform`,
      note: t`Zendesk, Intercom, HubSpot or Chatwoot, with your own access`,
    },
    { way: 'file', title: t`Drop an export`, note: t`A CSV file; it stays on this computer` },
    {
      way: 'sample',
      title: t`Try with sample data`,
      note: t`A practice inbox: no server, no permission, one click to erase`,
    },
  ];
}
