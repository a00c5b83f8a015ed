import type { InboxPorts, ShownInbox } from '../../components/inboxes/inbox-ports.ts';
import type { SourcePorts } from '../../components/sources/source-ports.ts';
import type { TeamPorts } from '../../components/team/team-ports.ts';
import type { AskingPlace, Source } from '../../lib/contract/source.ts';
import type { Invite, Member } from '../../lib/contract/team.ts';
import { SOURCES } from '../../lib/sources/index.ts';

/** A Zendesk account that was read two minutes ago. */
export const zendeskSource: Source = {
  id: 'zendesk',
  kind: 'zendesk',
  name: 'Acme (Zendesk)',
  place: 'acme.zendesk.com',
  problem: null,
  config: { subdomain: 'acme' },
  createdAt: '2026-10-01T08:00:00.000Z',
  syncedAt: '2026-11-03T14:20:00.000Z',
  nextAt: '2026-11-03T14:25:00.000Z',
  conversations: 1234,
  ratings: 410,
  notes: [],
};

/** A Chatwoot account whose token was withdrawn. */
export const chatwootSource: Source = {
  ...zendeskSource,
  id: 'chatwoot',
  kind: 'chatwoot',
  name: 'Acme shop (Chatwoot)',
  place: 'https://app.chatwoot.com/1',
  config: {},
  conversations: 88,
  ratings: 41,
  problem: {
    code: 'token_wrong',
    message: 'Chatwoot does not accept this token.',
    remedy: 'Copy it again from your Chatwoot profile, and change the access here.',
    since: '2026-11-03T12:22:00.000Z',
  },
  notes: ['a rating of 7'],
};

/** Two Chatwoot inboxes: one asks, one does not. */
export const chatwootPlaces: AskingPlace[] = [
  { id: '3', name: 'Website', enabled: true, canSwitch: true, where: 'https://app.chatwoot.com/3' },
  { id: '4', name: 'E-mail', enabled: false, canSwitch: true, where: null },
];

/** Zendesk, which is switched in Zendesk. */
export const zendeskPlaces: AskingPlace[] = [
  {
    id: 'csat',
    name: 'Zendesk',
    enabled: true,
    canSwitch: false,
    where: 'https://acme.zendesk.com/admin/people/end_user_satisfaction',
  },
];

/** A background that has nothing connected and connects everything. */
export function fakeSourcePorts(change: Partial<SourcePorts> = {}): SourcePorts {
  return {
    requestAccess: async () => true,
    definitions: SOURCES,
    readSources: async () => ({ ok: true, value: { sources: [] } }),
    connectSource: async ({ kind }) => ({ ok: true, value: { ...zendeskSource, id: kind, kind } }),
    changeSource: async () => ({ ok: true, value: zendeskSource }),
    testSource: async () => ({
      ok: true,
      value: { ok: true, account: 'Acme (Zendesk)', problem: null },
    }),
    disconnectSource: async () => ({ ok: true, value: null }),
    readAsking: async () => ({ ok: true, value: { places: [] } }),
    switchAsking: async () => ({ ok: true, value: { places: [] } }),
    collectionPage: () => null,
    allowInbox: async () => ({ ok: true, value: null }),
    ...change,
  };
}

/** The server's own inbox, as it comes with joining. */
export const ownInbox: ShownInbox = {
  inbox: 'fivefaces',
  origin: 'https://csat.example.com',
  by: 'team',
  granted: true,
};

export const zendeskInbox: ShownInbox = {
  inbox: 'zendesk',
  origin: 'https://acme.zendesk.com',
  by: 'person',
  granted: true,
};

/** A browser that allows every site, with the server's own inbox. */
export function fakeInboxPorts(
  change: Partial<InboxPorts> = {},
  inboxes: ShownInbox[] = [ownInbox],
): InboxPorts {
  return {
    requestAccess: async () => true,
    followInboxes: (listener) => listener(inboxes),
    allowInbox: async () => ({ ok: true, value: null }),
    forgetInbox: async () => ({ ok: true, value: null }),
    hiddenSites: { follow: (listener) => listener([]), showAgain: async () => {} },
    ...change,
  };
}

export const members: Member[] = [
  {
    id: 'p2',
    name: 'Tom',
    role: 'teammate',
    joinedAt: '2026-10-20T08:00:00.000Z',
    lastSeenAt: '2026-11-03T14:00:00.000Z',
    you: false,
  },
  {
    id: 'p1',
    name: 'Dana',
    role: 'admin',
    joinedAt: '2026-10-01T08:00:00.000Z',
    lastSeenAt: '2026-11-03T14:21:00.000Z',
    you: true,
  },
];

export const invite: Invite = {
  id: 'i1',
  role: 'teammate',
  usesLeft: 12,
  expiresAt: '2026-11-10T14:22:00.000Z',
  createdAt: '2026-11-03T14:22:00.000Z',
  inboxes: [{ inbox: 'zendesk', origin: 'https://acme.zendesk.com', pattern: null }],
};

/** A team of two with one open invite. */
export function fakeTeamPorts(change: Partial<TeamPorts> = {}): TeamPorts {
  return {
    readMembers: async () => ({ ok: true, value: { members, invites: [invite] } }),
    makeInvite: async ({ role, uses = 1 }) => ({
      ok: true,
      value: {
        invite: { ...invite, role, usesLeft: uses },
        link: 'https://csat.example.com/join#abcdefghijklmnopqrstuvwx~W10',
      },
    }),
    withdrawInvite: async () => ({ ok: true, value: null }),
    removeMember: async () => ({ ok: true, value: null }),
    copy: async () => {},
    ...change,
  };
}
