import { useState } from 'react';
import type { Member } from '../../lib/contract/team.ts';
import { Ago } from '../ago.tsx';
import { Button } from '../button.tsx';
import { formatMoment } from '../format.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Question } from '../question.tsx';
import { useAction } from '../use-action.ts';
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
  const [asking, setAsking] = useState(false);
  const { busy, problem, run } = useAction();
  return (
    <li className="person" data-member={member.id}>
      <div className="person-row">
        <span className="person-words">
          <span className="person-name">
            {name}
            {you ? <span className="quiet"> (you)</span> : null}
          </span>
          <span className="quiet">
            {role === 'admin' ? 'Admin' : 'Teammate'} · joined{' '}
            {formatMoment(Date.parse(joinedAt), now)}
            {lastSeenAt ? (
              <>
                {' '}
                · in touch <Ago instant={Date.parse(lastSeenAt)} now={now} />
              </>
            ) : (
              ' · not in touch yet'
            )}
          </span>
        </span>
        {you || asking ? null : (
          <Button look="quiet" aria-label={`Remove ${name}…`} onClick={() => setAsking(true)}>
            Remove…
          </Button>
        )}
      </div>
      {asking ? (
        <Question
          title={`Remove ${name}?`}
          yes="Remove"
          running="Removing…"
          no="Keep"
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
            The access ends at once, and the copy in {name}’s browser is erased at its next contact.
            Reviews that {name} wrote stay. To come back {name} needs a new invite.
          </p>
        </Question>
      ) : null}
      <ProblemNotice problem={problem} />
    </li>
  );
}
