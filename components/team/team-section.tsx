import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import type { Member } from '../../lib/contract/team.ts';
import type { JoinedWorkspace, SyncView } from '../../lib/store/views.ts';
import type { ShownInbox } from '../inboxes/inbox-ports.ts';
import { spokenLocale } from '../language.ts';
import { useLoaded } from '../use-loaded.ts';
import { isOffline, serverNow } from '../verdict-words.ts';
import { WhenLoaded } from '../when-loaded.tsx';
import { InviteRow } from './invite-row.tsx';
import { MakeInvite } from './make-invite.tsx';
import { MemberRow } from './member-row.tsx';
import type { TeamPorts } from './team-ports.ts';

/** Options, for admins: who has access, and inviting more people. */
export function TeamSection({
  workspace,
  sync,
  now,
  inboxes,
  ports,
}: {
  workspace: JoinedWorkspace;
  sync: SyncView;
  /** This computer's clock. */
  now: number;
  /** The inboxes that an invite can show, as this browser has them. */
  inboxes: readonly ShownInbox[];
  ports: TeamPorts;
}) {
  const id = useId();
  const offline = isOffline(sync);
  const { state, again } = useLoaded(offline ? null : `team ${workspace.id}`, () =>
    ports.readMembers(),
  );
  const here = serverNow(sync, now);
  return (
    <section className="card" data-part="team" aria-labelledby={id}>
      <h2 id={id}>
        <Trans>Team</Trans>
      </h2>
      <WhenLoaded
        state={state}
        again={again}
        offline={offline ? t`Needs the network: members and invites are on the server.` : null}
        reading={t`Reading the team`}
        lines={4}
      >
        {({ members, invites }) => (
          <>
            <ul className="people" aria-label={t`Members`}>
              {inOrder(members).map((member) => (
                <MemberRow
                  key={member.id}
                  member={member}
                  now={here}
                  ports={ports}
                  onChange={again}
                />
              ))}
            </ul>
            <h3>
              <Trans>Invites</Trans>
            </h3>
            {invites.length === 0 ? (
              <p className="quiet">
                <Trans comment="invites">None is open.</Trans>
              </p>
            ) : (
              <ul className="people" aria-label={t`Open invites`}>
                {invites.map((invite) => (
                  <InviteRow key={invite.id} invite={invite} ports={ports} onChange={again} />
                ))}
              </ul>
            )}
            <MakeInvite inboxes={inboxes} ports={ports} onMade={again} />
          </>
        )}
      </WhenLoaded>
    </section>
  );
}

/** Yourself first, then by name. */
function inOrder(members: readonly Member[]): Member[] {
  return members.toSorted(
    (a, b) => Number(b.you) - Number(a.you) || a.name.localeCompare(b.name, spokenLocale()),
  );
}
