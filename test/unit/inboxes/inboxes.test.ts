import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOfConversation } from '../../../lib/inboxes/conversation-address.ts';
import { INBOXES, inboxFor, recogniseIn } from '../../../lib/inboxes/index.ts';
import type { AllowedInbox } from '../../../lib/settings/settings.ts';
import { fixtureIds, readFixture } from './fixtures.ts';

it('every inbox has a file of addresses', () => {
  expect(fixtureIds().sort()).toEqual(INBOXES.map(({ id }) => id).sort());
});

describe.each(INBOXES.map((inbox) => ({ id: inbox.id, inbox })))('$id', ({ id, inbox }) => {
  const fixture = readFixture(id);
  const pattern = fixture.pattern ?? null;

  it.each(fixture.addresses)('at $address shows $shows', ({ address, shows }) => {
    const { origin } = new URL(address);
    const allowed = [{ inbox: id, origin, pattern }];
    expect(recogniseIn(allowed, new URL(address))).toEqual(shows && { inbox: id, ...shows });
  });

  it.each(fixture.at)('can be at %s', (origin) => {
    expect(inbox.isAt(new URL(origin))).toBe(true);
  });

  it.each(fixture.notAt)('is not at %s', (origin) => {
    expect(inbox.isAt(new URL(origin))).toBe(false);
    expect(inboxFor({ inbox: id, origin, pattern })).toBeNull();
    const shown = fixture.addresses.filter(({ shows }) => shows);
    for (const { address } of shown) {
      const { pathname, search, hash } = new URL(address);
      const there = URL.parse(`${new URL(origin).origin}${pathname}${search}${hash}`);
      const allowed = [{ inbox: id, origin: new URL(origin).origin, pattern }];
      if (there) expect(recogniseIn(allowed, there)).toBeNull();
    }
  });

  it('names origins where it can be', () => {
    for (const origin of inbox.origins) {
      expect(new URL(origin).origin).toBe(origin);
      expect(inbox.isAt(new URL(origin))).toBe(true);
    }
  });

  it('lets the content script run wherever it shows a conversation', () => {
    for (const { address } of fixture.addresses.filter(({ shows }) => shows)) {
      const { origin } = new URL(address);
      const patterns = inbox.matchPatterns(origin);
      expect(patterns.some((one) => matches(one, address))).toBe(true);
    }
  });

  it('leads back to each conversation by an address that it recognises as the same', () => {
    for (const { address, shows } of fixture.addresses) {
      if (!shows) continue;
      const { origin } = new URL(address);
      const allowed = [{ inbox: id, origin, pattern }];
      const { place, conversation, ticket } = shows;
      const named = conversation ?? `ticket-${ticket}`;
      const source = id === 'pattern' || id === 'myaskai' ? 'file' : id;
      const back = addressOfConversation({ kind: source, place }, named, ticket, allowed);
      // HubSpot's portal must be known; nobody's account is guessed.
      if (back === null) throw new Error(`No way back from ${address}`);
      const there = recogniseIn(allowed, new URL(back));
      expect(there).toMatchObject({ inbox: id, place });
      expect(ticket === null ? there?.conversation : there?.ticket).toBe(ticket ?? conversation);
    }
  });
});

/** Does an extension match pattern hold for an address? Ports do not count, as in browsers. */
function matches(pattern: string, address: string): boolean {
  const { protocol, hostname, pathname, search } = new URL(address);
  const escaped = pattern.split('*').map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`).test(`${protocol}//${hostname}${pathname}${search}`);
}

describe('the way back', () => {
  const digits = fc.stringMatching(/^[1-9]\d{0,15}$/);
  const label = fc.stringMatching(/^[a-z0-9]{1,12}$/);
  const platform = fc.oneof(
    fc.record({ kind: fc.constant('intercom'), place: fc.option(label), conversation: digits }),
    fc.record({
      kind: fc.constant('zendesk'),
      place: label.filter((name) => name !== 'www').map((name) => `${name}.zendesk.com`),
      conversation: digits,
    }),
    fc.record({ kind: fc.constant('hubspot'), place: digits, conversation: digits }),
    fc.record({
      kind: fc.constant('chatwoot'),
      place: fc.tuple(label, digits).map(([host, account]) => `https://${host}.example/${account}`),
      conversation: digits,
    }),
  );

  it('from any conversation of a platform is recognised as that very conversation', () => {
    fc.assert(
      fc.property(platform, fc.option(digits), ({ kind, place, conversation }, ticket) => {
        const known: AllowedInbox[] = [
          { inbox: 'intercom', origin: 'https://app.eu.intercom.com' },
          { inbox: 'hubspot', origin: 'https://app-eu1.hubspot.com' },
        ];
        const of = kind === 'zendesk' ? conversation : kind === 'hubspot' ? ticket : null;
        const address = addressOfConversation({ kind, place }, conversation, of, known);
        const { origin } = new URL(address ?? '');
        const open = recogniseIn([{ inbox: kind, origin }], new URL(address ?? ''));
        expect(open).toMatchObject({ inbox: kind, place });
        if (of === null) expect(open?.conversation).toBe(conversation);
        else expect(open?.ticket).toBe(of);
      }),
    );
  });

  it('from a conversation of the server’s own source is recognised, whatever its id', () => {
    const id = fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' });
    const allowed = [{ inbox: 'fivefaces', origin: 'https://csat.example.com' }];
    const source = { kind: 'fivefaces', place: null };
    fc.assert(
      fc.property(id, (conversation) => {
        const address = addressOfConversation(source, conversation, null, allowed);
        if (address === null) return;
        expect(recogniseIn(allowed, new URL(address))?.conversation).toBe(conversation);
      }),
    );
    expect(addressOfConversation(source, 'a/b ä?#', null, allowed)).toBe(
      'https://csat.example.com/inbox/conversations/a%2Fb%20%C3%A4%3F%23',
    );
    // Browsers take it as the folder itself.
    expect(addressOfConversation(source, '..', null, allowed)).toBeNull();
  });

  it.each(['../../settings', '5108?x=1', '5108/delete', 'abc'])(
    'is not said for %s, which is no id of the platform',
    (conversation) => {
      const allowed = [{ inbox: 'intercom', origin: 'https://app.intercom.com' }];
      const source = { kind: 'intercom', place: 'k7mqx2' };
      expect(addressOfConversation(source, conversation, null, allowed)).toBeNull();
    },
  );

  it('leads to the account that the conversation is of, not to another that is allowed', () => {
    const allowed = [
      { inbox: 'zendesk', origin: 'https://other.zendesk.com' },
      { inbox: 'zendesk', origin: 'https://acme.zendesk.com' },
      { inbox: 'chatwoot', origin: 'https://other.example' },
    ];
    const zendesk = { kind: 'zendesk', place: 'acme.zendesk.com' };
    expect(addressOfConversation(zendesk, '512', '512', allowed)).toBe(
      'https://acme.zendesk.com/agent/tickets/512',
    );
    const chatwoot = { kind: 'chatwoot', place: 'https://chat.acme.example/3' };
    expect(addressOfConversation(chatwoot, '17', null, allowed)).toBe(
      'https://chat.acme.example/app/accounts/3/conversations/17',
    );
  });

  it('from a file leads to the inbox that somebody described, and nowhere without one', () => {
    const pattern = 'https://desk.example.com/show?id={conversation}';
    const allowed = [
      { inbox: 'fivefaces', origin: 'https://csat.example.com' },
      { inbox: 'pattern', origin: 'https://desk.example.com', pattern },
    ];
    const file = { kind: 'file', place: null };
    expect(addressOfConversation(file, 'a&b', null, allowed)).toBe(
      'https://desk.example.com/show?id=a%26b',
    );
    expect(addressOfConversation(file, 'a', null, allowed.slice(0, 1))).toBeNull();
  });
});
