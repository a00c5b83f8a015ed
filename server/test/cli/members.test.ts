import { afterAll, beforeAll, expect, test } from 'vitest';
import { readInviteLink } from '../../../lib/contract/invite-link.ts';
import { lastLine, newPlace, run, type ServeProcess, serve } from './command.ts';

let folder: Awaited<ReturnType<typeof newPlace>>;
let data: string;
let server: ServeProcess;

beforeAll(async () => {
  folder = await newPlace();
  data = folder.data;
  server = await serve('--data', data);
}, 60_000);
afterAll(async () => {
  await server.end('SIGKILL');
  await folder.remove();
});

const post = (path: string, body: object) =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

test('an invite carries inboxes; who joins is listed, and removed', async () => {
  const pattern = 'https://desk.example.com/a/*/conversation/{conversation}';
  const made = await run(
    'invite',
    '--data',
    data,
    '--inbox',
    'zendesk=https://acme.zendesk.com/agent',
    '--inbox',
    'chatwoot=https://chat.acme.example',
    '--pattern',
    pattern,
  );
  const link = readInviteLink(lastLine(made.out));
  expect(link, made.err).toMatchObject({
    server: server.url,
    inboxes: [
      { inbox: 'zendesk', origin: 'https://acme.zendesk.com', pattern: null },
      { inbox: 'chatwoot', origin: 'https://chat.acme.example', pattern: null },
      { inbox: 'pattern', origin: 'https://desk.example.com', pattern },
    ],
  });
  const { code } = link ?? {};
  expect(await (await post('/v1/join/preview', { code })).json()).toMatchObject({
    inboxes: link?.inboxes,
  });
  const joined = await (await post('/v1/join', { code, name: 'Kim Ng' })).json();
  const { token, person } = joined as { token: string; person: { id: string } };

  const list = await run('member', 'list', '--data', data);
  expect(list.out).toMatch(new RegExp(`^${person.id} +teammate +Kim Ng +\\S+ \\S+ +never$`, 'm'));
  expect(await run('member', 'remove', person.id, '--data', data)).toMatchObject({ code: 0 });
  const after = await fetch(`${server.url}/v1/me`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(await after.json()).toMatchObject({ code: 'token_revoked' });
  const again = await run('member', 'remove', person.id, '--data', data);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('no such member') });
}, 60_000);

test.each([
  ['--inbox', 'zendesk', 'https://'],
  ['--inbox', 'zendesk=acme.zendesk.com', 'https://'],
  ['--inbox', 'zendesk=http://acme.zendesk.com', 'must be an origin'],
  ['--inbox', 'zendesk=https://*.zendesk.com', 'must be an origin'],
  ['--pattern', 'https://desk.example.com/inbox', '{conversation}'],
])('%s %s is refused in words', async (option, value, words) => {
  const { code, err } = await run('invite', '--data', data, option, value);
  expect(code).toBe(1);
  expect(err).toContain(words);
});
