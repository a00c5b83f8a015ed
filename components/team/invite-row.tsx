import type { Invite } from '../../lib/contract/team.ts';
import { Button } from '../button.tsx';
import { formatCounted, formatDay } from '../format.ts';
import { inboxName } from '../inboxes/known-inboxes.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAction } from '../use-action.ts';
import type { TeamPorts } from './team-ports.ts';

/** An invite that can still be used. Its link was told once, when it was made. */
export function InviteRow({
  invite,
  ports,
  onChange,
}: {
  invite: Invite;
  ports: Pick<TeamPorts, 'withdrawInvite'>;
  onChange: () => void;
}) {
  const { busy, problem, run } = useAction();
  const { role, usesLeft, expiresAt, inboxes } = invite;
  const ends = expiresAt === null ? 'does not end' : `until ${formatDay(expiresAt.slice(0, 10))}`;
  return (
    <li className="person" data-invite={invite.id}>
      <div className="person-row">
        <span className="person-words">
          <span className="person-name">
            For{' '}
            {formatCounted(
              usesLeft,
              role === 'admin' ? 'admin' : 'teammate',
              role === 'admin' ? 'admins' : 'teammates',
            )}
          </span>
          <span className="quiet">
            {ends}
            {inboxes.length > 0
              ? ` · ${inboxes.map(({ inbox }) => inboxName(inbox)).join(', ')}`
              : null}
          </span>
        </span>
        <Button
          look="quiet"
          busy={busy}
          onClick={() => run(() => ports.withdrawInvite(invite.id), onChange)}
        >
          Withdraw
        </Button>
      </div>
      <ProblemNotice problem={problem} />
    </li>
  );
}
