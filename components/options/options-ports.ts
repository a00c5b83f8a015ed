import type { Outcome } from '../../lib/messages/protocol.ts';
import type { Retention, StoreUsage } from '../../lib/store/views.ts';
import type { HiddenSites } from '../hidden-sites.ts';
import type { JoinPorts } from '../join/join-ports.ts';

/** What Options needs from outside, beside the surface's own dependencies. */
export interface OptionsPorts extends JoinPorts {
  leave(): Promise<Outcome<null>>;
  hiddenSites: HiddenSites;
  readUsage(): Promise<Outcome<StoreUsage>>;
  setRetention(retention: Retention): Promise<Outcome<StoreUsage>>;
  fetchAnew(): Promise<Outcome<null>>;
  readDiagnostics(): Promise<Outcome<{ text: string }>>;
  /** Puts a text on the clipboard; rejects where the browser does not allow it. */
  copy(text: string): Promise<void>;
}
