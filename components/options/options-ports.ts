import type { Outcome, VersionedNextSteps } from '../../lib/messages/protocol.ts';
import type { PolicyReport } from '../../lib/settings/apply-policy.ts';
import type {
  ExportFacts,
  ExportPart,
  NextStepView,
  Retention,
  StoreUsage,
} from '../../lib/store/views.ts';
import type { AskingPorts } from '../asking/asking-ports.ts';
import type { FilePorts } from '../file/file-ports.ts';
import type { InboxPorts } from '../inboxes/inbox-ports.ts';
import type { JoinPorts } from '../join/join-ports.ts';
import type { SamplePorts } from '../practice/practice-ports.ts';
import type { SourcePorts } from '../sources/source-ports.ts';
import type { Choice } from '../surface.ts';
import type { TeamPorts } from '../team/team-ports.ts';
import type { NoticesPorts } from './notices-section.tsx';

/** What a link to Options named: a way to connect, or an inbox to add. */
export interface OptionsLink {
  /** Kind of source, `file`, or `join`. */
  connect: string | null;
  /** Address of an inbox. */
  inbox: string | null;
}

/** A command of the browser with the keys that a person has given it; empty where it has none. */
export interface BrowserCommand {
  name: string;
  keys: string;
}

/** What Options needs from outside, beside the surface's own dependencies. */
export interface OptionsPorts
  extends JoinPorts,
    SourcePorts,
    InboxPorts,
    TeamPorts,
    FilePorts,
    NoticesPorts,
    Pick<SamplePorts, 'openPractice'> {
  leave(): Promise<Outcome<null>>;
  eraseSample(): Promise<Outcome<null>>;
  link: OptionsLink;
  /** What admins of a team say about asking customers. */
  asking: AskingPorts;
  /** Whether the number to review stands on the toolbar's icon. */
  badge: Choice<boolean>;
  readUsage(): Promise<Outcome<StoreUsage>>;
  setRetention(retention: Retention): Promise<Outcome<StoreUsage>>;
  fetchAnew(): Promise<Outcome<null>>;
  exportFacts(): Promise<Outcome<ExportFacts>>;
  exportPart(from: number): Promise<Outcome<ExportPart>>;
  /** Saves a file to the downloads. */
  saveFile(name: string, content: Blob): void;
  readNextSteps(): Promise<Outcome<VersionedNextSteps>>;
  saveNextSteps(steps: NextStepView[], version: string): Promise<Outcome<VersionedNextSteps>>;
  readCommands(): Promise<readonly BrowserCommand[]>;
  /** Shows where the browser lets its keys be changed. */
  changeCommands(): void;
  /** What the company has set for this browser; `null` where it never has. */
  readPolicy(): Promise<PolicyReport | null>;
  readDiagnostics(): Promise<Outcome<{ text: string }>>;
}
