import type { InboxToShow } from '../contract/source.ts';
import type { Joined, JoinPreview } from '../contract/workspace.ts';
import { type Invite, readInvite } from '../messages/invite-link.ts';
import { SourceError } from '../sources/errors.ts';
import { fivefacesSource, joinServer, previewInvite } from '../sources/fivefaces.ts';
import type { Store } from '../store/store.ts';
import type { Tokens } from '../store/tokens.ts';
import type { ReviewOutbox } from './review-outbox.ts';
import type { Sync } from './sync.ts';

export interface MembershipParts {
  store: Store;
  tokens: Tokens;
  sync: Pick<Sync, 'exclusively'>;
  outbox?: Pick<ReviewOutbox, 'forget'>;
  /** May we reach this origin? */
  isAllowed: (server: string) => Promise<boolean>;
  /** Called with the server that was joined and the inboxes of its invite, and with `null` after leaving. */
  onChange: (joined: JoinedServer | null) => Promise<void>;
}

export interface JoinedServer {
  /** Its origin. */
  server: string;
  /** Beside which inboxes the team shows the panel. */
  inboxes: InboxToShow[];
}

export interface MembershipActions {
  /** What an invite leads to. Throws SourceError. */
  preview(link: string): Promise<JoinPreview & { server: string }>;
  /** Joins; what was kept of another workspace, or of this browser alone, is erased. Throws SourceError. */
  join(link: string, name: string): Promise<Omit<Joined, 'token'>>;
  /**
   * Gives the token back if the server can be reached, and erases the local copy in any case. Alone
   * it erases everything.
   */
  leave(): Promise<void>;
}

/** Joining a server and leaving it. */
export function createMembership(parts: MembershipParts): MembershipActions {
  const { store, tokens, sync, outbox, isAllowed, onChange } = parts;

  async function allowedInvite(link: string): Promise<Invite> {
    const invite = readInvite(link);
    if (!invite) {
      throw new SourceError('contract', {
        code: 'invite_unreadable',
        message: 'This is no invite link.',
        remedy: 'Copy the whole link, from https:// to its end, and paste it again.',
        transient: false,
      });
    }
    if (!(await isAllowed(invite.server))) {
      throw new SourceError('permission', {
        message: `The browser has not been allowed to reach ${invite.server}.`,
        remedy: 'Press the button again and choose Allow.',
      });
    }
    return invite;
  }

  return {
    async preview(link) {
      const { server, code } = await allowedInvite(link);
      return { ...(await previewInvite(server, code)), server };
    },
    async join(link, name) {
      const { server, code } = await allowedInvite(link);
      // What the server says of its invite counts, not what the link says.
      const { inboxes } = await previewInvite(server, code);
      const { token, ...joined } = await joinServer(server, code, name);
      await sync.exclusively(async () => {
        await outbox?.forget();
        await store.erase();
        // What this browser had alone goes too.
        await tokens.clear();
        // The time zone comes with the first page of the feed.
        const workspace = { ...joined.workspace, server, timeZone: 'UTC', solo: false };
        const { person, role } = joined;
        await tokens.write({ token, workspace: { ...workspace, person, role } });
        await store.join({ ...workspace, person, role });
      });
      await onChange({ server, inboxes });
      return joined;
    },
    async leave() {
      const membership = await tokens.read();
      await sync.exclusively(async () => {
        if (membership) {
          const { server } = membership.workspace;
          // Offline the token stays valid on the server until an admin withdraws it; here it is gone.
          await fivefacesSource(server, membership.token)
            .leave()
            .catch((error: unknown) => {
              if (!(error instanceof SourceError)) throw error;
            });
        }
        await tokens.clear();
        await outbox?.forget();
        await store.erase();
      });
      await onChange(null);
    },
  };
}
