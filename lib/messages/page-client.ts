import type { Collection, Joined, JoinPreview } from '../contract/workspace.ts';
import { driveSync, type SyncOutcome, unanswered } from '../sync/drive-sync.ts';
import { sendMessage } from './messenger.ts';
import type { Outcome } from './protocol.ts';
import { announceStoreChange } from './store-changes.ts';

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

/** Keeps the store fresh while this page is visible, until the signal aborts. */
export function drive(signal: AbortSignal, onOutcome: (outcome: SyncOutcome) => void): void {
  driveSync(
    signal,
    (request) => sendMessage('page-background:sync', request),
    (outcome) => {
      announceStoreChange();
      onOutcome(outcome);
    },
  );
}
