import type { JoinedWorkspace, SyncView } from '../../lib/store/views.ts';
import { isOffline, serverNow } from '../verdict-words.ts';
import type { AskingPorts } from './asking-ports.ts';
import { WebhooksCard } from './webhooks-card.tsx';
import { WidgetCard } from './widget-card.tsx';

/** Options, for admins of a team: what customers are asked and in which words, and who hears of it. */
export function AskingSection({
  workspace,
  sync,
  now,
  ports,
}: {
  workspace: JoinedWorkspace;
  sync: SyncView;
  /** This computer's clock. */
  now: number;
  ports: AskingPorts;
}) {
  const offline = isOffline(sync);
  const shared = { workspace: workspace.id, offline, now: serverNow(sync, now), ports };
  return (
    <>
      <WidgetCard {...shared} />
      <WebhooksCard {...shared} />
    </>
  );
}
