import type {
  AskingPlace,
  InboxToShow,
  PostSource,
  PutSource,
  Source,
  SourceTest,
} from '../contract/source.ts';
import type { Invite, MadeInvite, Member, PostInvite } from '../contract/team.ts';
import type { SourceConversation } from '../sources/source.ts';
import { sendMessage } from './messenger.ts';
import { asOutcome } from './page-client.ts';
import type { Outcome } from './protocol.ts';
import { announceStoreChange } from './store-changes.ts';

/**
 * What Options, Welcome and the popup ask of the background to set things up: sources, inboxes, the
 * team. Nothing here throws. Host permissions are asked for by the page itself, in the click before.
 */

/** The sources with how they are. */
export function readSources(): Promise<Outcome<{ sources: Source[] }>> {
  return asOutcome(sendMessage('admin-background:read-sources', null));
}

/** Connects a platform: on the server of the team, or in this browser. */
export function connectSource(source: PostSource): Promise<Outcome<Source>> {
  return changing(sendMessage('admin-background:connect-source', source));
}

/** Changes a source's choices or its credential. */
export function changeSource(id: string, change: PutSource): Promise<Outcome<Source>> {
  return changing(sendMessage('admin-background:change-source', { id, change }));
}

/** Asks the platform whether the access works. */
export function testSource(id: string): Promise<Outcome<SourceTest>> {
  return asOutcome(sendMessage('admin-background:test-source', { id }));
}

/** Disconnects a source and erases what came from it. */
export function disconnectSource(id: string): Promise<Outcome<null>> {
  return changing(sendMessage('admin-background:disconnect-source', { id }));
}

/** Which places of a source ask for ratings. */
export function readAsking(source: string): Promise<Outcome<{ places: AskingPlace[] }>> {
  return asOutcome(sendMessage('admin-background:read-asking', { source }));
}

/** Lets a place ask for ratings, or stops it; the answer is how all stand then. */
export function switchAsking(
  source: string,
  place: string,
  enabled: boolean,
): Promise<Outcome<{ places: AskingPlace[] }>> {
  return asOutcome(sendMessage('admin-background:switch-asking', { source, place, enabled }));
}

/** Some conversations of a file, at most 500. */
export function takeFile(part: {
  name: string;
  begin: boolean;
  conversations: SourceConversation[];
  end: boolean;
}): Promise<Outcome<{ taken: number }>> {
  const answer = sendMessage('admin-background:take-file', part);
  return part.end ? changing(answer) : asOutcome(answer);
}

/** Lets the panel show beside an inbox, at once also in tabs that are open. */
export function allowInbox(inbox: InboxToShow): Promise<Outcome<null>> {
  return asOutcome(sendMessage('admin-background:allow-inbox', inbox));
}

/** Takes the panel away from an inbox. */
export function forgetInbox(inbox: InboxToShow): Promise<Outcome<null>> {
  return asOutcome(sendMessage('admin-background:forget-inbox', inbox));
}

/** Who has access, and the invites that are open. */
export function readMembers(): Promise<Outcome<{ members: Member[]; invites: Invite[] }>> {
  return asOutcome(sendMessage('admin-background:read-members', null));
}

/** Makes an invite; its link is told once. */
export function makeInvite(invite: PostInvite): Promise<Outcome<MadeInvite>> {
  return asOutcome(sendMessage('admin-background:make-invite', invite));
}

export function withdrawInvite(id: string): Promise<Outcome<null>> {
  return asOutcome(sendMessage('admin-background:withdraw-invite', { id }));
}

export function removeMember(id: string): Promise<Outcome<null>> {
  return asOutcome(sendMessage('admin-background:remove-member', { id }));
}

/** The outcome of a message that changes the store; this page's readers hear of it. */
async function changing<T>(answer: Promise<Outcome<T>>): Promise<Outcome<T>> {
  const outcome = await asOutcome(answer);
  announceStoreChange();
  return outcome;
}
