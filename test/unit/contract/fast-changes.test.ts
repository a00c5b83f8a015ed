import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ChangesPage } from '../../../lib/contract/changes.ts';
import { readChangesPage } from '../../../lib/contract/fast-changes.ts';
import {
  conversation,
  conversationItem,
  dayCountsItem,
  page,
  rating,
  settingsItem,
  topicItem,
} from '../fixtures/feed.ts';

const GOOD = v.parse(
  ChangesPage,
  page('a', 'b', [
    settingsItem(1),
    topicItem(2, 'refunds', 'Refunds'),
    dayCountsItem(3, null, [['2026-11-03', { asked: 2, good: 1 }]]),
    dayCountsItem(4, 'refunds', [
      ['2024-02-29', { asked: 2 }],
      ['2024-02-28', { bad: 1 }],
    ]),
    conversationItem(5, conversation('c1')),
    conversationItem(
      6,
      conversation('c2', {
        ticketId: 'T-1',
        customer: 'k1',
        emailHash: 'ab',
        asked: null,
        notAsked: 'left_first',
        endedAt: '2026-10-31T23:59:59.999Z',
        rating: rating(2, 'no help'),
        predicted: { score: 4, reason: null },
        topics: ['refunds', 'login'],
      }),
    ),
    conversationItem(
      8,
      conversation('c4', {
        finalUnknown: true,
        ratingHidden: false,
        rating: {
          score: null,
          sentiment: 'negative',
          comment: null,
          reason: 'no_answer',
          ratedAt: '2026-11-03T12:00:00.000Z',
          byTeam: false,
          of: 'unknown',
        },
      }),
    ),
    { n: 7, kind: 'erasure', source: 'fivefaces', conversation: 'c3' },
  ]),
);

/** Every place in a JSON value, as the keys that lead there. */
function places(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]));
  return [path, ...below];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A copy of the page with something else at one place; `undefined` takes the place away. */
function withChange(text: string, path: readonly string[], change: unknown): string {
  const copy: unknown = JSON.parse(text);
  const last = path.at(-1);
  if (last === undefined) return JSON.stringify(change ?? null);
  let parent = copy;
  for (const key of path.slice(0, -1)) {
    parent = isRecord(parent) && Object.hasOwn(parent, key) ? parent[key] : null;
  }
  if (!isRecord(parent)) return text;
  if (change === undefined) delete parent[last];
  else parent[last] = change;
  return JSON.stringify(copy);
}

const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    0,
    -1,
    1.5,
    6,
    1e308,
    2 ** 53,
    '',
    'x',
    'a'.repeat(201),
    'with\nline',
    'with\u007f',
    '2026-02-30',
    '2023-02-29',
    '2026-13-01',
    '2026-11-31T12:00:00.000Z',
    '2026-02-29T12:00:00.000Z',
    '2026-11-03 12:00+01:00',
    '2026-11-03T12:00:60.000Z',
    'conversation',
    'dayCounts',
    'toString',
    'internal',
    'neutral',
    'unknown',
    false,
    [],
    [[]],
    [null],
    ['refunds', 7],
    [['2026-11-03', [1, 2], 'more']],
    {},
    { kind: 'conversation', n: 1 },
    { length: 1, 0: 'x' },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

const PLACES = places(JSON.parse(JSON.stringify(GOOD)));

function expectSame(value: unknown): void {
  const bySchema = v.safeParse(ChangesPage, value);
  const byHand = readChangesPage(value);
  expect(byHand.success).toBe(bySchema.success);
  if (bySchema.success) expect(byHand.output).toStrictEqual(bySchema.output);
  else expect(v.flatten(byHand.issues ?? ([] as never))).toEqual(v.flatten(bySchema.issues));
}

describe('reading a page of changes by hand', () => {
  it('gives what the schema gives for every kind', () => {
    expect(readChangesPage(GOOD).output).toStrictEqual(GOOD);
    expectSame(GOOD);
  });

  it('accepts and refuses what the schema does, whatever stands anywhere in a page', () => {
    const text = JSON.stringify(GOOD);
    const change = fc.tuple(fc.constantFrom(...PLACES), hostile);
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        let changed = text;
        for (const [path, value] of changes) changed = withChange(changed, path, value);
        expectSame(JSON.parse(changed));
      }),
      { numRuns: 1_500 },
    );
  }, 30_000);

  it('drops fields that it does not know, harmless or not', () => {
    const extra = '"newer":1,"__proto__":{"asked":true},"constructor":null,';
    const text = JSON.stringify(GOOD).replaceAll('{', `{${extra}`).replaceAll(',}', '}');
    const read = readChangesPage(JSON.parse(text));
    expect(read.output).toStrictEqual(GOOD);
  });

  it('takes nothing from a prototype in place of a field', () => {
    const { asked: _, ...without } = conversation('c1');
    const text = JSON.stringify(page(null, 'b', [conversationItem(1, without as never)]));
    const poisoned = text.replace('"source"', '"__proto__":{"asked":true},"source"');
    expectSame(JSON.parse(poisoned));
    expect(readChangesPage(JSON.parse(poisoned)).success).toBe(false);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -0, new Date(0), () => 1])(
    'judges what JSON cannot hold as the schema does: %s',
    (value) => {
      expectSame(page('a', 'b', [conversationItem(value as never, conversation('c1'))]));
      const days = [['2026-11-03', [value]]] as never;
      expectSame(page('a', 'b', [{ ...dayCountsItem(1, null, []), days } as never]));
    },
  );
});
