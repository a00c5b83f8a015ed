import type { Invite, MadeInvite, Member, PostInvite } from '../../lib/contract/team.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';

/** What the team's section needs from outside. Only admins see it. */
export interface TeamPorts {
  readMembers(): Promise<Outcome<{ members: Member[]; invites: Invite[] }>>;
  makeInvite(invite: PostInvite): Promise<Outcome<MadeInvite>>;
  withdrawInvite(id: string): Promise<Outcome<null>>;
  removeMember(id: string): Promise<Outcome<null>>;
  /** Puts a text on the clipboard; rejects where the browser does not allow it. */
  copy(text: string): Promise<void>;
}
