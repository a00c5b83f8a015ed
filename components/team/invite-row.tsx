import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import type { Invite } from '../../lib/contract/team.ts';
import { Button } from '../button.tsx';
import { formatDay } from '../format.ts';
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
  const day = expiresAt === null ? null : formatDay(expiresAt.slice(0, 10));
  const ends =
    day === null
      ? t({ message: 'does not end', comment: 'an invite' })
      : t({ message: `until ${day}`, comment: 'an invite: until 3 Nov 2026' });
  return (
    <li className="person" data-invite={invite.id}>
      <div className="person-row">
        <span className="person-words">
          <span className="person-name">
            {role === 'admin' ? (
              <Plural value={usesLeft} one="For # admin" other="For # admins" />
            ) : (
              <Plural value={usesLeft} one="For # teammate" other="For # teammates" />
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
          <Trans comment="an invite">Withdraw</Trans>
        </Button>
      </div>
      <ProblemNotice problem={problem} />
    </li>
  );
}
