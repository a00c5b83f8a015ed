import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hrefOf, listPath, noFilters, readPlace } from '../../pages/inbox/place.ts';

const text = fc.string({ minLength: 0, maxLength: 20 });
const place = fc.record({
  conversation: fc.option(fc.string({ minLength: 1, unit: 'grapheme' })),
  filters: fc.record({
    state: fc.constantFrom('' as const, 'open' as const, 'handed_over' as const, 'ended' as const),
    channel: text,
    topic: text,
    visibility: fc.constantFrom('' as const, 'external' as const, 'internal' as const),
    search: text,
  }),
});

test('every place has an address of its own that leads back to it', () => {
  fc.assert(
    fc.property(place, (where) => {
      // A path of dots alone is the one thing that an address cannot hold.
      fc.pre(where.conversation === null || !/^\.{1,2}$/.test(where.conversation));
      expect(readPlace(new URL(hrefOf(where), 'https://inbox.example'))).toEqual(where);
    }),
  );
});

test('an address with unknown or damaged parts leads to the list', () => {
  const read = (path: string) => readPlace(new URL(path, 'https://inbox.example'));
  expect(read('/inbox/conversations/%E0%A4')).toEqual({ conversation: null, filters: noFilters() });
  expect(read('/inbox?state=rated&visibility=x').filters).toEqual(noFilters());
});

test('the list asks the API for what the filters say', () => {
  const filters = { ...noFilters(), state: 'open' as const, search: 'a b' };
  expect(listPath(filters, 'next-page', 40)).toBe(
    '/v1/conversations?state=open&search=a+b&limit=40&before=next-page',
  );
});
