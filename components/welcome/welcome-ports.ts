import type { Outcome } from '../../lib/messages/protocol.ts';
import type { FilePorts } from '../file/file-ports.ts';
import type { JoinPorts } from '../join/join-ports.ts';
import type { SamplePorts } from '../practice/practice-ports.ts';
import type { ConnectPorts } from '../sources/source-ports.ts';

/** A way in that a link to Welcome named. */
export type WelcomeWay = 'connect' | 'file' | 'sample';

/** What Welcome needs from outside, beside the surface's own dependencies. */
export interface WelcomePorts extends JoinPorts, ConnectPorts, FilePorts, SamplePorts {
  eraseSample(): Promise<Outcome<null>>;
  openOptions(): void;
  /** `null`: no particular one. `sample` begins by itself where nothing is here yet. */
  way: WelcomeWay | null;
}
