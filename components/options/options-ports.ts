import type { Outcome } from '../../lib/messages/protocol.ts';
import type { HiddenSites } from '../hidden-sites.ts';
import type { JoinPorts } from '../join/join-ports.ts';

/** What Options needs from outside, beside the surface's own dependencies. */
export interface OptionsPorts extends JoinPorts {
  leave(): Promise<Outcome<null>>;
  hiddenSites: HiddenSites;
}
