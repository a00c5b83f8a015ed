import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import type { Member } from '../../lib/contract/team.ts';
import { Ago } from '../ago.tsx';
import { Button } from '../button.tsx';
import { formatMoment } from '../format.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Question } from '../question.tsx';
import { useAction } from '../use-action.ts';
import { useFocusAlong } from '../use-focus-along.ts';
import { roleWords } from './role-words.ts';
import type { TeamPorts } from './team-ports.ts';

/** One person with access, and the way to withdraw it. Nothing about their work is shown. */
export function MemberRow({
  member,
  now,
  ports,
  onChange,
}: {
  member: Member;
  /** The server's time. */
  now: number;
  ports: Pick<TeamPorts, 'removeMember'>;
  onChange: () => void;
}) {
  const { name, role, you, joinedAt, lastSeenAt } = member;
  const joined = formatMoment(Date.parse(joinedAt), now);
  const [asking, setAsking] = useState(false);
  const { busy, problem, run } = useAction();
  const place = useFocusAlong<HTMLLIElement>(asking ? 'remove' : null, () => setAsking(false));
  return (
    <li className="person" ref={place} data-member={member.id}>
      <div className="person-row">
        <span className="person-words">
          <span className="person-name">
            {you ? (
              <Trans>
                {name} <span className="quiet">(you)</span>
              </Trans>
            ) : (
              name
            )}
          </span>
          <span className="quiet">
            {roleWords(role)}
            {' · '}
            <Trans comment="a member of the team: joined 3 Nov">joined {joined}</Trans>
            {' · '}
            {lastSeenAt ? (
              <Trans comment="a member’s browser: in touch 2 min ago">
                in touch <Ago instant={Date.parse(lastSeenAt)} now={now} />
              </Trans>
            ) : (
              <Trans>not in touch yet</Trans>
            )}
          </span>
        </span>
        {you || asking ? null : (
          <Button
            look="quiet"
            aria-label={t`Remove ${name}…`}
            data-opens="remove"
            onClick={() => setAsking(true)}
          >
            <Trans>Remove…</Trans>
          </Button>
        )}
      </div>
      {asking ? (
        <Question
          title={t`Remove ${name}?`}
          yes={t`Remove`}
          running={t`Removing…`}
          no={t({ message: 'Keep', comment: 'not remove' })}
          busy={busy}
          onYes={() =>
            run(
              () => ports.removeMember(member.id),
              () => {
                setAsking(false);
                onChange();
              },
            )
          }
          onNo={() => setAsking(false)}
        >
          <p>
            <Trans>
              The access ends at once, and the copy in {name}’s browser is erased at its next
              contact. Reviews that {name} wrote stay. To come back {name} needs a new invite.
            </Trans>
          </p>
        </Question>
      ) : null}
      <ProblemNotice problem={problem} />
    </li>
  );
}
