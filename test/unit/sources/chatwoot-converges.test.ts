import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatwoot } from '../../../lib/sources/chatwoot.ts';
import { packKnown, unpackKnown } from '../../../lib/sources/chatwoot-known.ts';
import { CHATWOOT_ADMIN, type ChatwootMock, startChatwoot } from '../../platforms/chatwoot.ts';
import { Pulled } from './pulled.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

type Step =
  | { kind: 'rated'; score: number; bulk: number }
  | { kind: 'changed'; which: number; score: number }
  | { kind: 'rating_removed'; which: number }
  | { kind: 'conversation_removed'; which: number }
  | { kind: 'time'; hours: number }
  | { kind: 'pulled_once' }
  | { kind: 'pulled_all' }
  | { kind: 'failed'; after: number };

const score = fc.integer({ min: 1, max: 5 });
const which = fc.nat(1_000);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('rated' as const),
      score,
      bulk: fc.constantFrom(1, 2, 30),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('changed' as const), which, score }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rating_removed' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('conversation_removed' as const), which }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('time' as const),
      hours: fc.constantFrom(0.02, 5, 100, 400),
    }),
  },
  { weight: 3, arbitrary: fc.constant<Step>({ kind: 'pulled_once' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'pulled_all' }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('failed' as const), after: fc.nat(8) }) },
);

describe('Chatwoot', () => {
  it('any order of ratings, changes, removals and pulls ends in what Chatwoot has', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        let now = Date.parse('2026-11-03T10:00:00.000Z');
        const mock = await startChatwoot(() => now);
        try {
          const config = chatwoot.readConfig({ address: mock.address });
          let requestsLeft = Number.POSITIVE_INFINITY;
          const fetch: typeof mock.fetch = async (address, init) => {
            requestsLeft -= 1;
            if (requestsLeft < 0) throw new TypeError('the network is gone');
            return mock.fetch(address, init);
          };
          const parts = { fetch, now: () => now, config, secret: CHATWOOT_ADMIN };
          const pulled = new Pulled(chatwoot.open(parts));
          for (const one of steps) {
            now += 1_000;
            if (one.kind === 'time') now += one.hours * HOUR;
            else if (one.kind === 'pulled_once') await pulled.once();
            else if (one.kind === 'pulled_all') await pulled.all();
            else if (one.kind === 'failed') {
              // Breaks somewhere in its middle: nothing of it is applied.
              requestsLeft = one.after;
              await pulled.once().catch(() => undefined);
              requestsLeft = Number.POSITIVE_INFINITY;
            } else happens(mock, one, now);
          }
          now += HOUR;
          // What a running round had already passed is met by the next one.
          await pulled.all();
          now += HOUR;
          await pulled.all();
          const rated = Object.entries(pulled.scores()).filter(([, given]) => given !== null);
          expect(Object.fromEntries(rated)).toEqual(
            Object.fromEntries(mock.ratings.map((row) => [row.conversation, row.rating])),
          );
          const stored = [...pulled.conversations.keys()].map(Number);
          expect(stored.filter((id) => !mock.conversations.has(id))).toEqual([]);
        } finally {
          await mock.close();
        }
      }),
      { numRuns: 40 },
    );
  });

  it('keeps thousands of ratings that may change in a state of bounded length', () => {
    const hourOf = (id: number) => 494_000 + (id % 380);
    const many = new Map(
      Array.from({ length: 30_000 }, (_, index) => [900_000 + index * 7, hourOf(index)]),
    );
    const { text, dropped } = packKnown(many);
    expect(text.length).toBeLessThanOrEqual(32_000);
    const kept = unpackKnown(text);
    expect(kept.size + dropped).toBe(30_000);
    expect(kept.size).toBeGreaterThan(7_000);
    expect([...kept].every(([id, hour]) => many.get(id) === hour)).toBe(true);
    expect(Math.min(...kept.values())).toBeGreaterThan(494_000);
  });
});

function happens(mock: ChatwootMock, step: Exclude<Step, { kind: 'time' }>, now: number): void {
  if (step.kind === 'rated') {
    for (let index = 0; index < step.bulk; index += 1) {
      const id = mock.open();
      mock.resolve(id);
      mock.rate(id, step.score);
    }
    return;
  }
  if (!('which' in step)) return;
  const row = mock.ratings[step.which % Math.max(1, mock.ratings.length)];
  if (!row) return;
  if (step.kind === 'changed') mock.rate(row.conversation, step.score);
  // What can't be changed any more is not looked after: docs/sources.md says so.
  const open = now - row.createdAt < 14 * DAY;
  if (step.kind === 'rating_removed' && open) mock.removeRating(row.conversation);
  if (step.kind === 'conversation_removed' && open) mock.removeConversation(row.conversation);
}
