import { t } from '@lingui/core/macro';
import type { Joined } from '../../lib/contract/workspace.ts';
import { DropFile } from '../file/drop-file.tsx';
import type { KnownInbox } from '../inboxes/known-inboxes.ts';
import { JoinForm } from '../join/join-form.tsx';
import { ConnectPlatform } from '../sources/connect-platform.tsx';
import { SampleWay } from './sample-way.tsx';
import { WayIn } from './way-in.tsx';
import type { WelcomePorts } from './welcome-ports.ts';

/** The four ways in, or those that are left where this browser has something of its own already. */
export function WaysIn({
  ports,
  here,
  onJoined,
  onConnected,
  onTaken,
}: {
  ports: WelcomePorts;
  /** What this browser has: nothing, made-up data, or sources of its own. */
  here: 'nothing' | 'sample' | 'solo';
  onJoined: (joined: Omit<Joined, 'token'>) => void;
  onConnected: (kind: string, inbox: KnownInbox | null) => void;
  onTaken: () => void;
}) {
  const { way } = ports;
  return (
    <div className="ways-in">
      <WayIn
        way="invite"
        title={here === 'solo' ? t`Join a team instead` : t`Join your team`}
        needs={t`You need the invite link that your admin sent you.`}
        takes={
          here === 'solo'
            ? t`About a minute. What was collected here alone is erased first.`
            : here === 'sample'
              ? t`About a minute. The sample data is erased first.`
              : t`About a minute`
        }
        wanted={false}
      >
        <JoinForm ports={ports} onJoined={onJoined} />
      </WayIn>
      <WayIn
        way="connect"
        title={here === 'solo' ? t`Connect another platform` : t`Connect a platform yourself`}
        needs={t`You need an access of your own to it. Solo: only you see this, good for a trial or for one person.`}
        takes={
          here === 'sample'
            ? t`About five minutes. The sample data is erased first.`
            : t`About five minutes`
        }
        wanted={way === 'connect'}
      >
        <ConnectPlatform
          ports={ports}
          solo
          onConnected={({ kind }, inbox) => onConnected(kind, inbox)}
        />
      </WayIn>
      <WayIn
        way="file"
        title={t`Drop a file`}
        needs={t`You need an export of ratings (CSV). No permission is asked for, and it stays on this computer.`}
        takes={
          here === 'sample'
            ? t`About a minute. The sample data is erased first.`
            : t`About a minute`
        }
        wanted={way === 'file'}
      >
        <DropFile ports={ports} onTaken={onTaken} />
      </WayIn>
      {here === 'nothing' ? (
        <WayIn
          way="sample"
          title={t`Look around first`}
          needs={t`You need nothing: no server, no account, no permission.`}
          takes={t`A few seconds. One click erases it again.`}
          wanted={way === 'sample'}
        >
          <SampleWay ports={ports} atOnce={way === 'sample'} />
        </WayIn>
      ) : null}
    </div>
  );
}
