import type {
  AskingPlace,
  PostSource,
  PutSource,
  Source,
  SourceTest,
} from '../../lib/contract/source.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import type { SourceDefinition } from '../../lib/sources/source.ts';
import type { InboxPorts } from '../inboxes/inbox-ports.ts';

/** Which places ask for ratings, and switching them. */
export interface AskingPlacesPorts {
  readAsking(source: string): Promise<Outcome<{ places: AskingPlace[] }>>;
  switchAsking(
    source: string,
    place: string,
    enabled: boolean,
  ): Promise<Outcome<{ places: AskingPlace[] }>>;
  /** Where on the platform asking is switched by hand; `null` if not known. */
  collectionPage(kind: string, place: string | null): string | null;
}

/** What connecting a platform needs from outside. */
export interface ConnectPorts extends Pick<InboxPorts, 'requestAccess' | 'allowInbox'> {
  /** What can be connected, in the order in which it is offered. */
  definitions: readonly SourceDefinition[];
  connectSource(source: PostSource): Promise<Outcome<Source>>;
}

/** What the sources' section needs from outside. */
export interface SourcePorts extends ConnectPorts, AskingPlacesPorts {
  readSources(): Promise<Outcome<{ sources: Source[] }>>;
  changeSource(id: string, change: PutSource): Promise<Outcome<Source>>;
  testSource(id: string): Promise<Outcome<SourceTest>>;
  disconnectSource(id: string): Promise<Outcome<null>>;
}
