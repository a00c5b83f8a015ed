import type { InboxToShow } from '../contract/source.ts';
import { SourceError } from '../sources/errors.ts';
import type { FivefacesSource } from '../sources/fivefaces.ts';
import type { SoloSources } from '../sync/solo-sources.ts';
import { done, nothing } from './outcome.ts';
import type { Handlers } from './receive.ts';

export interface SourceHandlerParts {
  /** The team's server; `null` where no team is joined. */
  team: () => Promise<FivefacesSource | null>;
  solo: SoloSources;
  inboxes: InboxActions;
}

/** Beside which inboxes the panel shows. */
export interface InboxActions {
  /** False if this version cannot show it: an unknown kind, or a site that is none of its. */
  allow(inbox: InboxToShow): Promise<boolean>;
  forget(inbox: InboxToShow): Promise<void>;
}

type Answered =
  | 'admin-background:read-sources'
  | 'admin-background:connect-source'
  | 'admin-background:change-source'
  | 'admin-background:test-source'
  | 'admin-background:disconnect-source'
  | 'admin-background:read-asking'
  | 'admin-background:switch-asking'
  | 'admin-background:take-file'
  | 'admin-background:allow-inbox'
  | 'admin-background:forget-inbox'
  | 'admin-background:read-members'
  | 'admin-background:make-invite'
  | 'admin-background:withdraw-invite'
  | 'admin-background:remove-member';

/**
 * What answers the messages about sources, inboxes and members: the team's server, or without one
 * this browser itself.
 */
export function createSourceHandlers(parts: SourceHandlerParts): Pick<Handlers, Answered> {
  const { solo, inboxes } = parts;

  async function ofTeam(): Promise<FivefacesSource> {
    const team = await parts.team();
    if (!team) throw NO_TEAM();
    return team;
  }

  return {
    async 'admin-background:read-sources'() {
      const team = await parts.team();
      return done({ sources: team ? await team.sources() : await solo.list() });
    },
    async 'admin-background:connect-source'(wanted) {
      const team = await parts.team();
      return done(team ? await team.connectSource(wanted) : await solo.connect(wanted));
    },
    async 'admin-background:change-source'({ id, change }) {
      const team = await parts.team();
      return done(team ? await team.changeSource(id, change) : await solo.change(id, change));
    },
    async 'admin-background:test-source'({ id }) {
      const team = await parts.team();
      return done(team ? await team.testSource(id) : await solo.test(id));
    },
    async 'admin-background:disconnect-source'({ id }) {
      const team = await parts.team();
      return done(await nothing(team ? team.disconnectSource(id) : solo.disconnect(id)));
    },
    async 'admin-background:read-asking'({ source }) {
      const team = await parts.team();
      const places = team ? await team.askingPlaces(source) : await solo.askingPlaces(source);
      return done({ places });
    },
    async 'admin-background:switch-asking'({ source, place, enabled }) {
      const from = (await parts.team()) ?? solo;
      return done({ places: await from.switchAsking(source, place, enabled) });
    },
    'admin-background:take-file': async (part) => done({ taken: await solo.takeFile(part) }),
    async 'admin-background:allow-inbox'(inbox) {
      if (!(await inboxes.allow(inbox))) throw NO_INBOX();
      return done(null);
    },
    'admin-background:forget-inbox': async (inbox) => done(await nothing(inboxes.forget(inbox))),
    async 'admin-background:read-members'() {
      const team = await ofTeam();
      const [members, invites] = await Promise.all([team.members(), team.invites()]);
      return done({ members, invites });
    },
    'admin-background:make-invite': async (wanted) =>
      done(await (await ofTeam()).makeInvite(wanted)),
    'admin-background:withdraw-invite': async ({ id }) =>
      done(await nothing((await ofTeam()).withdrawInvite(id))),
    'admin-background:remove-member': async ({ id }) =>
      done(await nothing((await ofTeam()).removeMember(id))),
  };
}

const NO_TEAM = () =>
  new SourceError('contract', {
    code: 'no_team',
    message: 'This browser is in no team.',
    remedy: 'Join one with its invite link first.',
    transient: false,
  });

const NO_INBOX = () =>
  new SourceError('contract', {
    code: 'inbox_unknown',
    message: 'This is no inbox that Fivefaces can show the panel beside.',
    remedy: 'Check the address: it must be the inbox’s own site.',
    transient: false,
  });
