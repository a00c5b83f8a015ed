import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { MadeInvite, PostInvite } from '../../lib/contract/team.ts';
import { Button } from '../button.tsx';
import { formatCounted, formatDay } from '../format.ts';
import type { ShownInbox } from '../inboxes/inbox-ports.ts';
import { inboxName } from '../inboxes/known-inboxes.ts';
import { Notice } from '../notice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAction } from '../use-action.ts';
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

  const make = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const count = Number(uses);
    if (!Number.isInteger(count) || count < 1 || count > MOST_USES) {
      return setProblem({ message: 'Say for how many people, from 1 to 10,000.' });
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
      <>
        {made ? <MadeLink made={made} copy={ports.copy} /> : null}
        <Button
          className="start"
          data-action="invite"
          onClick={() => {
            setMade(null);
            setOpen(true);
          }}
        >
          {made ? 'Make another invite link' : 'Make an invite link'}
        </Button>
      </>
    );
  }
  return (
    <form className="connect" data-part="make-invite" onSubmit={make} noValidate>
      <div className="invite-fields">
        <div className="field">
          <label htmlFor={`${id}-role`}>They join as</label>
          <select
            id={`${id}-role`}
            className="input"
            value={role}
            onChange={({ target }) => setRole(target.value === 'admin' ? 'admin' : 'teammate')}
          >
            <option value="teammate">Teammate</option>
            <option value="admin">Admin</option>
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}-uses`}>How many people</label>
          <input
            id={`${id}-uses`}
            className="input"
            type="number"
            min={1}
            max={MOST_USES}
            value={uses}
            aria-invalid={problem !== null}
            onChange={(event) => setUses(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-days`}>Good for</label>
          <select
            id={`${id}-days`}
            className="input"
            value={days}
            onChange={({ target }) => setDays(Number(target.value))}
          >
            {DAYS.map((day) => (
              <option key={day} value={day}>
                {formatCounted(day, 'day', 'days')}
              </option>
            ))}
          </select>
        </div>
      </div>
      {offered.length > 0 ? (
        <fieldset className="checks">
          <legend>The panel shows for them beside</legend>
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
                {new URL(inbox.origin).host} <span className="quiet">{inboxName(inbox.inbox)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      ) : (
        <p className="quiet">
          Add your team’s inbox under “Where the panel shows” first, and the invite carries it.
        </p>
      )}
      <ProblemNotice problem={problem} />
      <div className="actions">
        <Button look="primary" type="submit" busy={busy}>
          {busy ? 'Making…' : 'Make link'}
        </Button>
        <Button look="quiet" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
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
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<'not_yet' | 'copied' | 'refused'>('not_yet');
  useEffect(() => field.current?.select(), []);
  return (
    <Notice tone="success" title="Copy this link now: it is not shown again">
      <div className="field">
        <label className="spoken" htmlFor={id}>
          Invite link
        </label>
        <div className="field-row">
          <input
            ref={field}
            id={id}
            className="input"
            readOnly
            value={link}
            onFocus={(event) => event.target.select()}
          />
          <Button
            look="primary"
            onClick={() => {
              copy(link).then(
                () => setCopied('copied'),
                () => setCopied('refused'),
              );
            }}
          >
            Copy
          </Button>
        </div>
      </div>
      <p className="quiet" role="status">
        {copied === 'copied'
          ? 'Copied. '
          : copied === 'refused'
            ? 'The browser did not allow it: press Ctrl+C in the field. '
            : null}
        For {formatCounted(invite.usesLeft, 'person', 'people')}
        {invite.expiresAt ? `, until ${formatDay(invite.expiresAt.slice(0, 10))}` : null}. Who has
        the link can join: send it only to them.
      </p>
    </Notice>
  );
}

function keyOf({ inbox, origin, pattern }: ShownInbox): string {
  return [inbox, origin, pattern ?? ''].join(' ');
}
