import type { Outcome } from '../../lib/messages/protocol.ts';
import type { PolicyReport } from '../../lib/settings/apply-policy.ts';
import type { Retention, StoreUsage } from '../../lib/store/views.ts';
import type { FilePorts } from '../file/file-ports.ts';
import type { InboxPorts } from '../inboxes/inbox-ports.ts';
import type { JoinPorts } from '../join/join-ports.ts';
import type { SourcePorts } from '../sources/source-ports.ts';
import type { TeamPorts } from '../team/team-ports.ts';

/** What a link to Options named: a way to connect, or an inbox to add. */
export interface OptionsLink {
  /** Kind of source, `file`, or `join`. */
  connect: string | null;
  /** Address of an inbox. */
  inbox: string | null;
}

/** What Options needs from outside, beside the surface's own dependencies. */
export interface OptionsPorts extends JoinPorts, SourcePorts, InboxPorts, TeamPorts, FilePorts {
  leave(): Promise<Outcome<null>>;
  link: OptionsLink;
  readUsage(): Promise<Outcome<StoreUsage>>;
  setRetention(retention: Retention): Promise<Outcome<StoreUsage>>;
  fetchAnew(): Promise<Outcome<null>>;
  /** What the company has set for this browser; `null` where it never has. */
  readPolicy(): Promise<PolicyReport | null>;
  readDiagnostics(): Promise<Outcome<{ text: string }>>;
}
