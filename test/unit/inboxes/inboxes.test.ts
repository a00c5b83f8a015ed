import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fivefacesInbox } from '../../../lib/inboxes/fivefaces.ts';
import { planRegistrations, wantedRegistrations } from '../../../lib/inboxes/registration.ts';

const ORIGIN = 'https://csat.example.com';
const recognise = (path: string) => fivefacesInbox.recognise(new URL(path, ORIGIN))?.conversation;

describe('the server’s own inbox', () => {
  it('is recognised by its address alone', () => {
    expect(recognise('/inbox/conversations/c1')).toBe('c1');
    expect(recognise('/inbox/conversations/c1/?filter=open#top')).toBe('c1');
    expect(recognise('/inbox/conversations/a%2Fb%20c')).toBe('a/b c');
  });

  it.each([
    '/inbox',
    '/inbox/conversations',
    '/inbox/conversations/',
    '/inbox/conversations/c1/print',
    '/chat/inbox/conversations/c1',
    '/inbox/conversations/%',
  ])('shows no conversation at %s', (path) => {
    expect(recognise(path)).toBeUndefined();
  });

  it('recognises every conversation at the address that it gives', () => {
    const id = fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' });
    fc.assert(
      fc.property(
        id.filter((text) => text !== '.' && text !== '..'),
        (conversation) => {
          const address = fivefacesInbox.addressOf(conversation, ORIGIN);
          expect(fivefacesInbox.recognise(new URL(address))?.conversation).toBe(conversation);
        },
      ),
    );
  });
});

describe('the content scripts that are registered', () => {
  const wanted = wantedRegistrations([
    { inbox: 'fivefaces', origin: 'http://127.0.0.1:4100' },
    { inbox: 'of a later version', origin: 'https://x.example' },
  ]);

  it('run on the allowed inboxes that this version knows, and nowhere else', () => {
    expect(wanted).toEqual([
      { id: 'inbox:http://127.0.0.1:4100', matches: ['http://127.0.0.1/inbox*'] },
    ]);
  });

  it('stay as they are if they are right', () => {
    expect(planRegistrations(wanted, wanted)).toEqual({ add: [], remove: [] });
  });

  it('are added after an update, which loses them, and removed with their permission', () => {
    expect(planRegistrations(wanted, [])).toEqual({ add: wanted, remove: [] });
    expect(planRegistrations([], wanted)).toEqual({
      add: [],
      remove: ['inbox:http://127.0.0.1:4100'],
    });
  });

  it('are replaced if an earlier version registered them for other pages', () => {
    const old = wanted.map(({ id }) => ({ id, matches: ['http://127.0.0.1/*'] }));
    expect(planRegistrations(wanted, old)).toEqual({
      add: wanted,
      remove: ['inbox:http://127.0.0.1:4100'],
    });
  });
});
