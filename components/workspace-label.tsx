import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { isSample } from '../lib/sample/is-sample.ts';
import type { JoinedWorkspace } from '../lib/store/views.ts';

/** What a workspace is called that is nobody else's. */
export function soloWords(): string {
  return t`Solo: only you see this`;
}

/** What must be known of a workspace wherever its numbers stand: demo data, or nobody else's. */
export function WorkspaceLabel({ workspace }: { workspace: JoinedWorkspace | null }) {
  if (isSample(workspace)) {
    return (
      <span className="label label-warning">
        <Trans>Sample data</Trans>
      </span>
    );
  }
  if (workspace?.demo) {
    return (
      <span className="label">
        <Trans>Demo data</Trans>
      </span>
    );
  }
  if (workspace?.solo) {
    return <span className="label">{soloWords()}</span>;
  }
  return null;
}
