import type { FilePorts } from '../file/file-ports.ts';
import type { JoinPorts } from '../join/join-ports.ts';
import type { ConnectPorts } from '../sources/source-ports.ts';

/** What Welcome needs from outside, beside the surface's own dependencies. */
export interface WelcomePorts extends JoinPorts, ConnectPorts, FilePorts {
  openOptions(): void;
}
