import { Trans } from '@lingui/react/macro';
import { useIsSample } from './shown-workspace.ts';

/** Stands with every number of sample data, and nowhere else. */
export function SampleMark() {
  if (!useIsSample()) return null;
  return (
    <span className="sample-mark">
      {' · '}
      <Trans>Sample data</Trans>
    </span>
  );
}
