import { Trans } from '@lingui/react/macro';
import type { JoinedWorkspace } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { wayToConnect } from '../source-words.ts';

/**
 * Under "Ratings are in Zendesk": one click to connect it. Teammates of a team can't: their admin
 * does it once, for everyone.
 */
export function RatedElsewhere({
  inbox,
  platform,
  workspace,
  connect,
}: {
  /** The inbox's id. */
  inbox: string;
  platform: string;
  workspace: JoinedWorkspace;
  /** Opens Options with that way of connecting chosen. */
  connect: (kind: string) => void;
}) {
  const way = wayToConnect(inbox, platform);
  if (!workspace.solo && workspace.role !== 'admin') {
    return <p className="quiet elsewhere">{way.ask}</p>;
  }
  if (way.kind === 'file' && !workspace.solo) {
    return (
      <p className="quiet elsewhere">
        <Trans>An export of {platform} is imported on your server, by its command line.</Trans>
      </p>
    );
  }
  return (
    <div className="actions">
      <Button look="primary" data-action="connect" onClick={() => connect(way.kind)}>
        {way.label}
        <Icon name="external" />
      </Button>
    </div>
  );
}
