import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import type { Outcome } from '../lib/messages/protocol.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { type Problem, thrown } from './problem-words.ts';

/** Opens the server's inbox in a new tab; if that fails it says why and stays. */
export function OpenInbox({
  openInbox,
  look = 'quiet',
}: {
  openInbox: () => Promise<Outcome<null>>;
  look?: 'quiet' | 'primary';
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const open = () => {
    setBusy(true);
    setProblem(null);
    openInbox()
      .then((outcome) => setProblem(outcome.ok ? null : outcome))
      .catch((error: unknown) => setProblem(thrown(error)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button look={look} busy={busy} onClick={open}>
        <Trans>Open inbox</Trans>
        <Icon name="external" />
      </Button>
      <ProblemNotice problem={problem} />
    </>
  );
}
