import type { Outcome } from '../../lib/messages/protocol.ts';
import type { SourceConversation } from '../../lib/sources/source.ts';

/** What taking a file needs from outside. The file itself is read in the page. */
export interface FilePorts {
  /** Some conversations of a file, at most 500; `begin` with the first ones, `end` with the last. */
  takeFile(part: {
    name: string;
    begin: boolean;
    conversations: SourceConversation[];
    end: boolean;
  }): Promise<Outcome<{ taken: number }>>;
}
