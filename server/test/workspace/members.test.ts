import { expect, test } from 'vitest';
import type { Role } from '../../../lib/contract/primitives.ts';
import { forEachDatabase } from '../database-fixture.ts';
import { HOUR, MINUTE, type TestWorkspace, testWorkspaces } from './workspace-fixture.ts';

const ZENDESK = { inbox: 'zendesk', origin: 'https://acme.zendesk.com', pattern: null };
const DESK = {
  inbox: 'pattern',
  origin: 'https://desk.example.com',
  pattern: 'https://desk.example.com/a/*/conversation/{conversation}',
};

/** Somebody with a token of that role. */
async function newcomer({ workspace, service }: TestWorkspace, name: string, role: Role) {
  const { token } = await workspace.createToken({ role, name });
  const caller = await service.authenticate(token);
  return { token, caller, id: caller.id };
}

forEachDatabase((_name, open) => {
  const fresh = testWorkspaces(open);

  test('an invite shows its inboxes to who is about to join, and to who lists it', async () => {
    const { workspace, service } = await fresh();
    const { code, ...invite } = await workspace.createInvite({
      role: 'teammate',
      uses: 2,
      expiresAt: null,
      inboxes: [ZENDESK, DESK],
    });
    expect((await service.previewInvite(code)).inboxes).toEqual([ZENDESK, DESK]);
    expect(await workspace.listInvites()).toEqual([invite]);
    await service.join(code, 'Ada');
    expect(await workspace.listInvites()).toEqual([{ ...invite, usesLeft: 1 }]);
  });

  test('the list of invites has those that can still be used, and no code', async () => {
    const { workspace, service, clock } = await fresh();
    const expiresAt = clock.now + HOUR;
    const used = await workspace.createInvite({ role: 'teammate', uses: 1, expiresAt: null });
    await workspace.createInvite({ role: 'teammate', uses: 5, expiresAt });
    const kept = await workspace.createInvite({ role: 'admin', uses: 5, expiresAt: null });
    await service.join(used.code, 'Ada');
    clock.pass(HOUR);
    const listed = await workspace.listInvites();
    expect(listed.map(({ id }) => id)).toEqual([kept.id]);
    expect(JSON.stringify(listed)).not.toContain(kept.code);
  });

  test('a withdrawn invite lets nobody in any more; who joined with it stays', async () => {
    const { workspace, service } = await fresh();
    const { id, code } = await workspace.createInvite({
      role: 'teammate',
      uses: 9,
      expiresAt: null,
    });
    const { token } = await service.join(code, 'Ada');
    await workspace.withdrawInvite(id);
    await workspace.withdrawInvite(id);
    expect(await workspace.listInvites()).toEqual([]);
    for (const attempt of [() => service.join(code, 'Bob'), () => service.previewInvite(code)]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'invite_invalid' });
    }
    expect(await service.authenticate(token)).toMatchObject({ name: 'Ada' });
    const other = await fresh();
    for (const [where, unknown] of [
      [workspace, 'none'],
      [other.workspace, id],
    ] as const) {
      const attempt = where.withdrawInvite(unknown);
      await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('the list of members has people, not programs, with role and when they were seen', async () => {
    const place = await fresh();
    const { workspace, service, clock } = place;
    const joinedAt = new Date(clock.now).toISOString();
    const ada = await newcomer(place, 'Ada', 'admin');
    await newcomer(place, 'Chat back end', 'ingest');
    await newcomer(place, 'Script', 'operator');
    const { code } = await workspace.createInvite({ role: 'teammate', uses: 1, expiresAt: null });
    const bob = await service.join(code, 'Bob');
    clock.pass(2 * MINUTE);
    const seen = new Date(clock.now).toISOString();
    const caller = await service.authenticate(ada.token);
    expect(await workspace.listMembers(caller)).toEqual(
      [
        { id: ada.id, name: 'Ada', role: 'admin', joinedAt, lastSeenAt: seen, you: true },
        {
          id: bob.person.id,
          name: 'Bob',
          role: 'teammate',
          joinedAt,
          lastSeenAt: null,
          you: false,
        },
      ].sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
  });

  test('who is removed has no access by any token, and is in no list', async () => {
    const place = await fresh();
    const { workspace, service } = place;
    const ada = await newcomer(place, 'Ada', 'admin');
    const bob = await newcomer(place, 'Bob', 'teammate');
    const open = await service.redeemInboxCode(await service.createInboxCode(bob.caller));
    const unused = await service.createInboxCode(bob.caller);
    await workspace.removeMember(bob.id, ada.caller);
    for (const token of [bob.token, open]) {
      await expect(service.authenticate(token)).rejects.toMatchObject({ code: 'token_revoked' });
    }
    await expect(service.redeemInboxCode(unused)).rejects.toMatchObject({ code: 'token_invalid' });
    expect((await workspace.listMembers(ada.caller)).map(({ name }) => name)).toEqual(['Ada']);
    for (const id of [bob.id, 'nobody']) {
      const attempt = workspace.removeMember(id, ada.caller);
      await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await service.authenticate(ada.token)).toMatchObject({ name: 'Ada' });
  });

  test('a session that is opened while its person is removed does not outlive them', async () => {
    const place = await fresh();
    const { workspace, service } = place;
    const ada = await newcomer(place, 'Ada', 'admin');
    for (let round = 0; round < 5; round += 1) {
      const bob = await newcomer(place, 'Bob', 'teammate');
      const code = await service.createInboxCode(bob.caller);
      const [session] = await Promise.all([
        service.redeemInboxCode(code).catch(() => null),
        workspace.removeMember(bob.id, ada.caller),
      ]);
      if (session === null) continue;
      await expect(service.authenticate(session)).rejects.toMatchObject({ code: 'token_revoked' });
    }
  });

  test('a program is no member, and nobody removes people of another workspace', async () => {
    const place = await fresh();
    const other = await fresh();
    const ada = await newcomer(place, 'Ada', 'admin');
    const program = await newcomer(place, 'Chat back end', 'ingest');
    const stranger = await newcomer(other, 'Eve', 'teammate');
    for (const id of [program.id, stranger.id]) {
      const attempt = place.workspace.removeMember(id, ada.caller);
      await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
    }
    await place.service.authenticate(program.token);
    await other.service.authenticate(stranger.token);
  });

  test('the last admin cannot leave the others without one; whoever runs the server can', async () => {
    const place = await fresh();
    const { workspace } = place;
    const ada = await newcomer(place, 'Ada', 'admin');
    const bob = await newcomer(place, 'Bob', 'teammate');
    await newcomer(place, 'Chat back end', 'operator');
    const alone = workspace.removeMember(ada.id, ada.caller);
    await expect(alone).rejects.toMatchObject({ code: 'last_admin' });
    const cem = await newcomer(place, 'Cem', 'admin');
    await workspace.removeMember(ada.id, ada.caller);
    await workspace.removeMember(cem.id, null);
    expect((await workspace.listMembers(null)).map(({ id }) => id)).toEqual([bob.id]);
  });

  test('of two admins who remove each other at once, one stays', async () => {
    const place = await fresh();
    const ada = await newcomer(place, 'Ada', 'admin');
    const bob = await newcomer(place, 'Bob', 'admin');
    const outcomes = await Promise.allSettled([
      place.workspace.removeMember(bob.id, ada.caller),
      place.workspace.removeMember(ada.id, bob.caller),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await place.workspace.listMembers(null)).toMatchObject([{ role: 'admin' }]);
  });
});
