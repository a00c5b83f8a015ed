import { describe, expect, it } from 'vitest';
import { writeInviteLink } from '../../../lib/contract/invite-link.ts';
import {
  originOfInvite,
  permissionFor,
  permissionsFor,
  readInvite,
} from '../../../lib/messages/invite-link.ts';

const CODE = 'tBh6IoUkRHpOFIWJAPaTNQ';
const SERVER = 'https://csat.example.com';
const ZENDESK = { inbox: 'zendesk', origin: 'https://acme.zendesk.com', pattern: null };
const DESK = {
  inbox: 'pattern',
  origin: 'https://desk.example.com:8443',
  pattern: 'https://desk.example.com:8443/postfächer/*/conversation/{conversation}',
};

/** A link whose part for inboxes says this. */
const linkSaying = (inboxes: unknown) =>
  `${SERVER}/join#${CODE}~${Buffer.from(JSON.stringify(inboxes)).toString('base64url')}`;

describe('an invite link', () => {
  it('names its server and carries its code in the fragment', () => {
    expect(readInvite(` https://csat.example.com/join#${CODE}\n`)).toEqual({
      server: SERVER,
      code: CODE,
      inboxes: [],
    });
  });

  it('carries the inboxes to show, which are asked for together with the server, each once', () => {
    const twin = { ...ZENDESK, inbox: 'pattern', pattern: `${ZENDESK.origin}/x/{conversation}` };
    const link = writeInviteLink(`${SERVER}/`, CODE, [ZENDESK, DESK, twin]);
    expect(new URL(link).pathname).toBe('/join');
    const invite = readInvite(link);
    expect(invite).toEqual({ server: SERVER, code: CODE, inboxes: [ZENDESK, DESK, twin] });
    expect(invite && permissionsFor(invite)).toEqual([
      'https://csat.example.com/*',
      'https://acme.zendesk.com/*',
      'https://desk.example.com/*',
    ]);
  });

  it('without inboxes is as it always was', () => {
    expect(writeInviteLink(SERVER, CODE)).toBe(`${SERVER}/join#${CODE}`);
  });

  it('may lead to this very computer without TLS, and to no other', () => {
    expect(originOfInvite(`http://127.0.0.1:4100/join#${CODE}`)).toBe('http://127.0.0.1:4100');
    expect(originOfInvite(`http://localhost:4100/join#${CODE}`)).toBe('http://localhost:4100');
    expect(originOfInvite(`http://[::1]:4100/join#${CODE}`)).toBe('http://[::1]:4100');
    expect(originOfInvite(`http://csat.example.com/join#${CODE}`)).toBeNull();
    expect(originOfInvite(`http://127.0.0.1.example.com/join#${CODE}`)).toBeNull();
  });

  it.each([
    '',
    'my invite',
    `csat.example.com/join#${CODE}`,
    'https://csat.example.com/join',
    'https://csat.example.com/join#short',
    `https://csat.example.com/join?code=${CODE}`,
    `https://csat.example.com/join#${CODE}<script>`,
    `https://csat.example.com/join#${CODE}~<script>`,
    `https://csat.example.com/join#${CODE}~W10~W10`,
    `https://me:secret@csat.example.com/join#${CODE}`,
    `javascript:alert(1)#${CODE}`,
    `file:///etc/passwd#${CODE}`,
  ])('is not "%s"', (link) => {
    expect(readInvite(link)).toBeNull();
  });

  it.each([
    ['every site', [['zendesk', 'https://*', null]]],
    ['every site of a company', [['zendesk', 'https://*.zendesk.com', null]]],
    ['a site without TLS', [['zendesk', 'http://acme.zendesk.com', null]]],
    ['a script', [['zendesk', 'javascript:alert(1)', null]]],
    ['a page in place of a site', [['zendesk', 'https://acme.zendesk.com/agent', null]]],
    ['a site with a user name', [['zendesk', 'https://me@acme.zendesk.com', null]]],
    ['an inbox of no name', [['', 'https://acme.zendesk.com', null]]],
    ['more than a link says', [['zendesk', 'https://acme.zendesk.com', null, 1]]],
    ['21 inboxes', Array.from({ length: 21 }, (_, i) => ['zendesk', `https://a${i}.com`, null])],
    ['something else', { inboxes: [] }],
  ])('that asks for %s asks for its server only, and still lets in', (_, said) => {
    const invite = readInvite(linkSaying(said));
    expect(invite).toEqual({ server: SERVER, code: CODE, inboxes: [] });
    expect(invite && permissionsFor(invite)).toEqual(['https://csat.example.com/*']);
  });

  it('that was cut short in its inboxes still lets in', () => {
    const link = writeInviteLink(SERVER, CODE, [ZENDESK, DESK]);
    const start = link.indexOf('~');
    for (let end = start + 1; end < link.length; end += 1) {
      expect(readInvite(link.slice(0, end))).toEqual({ server: SERVER, code: CODE, inboxes: [] });
    }
  });
});

it('the permission asked for is one host, without the port, which Firefox does not take', () => {
  expect(permissionFor('https://csat.example.com')).toBe('https://csat.example.com/*');
  expect(permissionFor('http://127.0.0.1:4100')).toBe('http://127.0.0.1/*');
});
