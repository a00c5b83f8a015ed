import { afterAll, beforeAll, expect, test } from 'vitest';
import { readInviteLink } from '../../../lib/contract/invite-link.ts';
import { problemOf, startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const INBOXES = [{ inbox: 'zendesk', origin: 'https://acme.zendesk.com', pattern: null }];

async function join(link: string, name: string) {
  const code = readInviteLink(link)?.code;
  return server.read('postJoin', { token: null, body: { code, name } });
}

test("an admin's invite is a link that carries role, uses, expiry and inboxes", async () => {
  const body = { role: 'teammate', uses: 2, days: 3, inboxes: INBOXES };
  const { invite, link } = await server.read('postInvite', { body });
  expect(invite).toMatchObject({ role: 'teammate', usesLeft: 2, inboxes: INBOXES });
  expect(Date.parse(invite.expiresAt ?? '')).toBe(server.clock.now + 3 * 86_400_000);
  const read = readInviteLink(link);
  expect(read).toMatchObject({ server: server.url, inboxes: INBOXES });
  const preview = await server.read('postJoinPreview', { token: null, body: { code: read?.code } });
  expect(preview).toMatchObject({ role: 'teammate', inboxes: INBOXES });
  const { invites } = await server.read('listInvites');
  expect(invites).toStrictEqual([invite]);
  await server.read('deleteInvite', { id: invite.id });
  expect((await server.read('listInvites')).invites).toStrictEqual([]);
  const late = await server.ask('postJoinPreview', { token: null, body: { code: read?.code } });
  expect((await problemOf(late)).code).toBe('invite_invalid');
});

test.each([
  [{ role: 'operator' }, /role/],
  [{ role: 'teammate', uses: 0 }, /uses/],
  [{ role: 'teammate', days: 366 }, /days/],
  [{ role: 'teammate', inboxes: Array.from({ length: 21 }, () => INBOXES[0]) }, /inboxes/],
  [{ role: 'teammate', inboxes: [{ inbox: 'zendesk', origin: 'https://*' }] }, /origin/],
  [{ role: 'teammate', inboxes: [{ inbox: 'zendesk', origin: 'http://a.com' }] }, /origin/],
])('an invite of %j is refused by name', async (body, detail) => {
  const answer = await server.ask('postInvite', { body });
  expect(await problemOf(answer)).toMatchObject({ code: 'invalid_request', detail });
});

test('people join, are listed, and a removed one gets nothing more', async () => {
  const { link } = await server.read('postInvite', { body: { role: 'teammate' } });
  const { token, person } = await join(link, 'Kim');
  await server.read('getMe', { token });
  const listed = await server.read('listMembers');
  expect(listed.members.find(({ id }) => id === person.id)).toMatchObject({
    name: 'Kim',
    role: 'teammate',
    you: false,
  });
  expect(listed.members.filter(({ you }) => you)).toMatchObject([{ role: 'admin' }]);
  await server.read('deleteMember', { id: person.id });
  const after = await server.ask('getMe', { token });
  expect((await problemOf(after)).code).toBe('token_revoked');
  const again = await server.ask('deleteMember', { id: person.id });
  expect((await problemOf(again)).code).toBe('not_found');
});

test('the only admin stays', async () => {
  const { members } = await server.read('listMembers');
  const [you] = members.filter((member) => member.you);
  const answer = await server.ask('deleteMember', { id: you?.id ?? '' });
  expect((await problemOf(answer)).code).toBe('last_admin');
});

test.each(['listInvites', 'postInvite', 'deleteInvite', 'listMembers', 'deleteMember'] as const)(
  '%s is for admins',
  async (name) => {
    const body = name === 'postInvite' ? { role: 'teammate' } : undefined;
    for (const token of [server.tokens.teammate, server.tokens.ingest]) {
      const answer = await server.ask(name, { token, ...(body && { body }) });
      expect((await problemOf(answer)).code).toBe('forbidden');
    }
  },
);
