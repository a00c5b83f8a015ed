import type { Joined, JoinPreview } from '../../lib/contract/workspace.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';

/** What the join form needs from outside. */
export interface JoinPorts {
  /**
   * Asks the browser, in one question, for access to those origins; must be called in the click,
   * before any `await`. False if the person refused.
   */
  requestAccess(origins: readonly string[]): Promise<boolean>;
  previewInvite(link: string): Promise<Outcome<JoinPreview & { server: string }>>;
  join(link: string, name: string): Promise<Outcome<Omit<Joined, 'token'>>>;
  openInbox(): Promise<Outcome<null>>;
}
