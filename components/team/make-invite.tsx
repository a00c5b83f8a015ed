import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useId, useState } from 'react';
import type { MadeInvite, PostInvite } from '../../lib/contract/team.ts';
import { Button } from '../button.tsx';
import { CopyField } from '../copy-field.tsx';
import { formatCount, formatDay } from '../format.ts';
import type { ShownInbox } from '../inboxes/inbox-ports.ts';
import { inboxName } from '../inboxes/known-inboxes.ts';
import { Notice } from '../notice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAction } from '../use-action.ts';
import { useFocusAlong } from '../use-focus-along.ts';
import { roleWords } from './role-words.ts';
import type { TeamPorts } from './team-ports.ts';

const DAYS = [1, 7, 30, 90];
const MOST_USES = 10_000;

/** Makes an invite link: for whom, for how many, how long, and beside which inboxes the panel shows. */
export function MakeInvite({
  inboxes,
  ports,
  onMade,
}: {
  inboxes: readonly ShownInbox[];
  ports: Pick<TeamPorts, 'makeInvite' | 'copy'>;
  onMade: () => void;
}) {
  const id = useId();
  const { busy, problem, setProblem, run } = useAction();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<MadeInvite | null>(null);
  const [role, setRole] = useState<PostInvite['role']>('teammate');
  const [uses, setUses] = useState('1');
  const [days, setDays] = useState(7);
  // The server's own inbox comes with every invite.
  const offered = inboxes.filter(({ inbox }) => inbox !== 'fivefaces');
  const [left, setLeft] = useState<readonly string[]>([]);
  const place = useFocusAlong<HTMLDivElement>(open ? 'invite' : null, () => setOpen(false));

  const make = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const count = Number(uses);
    if (!Number.isInteger(count) || count < 1 || count > MOST_USES) {
      const most = formatCount(MOST_USES);
      return setProblem({ message: t`Say for how many people, from 1 to ${most}.` });
    }
    const invite = {
      role,
      uses: count,
      days,
      inboxes: offered
        .filter((inbox) => !left.includes(keyOf(inbox)))
        .map(({ inbox, origin, pattern = null }) => ({ inbox, origin, pattern })),
    };
    run(
      () => ports.makeInvite(invite),
      (answer) => {
        setMade(answer);
        setOpen(false);
        onMade();
      },
    );
  };
  if (!open) {
    return (
      <div className="swap" ref={place}>
        {made ? <MadeLink made={made} copy={ports.copy} /> : null}
        <Button
          className="start"
          data-action="invite"
          data-opens="invite"
          onClick={() => {
            setMade(null);
            setOpen(true);
          }}
        >
          {made ? t`Make another invite link` : t`Make an invite link`}
        </Button>
      </div>
    );
  }
  return (
    <div className="swap" ref={place}>
      <form className="connect" data-part="make-invite" onSubmit={make} noValidate>
        <div className="invite-fields">
          <div className="field">
            <label htmlFor={`${id}-role`}>
              <Trans>They join as</Trans>
            </label>
            <select
              id={`${id}-role`}
              className="input"
              value={role}
              onChange={({ target }) => setRole(target.value === 'admin' ? 'admin' : 'teammate')}
            >
              <option value="teammate">{roleWords('teammate')}</option>
              <option value="admin">{roleWords('admin')}</option>
            </select>
          </div>
          <div className="field">
            <label htmlFor={`${id}-uses`}>
              <Trans>How many people</Trans>
            </label>
            <input
              id={`${id}-uses`}
              className="input"
              type="number"
              min={1}
              max={MOST_USES}
              value={uses}
              aria-invalid={problem !== null && problem.code === undefined}
              aria-describedby={problem ? `${id}-problem` : undefined}
              onChange={(event) => setUses(event.target.value)}
            />
          </div>
          <div className="field">
            <label htmlFor={`${id}-days`}>
              <Trans comment="how long an invite can be used; a number of days follows">
                Good for
              </Trans>
            </label>
            <select
              id={`${id}-days`}
              className="input"
              value={days}
              onChange={({ target }) => setDays(Number(target.value))}
            >
              {DAYS.map((day) => (
                <option key={day} value={day}>
                  {plural(day, { one: '# day', other: '# days' })}
                </option>
              ))}
            </select>
          </div>
        </div>
        <ProblemNotice problem={problem} id={`${id}-problem`} />
        {offered.length > 0 ? (
          <fieldset className="checks">
            <legend>
              <Trans comment="a list of inboxes follows">The panel shows for them beside</Trans>
            </legend>
            {offered.map((inbox) => (
              <label key={keyOf(inbox)} className="check">
                <input
                  type="checkbox"
                  checked={!left.includes(keyOf(inbox))}
                  onChange={({ target }) =>
                    setLeft(
                      target.checked
                        ? left.filter((key) => key !== keyOf(inbox))
                        : [...left, keyOf(inbox)],
                    )
                  }
                />
                <span>
                  {new URL(inbox.origin).host}{' '}
                  <span className="quiet">{inboxName(inbox.inbox)}</span>
                </span>
              </label>
            ))}
          </fieldset>
        ) : (
          <p className="quiet">
            <Trans>
              Add your team’s inbox under “Where the panel shows” first, and the invite carries it.
            </Trans>
          </p>
        )}
        <div className="actions">
          <Button look="primary" type="submit" busy={busy}>
            {busy ? t`Making…` : t`Make link`}
          </Button>
          <Button look="quiet" onClick={() => setOpen(false)}>
            <Trans>Cancel</Trans>
          </Button>
        </div>
      </form>
    </div>
  );
}

/** The link, to be copied: it is told only now. */
function MadeLink({
  made: { invite, link },
  copy,
}: {
  made: MadeInvite;
  copy: (text: string) => Promise<void>;
}) {
  return (
    <Notice tone="success" title={t`Copy this link now: it is not shown again`}>
      <CopyField
        label={t`Invite link`}
        value={link}
        copy={copy}
        note={`${forWhom(invite)} ${t`Who has the link can join: send it only to them.`}`}
      />
    </Notice>
  );
}

function forWhom({ usesLeft, expiresAt }: MadeInvite['invite']): string {
  if (expiresAt === null) return plural(usesLeft, { one: 'For # person.', other: 'For # people.' });
  const day = formatDay(expiresAt.slice(0, 10));
  return plural(usesLeft, {
    one: `For # person, until ${day}.`,
    other: `For # people, until ${day}.`,
  });
}

function keyOf({ inbox, origin, pattern }: ShownInbox): string {
  return [inbox, origin, pattern ?? ''].join(' ');
}
