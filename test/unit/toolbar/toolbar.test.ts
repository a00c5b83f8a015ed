import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { insightsAddress } from '../../../components/insights/route.ts';
import {
  lookUpAddress,
  lookUpText,
  readLookUp,
} from '../../../components/look-up/look-up-address.ts';
import { MOST_RECENT, withRecent } from '../../../components/look-up/recent-list.ts';
import { type BadgeState, badgeOf } from '../../../components/toolbar/badge.ts';
import { dropNotices } from '../../../components/toolbar/drop-notice.ts';
import {
  addressFor,
  escapeXml,
  type SuggestionFacts,
  suggestionsFor,
} from '../../../components/toolbar/suggestions.ts';
import {
  acme,
  final,
  firstSync,
  fresh,
  lookUpView,
  NOW,
  offline,
  own,
  rated,
  silent,
} from '../../component/views.ts';

/** What stands outside the extension's own pages, in words: badge, notices, address bar. */

describe('the badge', () => {
  const state: BadgeState = {
    workspace: acme,
    hidden: false,
    sync: fresh,
    toReview: { count: 12, more: false },
    now: NOW,
  };

  test('is the number to review, with the words for who points at it', () => {
    expect(badgeOf(state)).toMatchObject({ text: '12', title: 'Fivefaces: 12 to review' });
    expect(badgeOf({ ...state, toReview: { count: 100, more: true } })).toMatchObject({
      text: '99+',
      title: 'Fivefaces: 100+ to review',
    });
  });

  test('is not there where nothing is to review, nobody wants it, or nothing may be known', () => {
    const none = { ...state, toReview: { count: 0, more: false } };
    for (const without of [null, none, { ...state, workspace: null }, { ...state, hidden: true }]) {
      expect(badgeOf(without).text).toBe('');
    }
    expect(badgeOf(none).title).toBe('Fivefaces: Nothing to review');
    expect(badgeOf({ ...state, hidden: true }).title).toBe('Fivefaces');
  });

  test('says what needs a person, and that a number may be old', () => {
    const problem = {
      code: 'auth',
      detail: 'token_revoked',
      message: '',
      remedy: '',
      since: NOW,
    } as const;
    expect(badgeOf({ ...state, sync: { ...fresh, problem } })).toMatchObject({
      text: '!',
      title: 'Fivefaces: access withdrawn, join again',
    });
    const old = badgeOf({ ...state, sync: offline });
    expect(old).toMatchObject({ text: '12', title: 'Fivefaces: 12 to review (offline)' });
    expect(old.background).not.toBe(badgeOf(state).background);
    expect(badgeOf({ ...state, sync: firstSync }).text).toBe('12');
  });
});

describe('a notice of a drop', () => {
  const topic = (id: string) => ({
    id,
    title: `Topic ${id}`,
    before: { rated: 120, positive: 98 },
    after: { rated: 67, positive: 41 },
  });

  test('tells both shares with their counts and opens the topic', () => {
    expect(dropNotices([topic('a/b')], false)).toEqual([
      {
        title: 'Topic a/b: fewer happy customers',
        message: '61% of 67 happy in the last 30 days, 82% of 120 in the 30 days before.',
        address: insightsAddress({ page: 'topic', topic: 'a/b' }, { period: 30 }),
      },
    ]);
  });

  test('of many topics is one, and made-up data is called so', () => {
    const [only, ...others] = dropNotices(['a', 'b', 'c', 'd'].map(topic), true);
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      title: 'Sample data: 4 topics are less liked than before',
      message: 'Topic a, Topic b, Topic c, Topic d',
      address: insightsAddress({ page: 'topics' }),
    });
  });
});

/** The two elements that we write, with text and references to characters in them. */
const XML = /^<match>(?:[^<>&]|&#\d+;)*<\/match> <dim>(?:[^<>&]|&#\d+;)*<\/dim>$/u;
/** Extensible Markup Language (XML) 1.0, section 2.2. */
const NOT_IN_XML = /[\p{Cc}\p{Cs}\ufffe\uffff]/u;

describe('the address bar', () => {
  const comment = 'Sent <b>twice</b> & "never" came';
  const found = [final(rated(2, { comment })), { ...silent, id: 'c-1043' }];
  const facts: SuggestionFacts = {
    view: { ...lookUpView, found },
    sources: [own],
    addressOf: ({ id }) => (id === 'c-1043' ? null : `https://csat.example.com/inbox/${id}`),
    ownAddress: (path) => `chrome-extension://x${path}`,
    xml: true,
    now: NOW,
  };

  test('suggests conversations with face, topic, day and words, each with the way to it', () => {
    const [first, second] = suggestionsFor({ ...facts, xml: false });
    expect(first?.content).toBe('https://csat.example.com/inbox/c-1042');
    expect(first?.description).toMatch(/^c-1042 · Unhappy · Refund deadline · .*\d.* · “Sent/);
    expect(first?.description).toContain(comment);
    expect(second?.content).toBe('chrome-extension://x/popup.html#find=c-1043');
    expect(second?.description).toMatch(/^c-1043 · Not rated · .*\d/);
  });

  test('gives Chromium well-formed XML, whatever customers write', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [first] = suggestionsFor({
          ...facts,
          view: { ...facts.view, found: [final(rated(2, { comment: text }))] },
        });
        expect(first?.description).toMatch(XML);
        expect(first?.description).not.toMatch(NOT_IN_XML);
      }),
    );
    expect(escapeXml('a < b & 😫')).toBe('a &#60; b &#38; 😫');
  });

  test('Enter opens the one conversation that it can be, else the look-up', () => {
    const only = { ...facts, view: { ...facts.view, found: found.slice(0, 1) } };
    expect(addressFor('c-1042', only)).toBe('https://csat.example.com/inbox/c-1042');
    expect(addressFor('c 104', facts)).toBe('chrome-extension://x/popup.html#find=c%20104');
    expect(addressFor('https://csat.example.com/inbox/c-1042', facts)).toBe(
      'https://csat.example.com/inbox/c-1042',
    );
    expect(addressFor('javascript:alert(1)', facts)).toMatch(/^chrome-extension:/);
  });
});

describe('a look-up', () => {
  test('survives the way through an address, in one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const wanted = lookUpText(text);
        expect(wanted).not.toMatch(/\n|^\s|\s$/);
        const hash = lookUpAddress(text).slice('/popup.html'.length);
        expect(readLookUp(hash)).toBe(wanted);
      }),
    );
    expect(readLookUp('')).toBeNull();
    expect(readLookUp('#find=')).toBe('');
  });

  test('is kept among the recent ones, unless it is personal', () => {
    const kept = withRecent(['refund', 'c-1'], ' Refund ');
    expect(kept).toEqual(['Refund', 'c-1']);
    for (const personal of ['ana@example.com', 'ana@', '4111 1111 1111 1111', '+49 170 1234567']) {
      expect(withRecent(kept, personal)).toEqual(kept);
    }
    const many = Array.from({ length: 20 }, (_, index) => `c-${index}`);
    expect(many.reduce(withRecent, [])).toEqual(many.slice(-MOST_RECENT).reverse());
  });
});
