import { useState } from 'react';
import type { Outcome } from '../lib/messages/protocol.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Notice } from './notice.tsx';

/** Opens the server's inbox in a new tab; if that fails it says why and stays. */
export function OpenInbox({
  openInbox,
  look = 'quiet',
}: {
  openInbox: () => Promise<Outcome<null>>;
  look?: 'quiet' | 'primary';
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ message: string; remedy: string } | null>(null);
  const open = () => {
    setBusy(true);
    setProblem(null);
    openInbox()
      .then((outcome) => setProblem(outcome.ok ? null : outcome))
      .catch((error: unknown) => setProblem({ message: String(error), remedy: 'Try again.' }))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button look={look} busy={busy} onClick={open}>
        Open inbox
        <Icon name="external" />
      </Button>
      {problem ? (
        <Notice tone="error" title={problem.message}>
          <p>{problem.remedy}</p>
        </Notice>
      ) : null}
    </>
  );
}
