import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { Skeleton } from './skeleton.tsx';
import type { Loaded } from './use-loaded.ts';

/** What was read, or why it is not there yet: no network, still reading, or failed, with a way to try again. */
export function WhenLoaded<T>({
  state,
  again,
  offline = null,
  reading,
  lines,
  children,
}: {
  state: Loaded<T>;
  again: () => void;
  /** Said instead while there is no network; `null` where it is not needed. */
  offline?: string | null;
  /** Says to screen readers what is being read. */
  reading: string;
  /** Lines that the value will take, about. */
  lines: number;
  children: (value: T) => ReactNode;
}) {
  const noNetwork = offline === null ? null : <p className="quiet">{offline}</p>;
  if (state.kind === 'value') {
    // What was filled in stays while the network is gone.
    return (
      <>
        {noNetwork}
        {children(state.value)}
      </>
    );
  }
  if (noNetwork) return noNetwork;
  if (state.kind === 'loading') return <Skeleton lines={lines} label={reading} />;
  return (
    <ProblemNotice problem={state}>
      <Button onClick={again}>
        <Trans>Try again</Trans>
      </Button>
    </ProblemNotice>
  );
}
