import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Joined, JoinPreview } from '../../lib/contract/workspace.ts';
import { Button } from '../button.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import type { Problem } from '../use-action.ts';
import { readPastedInvite } from './invite-problem.ts';
import type { JoinPorts } from './join-ports.ts';

/** How far joining is. */
type Step =
  | { kind: 'link' }
  | { kind: 'name'; link: string; preview: JoinPreview & { server: string } };

/**
 * Join your team: paste the invite link, see where it leads, say your name. What comes after is the
 * parent's, which may take the form away as soon as the store knows the workspace.
 */
export function JoinForm({
  ports,
  onJoined,
}: {
  ports: JoinPorts;
  onJoined: (joined: Omit<Joined, 'token'>) => void;
}) {
  const [step, setStep] = useState<Step>({ kind: 'link' });
  switch (step.kind) {
    case 'link':
      return (
        <LinkStep
          ports={ports}
          onPreview={(link, preview) => setStep({ kind: 'name', link, preview })}
        />
      );
    case 'name':
      return (
        <NameStep
          ports={ports}
          link={step.link}
          preview={step.preview}
          onBack={() => setStep({ kind: 'link' })}
          onJoined={onJoined}
        />
      );
  }
}

function LinkStep({
  ports,
  onPreview,
}: {
  ports: JoinPorts;
  onPreview: (link: string, preview: JoinPreview & { server: string }) => void;
}) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const id = useId();

  const proceed = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const invite = readPastedInvite(text);
    if (!invite.ok) {
      setProblem({ message: invite.problem });
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
        <label htmlFor={id}>Invite link</label>
        <input
          id={id}
          className="input"
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          placeholder="https://csat.example.com/join#…"
          value={text}
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${id}-problem` : undefined}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <ProblemNotice id={`${id}-problem`} problem={problem} />
      <Button look="primary" type="submit" busy={busy}>
        {busy ? 'Asking the server…' : 'Continue'}
      </Button>
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
    const [server, ...inboxes] = [invite.server, ...invite.origins].map(
      (origin) => new URL(origin).host,
    );
    const others = inboxes.filter((host) => host !== server);
    return {
      ok: false,
      problem: {
        message:
          others.length === 0
            ? `Without your permission Fivefaces can't reach ${server}.`
            : `Without your permission Fivefaces can't reach ${server}, nor show the panel on ${others.join(', ')}.`,
        remedy: 'Press Continue again and allow it. You can take it back at any time.',
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
      setProblem({ message: 'Say how your team calls you.' });
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
          <dt>Workspace</dt>
          <dd>
            {preview.workspace.name}
            {preview.workspace.demo ? <span className="label">Demo data</span> : null}
          </dd>
        </div>
        <div>
          <dt>Server</dt>
          <dd>{new URL(preview.server).host}</dd>
        </div>
        <div>
          <dt>You join as</dt>
          <dd>{preview.role === 'admin' ? 'Admin' : 'Teammate'}</dd>
        </div>
        {preview.inboxes.length > 0 ? (
          <div>
            <dt>The panel shows on</dt>
            <dd>{preview.inboxes.map(({ origin }) => new URL(origin).host).join(', ')}</dd>
          </div>
        ) : null}
      </dl>
      <div className="field">
        <label htmlFor={id}>Your name</label>
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
          {busy ? 'Joining…' : 'Join'}
        </Button>
        <Button look="quiet" onClick={onBack}>
          Use another link
        </Button>
      </div>
    </form>
  );
}
