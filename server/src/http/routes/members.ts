import { writeInviteLink } from '../../../../lib/contract/invite-link.ts';
import type { HandlersOf } from '../handler.ts';

const DAY = 24 * 60 * 60_000;

/** Invites, and the people who have access. */
export const members: HandlersOf<'members'> = {
  listInvites: async ({ workspace }) => ({ invites: await workspace.listInvites() }),
  async postInvite({ service, workspace, body, origin }) {
    const { role, uses, days, inboxes } = body;
    const expiresAt = service.clock() + days * DAY;
    const { code, ...invite } = await workspace.createInvite({ role, uses, expiresAt, inboxes });
    return { invite, link: writeInviteLink(origin, code, inboxes) };
  },
  async deleteInvite({ workspace, id }) {
    await workspace.withdrawInvite(id);
    return undefined;
  },
  listMembers: async ({ workspace, caller }) => ({
    members: await workspace.listMembers(caller),
  }),
  async deleteMember({ workspace, id, caller }) {
    await workspace.removeMember(id, caller);
    return undefined;
  },
};
