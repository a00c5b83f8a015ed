import { InboxSession, Joined, JoinPreview, Me, PostJoin, PostJoinPreview } from '../workspace.ts';
import { READ, type Routes } from './route.ts';

/** Joining and leaving a team. */
export const TEAM_ROUTES = {
  postJoinPreview: {
    method: 'POST',
    path: '/v1/join/preview',
    summary: 'What an invite leads to',
    area: 'team',
    access: 'public',
    body: PostJoinPreview,
    answer: JoinPreview,
    problems: ['invite_invalid', 'too_many_requests'],
  },
  postJoin: {
    method: 'POST',
    path: '/v1/join',
    summary: 'Join with an invite: a named token of your own',
    area: 'team',
    access: 'public',
    body: PostJoin,
    answer: Joined,
    problems: ['invite_invalid', 'too_many_requests'],
  },
  postLeave: {
    method: 'POST',
    path: '/v1/leave',
    summary: 'Give back the token that is used for this call',
    area: 'team',
    access: READ,
    answer: null,
    problems: [],
  },
  getMe: {
    method: 'GET',
    path: '/v1/me',
    summary: 'Who you are here, and what the extension needs to know of the workspace',
    area: 'team',
    access: READ,
    answer: Me,
    problems: [],
  },
  postInboxSession: {
    method: 'POST',
    path: '/v1/inbox-sessions',
    summary: "A link that opens this server's inbox signed in: once, within a minute",
    area: 'team',
    access: READ,
    answer: InboxSession,
    problems: [],
  },
} as const satisfies Routes;
