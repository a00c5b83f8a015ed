import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillIn, findIds, readPattern } from '../../../lib/inboxes/address-pattern.ts';
import { tryPattern } from '../../../lib/inboxes/try-pattern.ts';

function read(text: string) {
  const read = readPattern(text);
  if (!read.ok) throw new Error(read.problem);
  return read.pattern;
}

const find = (pattern: string, address: string) => findIds(read(pattern), new URL(address));

describe('a pattern for an inbox’s addresses', () => {
  it.each([
    ['inboxes/*/conversation/{conversation}', /whole address/],
    ['http://desk.example.com/{conversation}', /https/],
    ['https://me:secret@desk.example.com/{conversation}', /user name/],
    ['https://*.example.com/{conversation}', /host/],
    ['https://{conversation}.example.com/', /host/],
    ['https://desk.example.com/inbox', /Put \{conversation\}/],
    ['https://desk.example.com/?{conversation}=open', /Put \{conversation\}/],
    ['https://desk.example.com/{id}', /\{id\} is not known/],
    ['https://desk.example.com/{conversation}/{conversation}', /only once/],
    ['https://desk.example.com/inbox-*/{conversation}', /\* stands for a whole part/],
    [`https://desk.example.com/${'x'.repeat(2_000)}/{conversation}`, /whole address/],
  ])('is refused in words if it does not hold: %s', (text, words) => {
    expect(readPattern(text)).toEqual({ ok: false, problem: expect.stringMatching(words) });
  });

  it.each([
    ['https://d.example/open/cnv_{conversation}', 'https://d.example/open/cnv_5', '5', null],
    ['https://d.example/t/{ticket}', 'https://d.example/t/7/', null, '7'],
    ['https://d.example/t.php?id={ticket}', 'https://d.example/t.php?a=1&id=7', null, '7'],
    ['https://d.example/?c={conversation}&v=*', 'https://d.example/?v=x&c=5', '5', null],
    ['https://d.example/{ticket}-{conversation}', 'https://d.example/7-5', '5', '7'],
    ['https://d.example/#ticket/zoom/{ticket}', 'https://d.example/#ticket/zoom/7', null, '7'],
    ['https://d.example/#/c/{conversation}', 'https://d.example/#/c/5?tab=2', '5', null],
    ['https://d.example/#/c?v=*&id={conversation}', 'https://d.example/#/c?id=5&v=x', '5', null],
    ['https://d.example/#?id={ticket}', 'https://d.example/#?id=7', null, '7'],
    ['https://d.example/Größe/{conversation}', 'https://d.example/Gr%C3%B6%C3%9Fe/5', '5', null],
    ['https://d.example/a.b/{conversation}', 'https://d.example/a.b/5', '5', null],
    ['http://localhost:3000/{conversation}', 'http://localhost:3000/5', '5', null],
  ])('%s fits %s', (pattern, address, conversation, ticket) => {
    expect(find(pattern, address)).toEqual({ conversation, ticket });
  });

  it.each([
    ['https://d.example/a.b/{conversation}', 'https://d.example/axb/5'],
    ['https://d.example/?c={conversation}&v=*', 'https://d.example/?c=5'],
    ['https://d.example/?c={conversation}&v=open', 'https://d.example/?c=5&v=done'],
    ['https://d.example/#/c/{conversation}', 'https://d.example/c/5'],
    ['https://d.example/#/c?id={conversation}', 'https://d.example/#/c?id='],
    ['https://d.example/#/c?id={conversation}', 'https://d.example/?id=5#/c'],
    ['https://d.example/c/{conversation}', 'https://d.example:8443/c/5'],
    ['https://d.example/c/{conversation}', `https://d.example/c/${'5'.repeat(201)}`],
    ['https://d.example/c/{conversation}', 'https://d.example/c/5%00'],
  ])('%s does not fit %s', (pattern, address) => {
    expect(find(pattern, address)).toBeNull();
  });

  it('finds in every address that it gives the very ids', () => {
    const id = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
    const text = fc.constantFrom(
      'https://d.example/*=in%20box/c/{conversation}?t={ticket}&v=*=a%26b',
      'https://d.example/{ticket}?id={conversation}#/*=x/y',
      'https://d.example/show#/{conversation}/{ticket}',
      'https://d.example/#/show?id={conversation}&t={ticket}&v=*=a%26b',
    );
    fc.assert(
      fc.property(text, id, id, (pattern, conversation, ticket) => {
        const address = fillIn(read(pattern), { conversation, ticket });
        const url = new URL(address ?? '');
        // Folders (.., .) are none as a part of a path: such ids have no address of their own.
        if (/^\.\.?$/.test(conversation) || /^\.\.?$/.test(ticket)) return;
        // biome-ignore lint/suspicious/noControlCharactersInRegex: such are no ids
        if (/[\u0000-\u001f\u007f]/.test(conversation + ticket)) return;
        expect(findIds(read(pattern), url)).toEqual({ conversation, ticket });
      }),
    );
  });
});

describe('trying a pattern on a pasted address', () => {
  const PATTERN = 'https://desk.example.com/inboxes/*/conversation/{conversation}';

  it('tells what it finds, and keeps what * stood for as the way back', () => {
    const tried = tryPattern(PATTERN, ' https://desk.example.com/inboxes/12/conversation/99?a=1 ');
    expect(tried).toEqual({
      ok: true,
      pattern: 'https://desk.example.com/inboxes/*=12/conversation/{conversation}',
      origin: 'https://desk.example.com',
      found: { conversation: '99', ticket: null },
    });
    if (!tried.ok) return;
    const ids = { conversation: '100', ticket: null };
    expect(fillIn(read(tried.pattern), ids)).toBe(
      'https://desk.example.com/inboxes/12/conversation/100',
    );
    expect(fillIn(read(PATTERN), ids)).toBeNull();
    // Kept as it is when it is tried again, on a conversation elsewhere.
    const again = tryPattern(tried.pattern, 'https://desk.example.com/inboxes/3/conversation/4');
    expect(again).toMatchObject({ ok: true, found: { conversation: '4' } });
  });

  it('keeps the parameters of a fragment, and what * stood for there', () => {
    const pattern = 'https://desk.example.com/app#/chat?box=*&id={conversation}';
    expect(tryPattern(pattern, 'https://desk.example.com/app#/chat?id=9&box=a%20b')).toMatchObject({
      pattern: 'https://desk.example.com/app#/chat?box=*=a%20b&id={conversation}',
      found: { conversation: '9', ticket: null },
    });
  });

  it.each([
    ['https://desk.example.com.evil.example/inboxes/12/conversation/9', /is at .*evil.*, not at/],
    ['https://desk.example.com/inboxes/12', /ends where the pattern has “conversation”/],
    ['https://desk.example.com/inboxes/1/chats/9', /“chats” where the pattern has “conversation”/],
    ['https://desk.example.com/inboxes/1/conversation/9/notes', /goes on with “notes”/],
    ['desk.example.com/inboxes/1/conversation/9', /whole address/],
  ])('says why %s does not fit', (address, words) => {
    expect(tryPattern(PATTERN, address)).toEqual({
      ok: false,
      part: 'address',
      problem: expect.stringMatching(words),
    });
  });

  it('says what is wrong with a parameter, or with the pattern itself', () => {
    const pattern = 'https://desk.example.com/show?id={conversation}&view=chat';
    expect(tryPattern(pattern, 'https://desk.example.com/show?view=chat')).toMatchObject({
      problem: expect.stringMatching(/no parameter “id”/),
    });
    expect(tryPattern(pattern, 'https://desk.example.com/show?id=1&view=list')).toMatchObject({
      problem: expect.stringMatching(/“view” is “list”/),
    });
    expect(tryPattern('https://desk.example.com/', 'https://desk.example.com/')).toMatchObject({
      part: 'pattern',
    });
  });
});
