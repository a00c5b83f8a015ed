import { InviteList, MadeInvite, MemberList, PostInvite } from '../team.ts';
import { ADMIN, type Routes } from './route.ts';

/** Who has access, and invites. */
export const MEMBERS_ROUTES = {
  listInvites: {
    method: 'GET',
    path: '/v1/invites',
    summary: 'Invites that can still be used',
    area: 'members',
    access: ADMIN,
    answer: InviteList,
    problems: [],
  },
  postInvite: {
    method: 'POST',
    path: '/v1/invites',
    summary: 'Make an invite; its link is told once',
    area: 'members',
    access: ADMIN,
    body: PostInvite,
    answer: MadeInvite,
    problems: [],
  },
  deleteInvite: {
    method: 'DELETE',
    path: '/v1/invites/{id}',
    summary: 'Withdraw an invite',
    area: 'members',
    access: ADMIN,
    answer: null,
    problems: ['not_found'],
  },
  listMembers: {
    method: 'GET',
    path: '/v1/members',
    summary: 'The people who have access',
    area: 'members',
    access: ADMIN,
    answer: MemberList,
    problems: [],
  },
  deleteMember: {
    method: 'DELETE',
    path: '/v1/members/{id}',
    summary: "Withdraw a person's access; the extension erases its copy at the next contact",
    area: 'members',
    access: ADMIN,
    answer: null,
    problems: ['not_found', 'last_admin'],
  },
} as const satisfies Routes;
