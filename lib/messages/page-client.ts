import type { Collection, Joined, JoinPreview } from '../contract/workspace.ts';
import type {
  KnownProblemChange,
  KnownProblemSaved,
  ReviewEdit,
  TopicStatusChange,
  TopicStatusSaved,
} from '../store/edit-views.ts';
import type { OpenQuery, Retention, StoreUsage } from '../store/views.ts';
import { driveSync, unanswered } from '../sync/drive-sync.ts';
import type { Transcript } from '../sync/read-transcript.ts';
import { sendMessage } from './messenger.ts';
import type { Outcome } from './protocol.ts';
import { announceStoreChange } from './store-changes.ts';
import { announceSyncOutcome } from './sync-outcomes.ts';

/**
 * What popup, Options and Welcome ask of the background. Nothing here throws: a background that
 * cannot be reached is an outcome like any other.
 *
 * The host permission is asked for by the page itself, in the click and before any `await`:
 * `browser.permissions.request({ origins: [permissionFor(originOfInvite(link))] })`.
 */

export { permissionFor } from './invite-link.ts';

/** Turns a failed message into an outcome. */
export async function asOutcome<T>(answer: Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await answer;
  } catch (error) {
    return unanswered(error);
  }
}

/** What an invite leads to, before anything is joined. */
export function previewInvite(link: string): Promise<Outcome<JoinPreview & { server: string }>> {
  return asOutcome(sendMessage('admin-background:preview-invite', { link }));
}

/** Joins the server; the first sync starts. `name` is how the team sees this person. */
export function join(link: string, name: string): Promise<Outcome<Omit<Joined, 'token'>>> {
  return asOutcome(sendMessage('admin-background:join', { link, name }));
}

/** Gives the token back and erases the local copy. */
export function leave(): Promise<Outcome<null>> {
  return asOutcome(sendMessage('admin-background:leave', null));
}

/** The collection switch as the server has it now, with the version that a switch needs. */
export function readCollection(): Promise<Outcome<Collection & { version: string }>> {
  return asOutcome(sendMessage('admin-background:read-collection', null));
}

/** Switches collection. Code `version_conflict`: somebody else switched meanwhile; read again. */
export function switchCollection(
  enabled: boolean,
  version: string,
): Promise<Outcome<Collection & { version: string }>> {
  return asOutcome(sendMessage('admin-background:switch-collection', { enabled, version }));
}

/** Opens the server's inbox, signed in, in a new tab. */
export function openInbox(): Promise<Outcome<null>> {
  return asOutcome(sendMessage('admin-background:open-inbox', null));
}

/** What is kept on this computer. */
export function readUsage(): Promise<Outcome<StoreUsage>> {
  return asOutcome(sendMessage('admin-background:usage', null));
}

/** How much is kept from now on; what is beyond it goes at once. */
export function setRetention(retention: Retention): Promise<Outcome<StoreUsage>> {
  return asOutcome(sendMessage('admin-background:set-retention', retention));
}

/** Erases the copy on this computer, not edits that wait to be sent, and fetches it anew. */
export function fetchAnew(): Promise<Outcome<null>> {
  return changing(sendMessage('admin-background:fetch-anew', null));
}

/** A text about state, versions and errors, to copy for whoever helps. */
export function readDiagnostics(): Promise<Outcome<{ text: string }>> {
  return asOutcome(sendMessage('admin-background:diagnostics', null));
}

/** One sync at once, because a person asked. What came of it stands in the store. */
export async function syncNow(): Promise<void> {
  await changing(sendMessage('page-background:sync', { wait: 0, hurry: true }));
}

/** Asks where it is recorded for a conversation that is not kept here; the answer is then in the store. */
export function lookThrough(open: OpenQuery): Promise<Outcome<{ found: boolean }>> {
  return changing(sendMessage('page-background:look-through', open));
}

/** Keeps an edit of a review, to be sent as soon as the network allows. */
export function saveReview(edit: Omit<ReviewEdit, 'edit' | 'madeAt'>): Promise<Outcome<null>> {
  return changing(sendMessage('page-background:save-review', edit));
}

/** Writes a topic's known problem for the whole team; needs the network. */
export function saveKnownProblem(change: KnownProblemChange): Promise<Outcome<KnownProblemSaved>> {
  return changing(sendMessage('page-background:save-known-problem', change));
}

/** Sets a topic's status for the whole team; needs the network. */
export function saveTopicStatus(change: TopicStatusChange): Promise<Outcome<TopicStatusSaved>> {
  return changing(sendMessage('admin-background:save-topic-status', change));
}

/** What was said in a conversation of the server's own, read there now. */
export function readTranscript(of: {
  source: string;
  conversation: string;
}): Promise<Outcome<Transcript>> {
  return asOutcome(sendMessage('admin-background:read-transcript', of));
}

/** Settles an edit that met another one or was refused. */
export function resolveReview(edit: string, keep: 'mine' | 'theirs'): Promise<Outcome<null>> {
  return changing(sendMessage('page-background:resolve-review', { edit, keep }));
}

/** The outcome of a message that may change the store; this page's readers hear of it. */
async function changing<T>(answer: Promise<Outcome<T>>): Promise<Outcome<T>> {
  const outcome = await asOutcome(answer);
  announceStoreChange();
  return outcome;
}

/** Keeps the store fresh while this page is visible, until the signal aborts. */
export function drive(signal: AbortSignal): void {
  driveSync(
    signal,
    (request) => sendMessage('page-background:sync', request),
    (outcome) => {
      announceStoreChange();
      announceSyncOutcome(outcome);
    },
  );
}
