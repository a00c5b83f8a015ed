import { describe, expect, it } from 'vitest';
import { originOfInvite, permissionFor, readInvite } from '../../../lib/messages/invite-link.ts';

const CODE = 'tBh6IoUkRHpOFIWJAPaTNQ';

describe('an invite link', () => {
  it('names its server and carries its code in the fragment', () => {
    expect(readInvite(` https://csat.example.com/join#${CODE}\n`)).toEqual({
      server: 'https://csat.example.com',
      code: CODE,
    });
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
    `https://me:secret@csat.example.com/join#${CODE}`,
    `javascript:alert(1)#${CODE}`,
    `file:///etc/passwd#${CODE}`,
  ])('is not "%s"', (link) => {
    expect(readInvite(link)).toBeNull();
  });
});

it('the permission asked for is one host, without the port, which Firefox does not take', () => {
  expect(permissionFor('https://csat.example.com')).toBe('https://csat.example.com/*');
  expect(permissionFor('http://127.0.0.1:4100')).toBe('http://127.0.0.1/*');
});
