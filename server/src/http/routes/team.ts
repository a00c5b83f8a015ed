import type { HandlersOf } from '../handler.ts';

/** Joining, leaving, and who one is. */
export const team: HandlersOf<'team'> = {
  postJoinPreview: ({ service, body }) => service.previewInvite(body.code),
  postJoin: ({ service, body }) => service.join(body.code, body.name),
  async postLeave({ workspace, caller }) {
    await workspace.revokeToken(caller.tokenId);
    return undefined;
  },
  getMe: ({ workspace, caller }) => workspace.me(caller),
  async postInboxSession({ service, caller, origin }) {
    const code = await service.createInboxCode(caller);
    // In the fragment, so that no log and no referrer has it.
    return { url: `${origin}/inbox#session=${encodeURIComponent(code)}` };
  },
};
