import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Joined, JoinPreview } from '../../lib/contract/workspace.ts';
import { Button } from '../button.tsx';
import { formatList } from '../format.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { roleWords } from '../team/role-words.ts';
import type { Problem } from '../use-action.ts';
import { EXAMPLE_INVITE, readPastedInvite } from './invite-problem.ts';
import type { JoinPorts } from './join-ports.ts';

/** How far joining is. */
type Step =
  | { kind: 'link'; text: string }
  | { kind: 'name'; link: string; preview: JoinPreview & { server: string } };

/**
 * Join your team: paste the invite link, see where it leads, say your name. What comes after is the
 * parent's, which may take the form away as soon as the store knows the workspace.
 */
export function JoinForm({
  ports,
  onJoined,
  onCancel,
}: {
  ports: JoinPorts;
  onJoined: (joined: Omit<Joined, 'token'>) => void;
  /** Where there is a way back. */
  onCancel?: () => void;
}) {
  const [step, setStep] = useState<Step>({ kind: 'link', text: '' });
  switch (step.kind) {
    case 'link':
      return (
        <LinkStep
          ports={ports}
          first={step.text}
          onCancel={onCancel}
          onPreview={(link, preview) => setStep({ kind: 'name', link, preview })}
        />
      );
    case 'name':
      return (
        <NameStep
          ports={ports}
          link={step.link}
          preview={step.preview}
          onBack={() => setStep({ kind: 'link', text: step.link })}
          onJoined={onJoined}
        />
      );
  }
}

function LinkStep({
  ports,
  first,
  onCancel,
  onPreview,
}: {
  ports: JoinPorts;
  /** What was pasted before, to be mended. */
  first: string;
  onCancel: (() => void) | undefined;
  onPreview: (link: string, preview: JoinPreview & { server: string }) => void;
}) {
  const [text, setText] = useState(first);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    if (first !== '') input.current?.select();
  }, [first]);

  const proceed = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const invite = readPastedInvite(text);
    if (!invite.ok) {
      setProblem({ message: invite.problem });
      input.current?.focus();
      return;
    }
    // Browsers take a request for access only from the click itself: nothing may be awaited before.
    const access = ports.requestAccess(invite.origins);
    setProblem(null);
    setBusy(true);
    followInvite(ports, access, invite)
      .then((outcome) => {
        if (outcome.ok) onPreview(invite.link, outcome.preview);
        else setProblem(outcome.problem);
      })
      .catch((error: unknown) => setProblem({ message: String(error) }))
      .finally(() => setBusy(false));
  };

  return (
    <form className="join" onSubmit={proceed} noValidate>
      <div className="field">
        <label htmlFor={id}>
          <Trans>Invite link</Trans>
        </label>
        <input
          ref={input}
          id={id}
          className="input"
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          placeholder={EXAMPLE_INVITE}
          value={text}
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${id}-problem` : undefined}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <ProblemNotice id={`${id}-problem`} problem={problem} />
      <div className="actions">
        <Button look="primary" type="submit" busy={busy}>
          {busy ? t`Asking the server…` : t`Continue`}
        </Button>
        {onCancel ? (
          <Button look="quiet" onClick={onCancel}>
            <Trans>Cancel</Trans>
          </Button>
        ) : null}
      </div>
    </form>
  );
}

async function followInvite(
  ports: JoinPorts,
  access: Promise<boolean>,
  invite: { link: string; server: string; origins: string[] },
): Promise<
  { ok: true; preview: JoinPreview & { server: string } } | { ok: false; problem: Problem }
> {
  if (!(await access)) {
    const server = new URL(invite.server).host;
    const inboxes = invite.origins.map((origin) => new URL(origin).host);
    const others = formatList(inboxes.filter((host) => host !== server));
    return {
      ok: false,
      problem: {
        message:
          others === ''
            ? t`Without your permission Fivefaces can't reach ${server}.`
            : t`Without your permission Fivefaces can't reach ${server}, nor show the panel on ${others}.`,
        remedy: t`Press Continue again and allow it. You can take it back at any time.`,
      },
    };
  }
  const outcome = await ports.previewInvite(invite.link);
  return outcome.ok ? { ok: true, preview: outcome.value } : { ok: false, problem: outcome };
}

function NameStep({
  ports,
  link,
  preview,
  onBack,
  onJoined,
}: {
  ports: JoinPorts;
  link: string;
  preview: JoinPreview & { server: string };
  onBack: () => void;
  onJoined: (joined: Omit<Joined, 'token'>) => void;
}) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => input.current?.focus(), []);

  const join = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (name.trim() === '') {
      setProblem({ message: t`Say how your team calls you.` });
      input.current?.focus();
      return;
    }
    setProblem(null);
    setBusy(true);
    ports
      .join(link, name.trim())
      .then((outcome) => (outcome.ok ? onJoined(outcome.value) : setProblem(outcome)))
      .catch((error: unknown) => setProblem({ message: String(error) }))
      .finally(() => setBusy(false));
  };

  return (
    <form className="join" onSubmit={join} noValidate>
      <dl className="join-preview">
        <div>
          <dt>
            <Trans>Workspace</Trans>
          </dt>
          <dd>
            {preview.workspace.name}
            {preview.workspace.demo ? (
              <span className="label">
                <Trans>Demo data</Trans>
              </span>
            ) : null}
          </dd>
        </div>
        <div>
          <dt>
            <Trans>Server</Trans>
          </dt>
          <dd>{new URL(preview.server).host}</dd>
        </div>
        <div>
          <dt>
            <Trans comment="Admin or Teammate follows">You join as</Trans>
          </dt>
          <dd>{roleWords(preview.role)}</dd>
        </div>
        {preview.inboxes.length > 0 ? (
          <div>
            <dt>
              <Trans comment="a list of inboxes follows">The panel shows on</Trans>
            </dt>
            <dd>{preview.inboxes.map(({ origin }) => new URL(origin).host).join(', ')}</dd>
          </div>
        ) : null}
      </dl>
      <div className="field">
        <label htmlFor={id}>
          <Trans>Your name</Trans>
        </label>
        <input
          ref={input}
          id={id}
          className="input"
          type="text"
          autoComplete="name"
          maxLength={120}
          value={name}
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${id}-problem` : undefined}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <ProblemNotice id={`${id}-problem`} problem={problem} />
      <div className="actions">
        <Button look="primary" type="submit" busy={busy}>
          {busy ? t`Joining…` : t({ message: 'Join', comment: 'button: join the team' })}
        </Button>
        <Button look="quiet" onClick={onBack}>
          <Trans>Use another link</Trans>
        </Button>
      </div>
    </form>
  );
}
