import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { intercom } from '../../../lib/sources/intercom.ts';
import { type IntercomMock, startIntercom } from '../../platforms/intercom.ts';
import { applyBatch, emptyCopy, pullAll, type SourceCopy } from '../../platforms/source-copy.ts';

const MINUTE = 60_000;
const BEGIN = Date.UTC(2026, 4, 4, 9, 0, 0);

/** What may happen at Intercom, or between us and it, in any order. */
type Happening =
  | { do: 'converse' | 'pull' | 'expire cursors' }
  | { do: 'fail'; status: number }
  | { do: 'wait'; minutes: number }
  | { do: 'close' | 'ask' | 'unrate' | 'delete'; which: number }
  | { do: 'rate' | 'rate fin'; which: number; score: number }
  | { do: 'tag' | 'untag'; which: number; name: string };

const which = fc.nat(9);
const score = fc.integer({ min: 1, max: 5 });
const name = fc.constantFrom('Billing', 'Refund');
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('converse' as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pull' as const) }) },
  fc.record({ do: fc.constant('expire cursors' as const) }),
  fc.record({ do: fc.constant('fail' as const), status: fc.constantFrom(429, 500, 503) }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.nat(90) }),
  fc.record({ do: fc.constantFrom('close' as const, 'ask', 'unrate', 'delete'), which }),
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('rate' as const, 'rate fin'), which, score }),
  },
  fc.record({ do: fc.constantFrom('tag' as const, 'untag'), which, name }),
);

async function play(
  mock: IntercomMock,
  all: Happening[],
  clock: { now: number },
  copy: SourceCopy,
) {
  const signal = new AbortController().signal;
  const source = open(mock, clock);
  const ids = Array.from({ length: 6 }, () => mock.account.converse());
  for (const one of all) {
    clock.now += 1_000;
    const id = 'which' in one ? (ids[one.which % ids.length] ?? '') : '';
    if (one.do === 'converse') ids.push(mock.account.converse());
    if (one.do === 'expire cursors') mock.account.expireCursors();
    if (one.do === 'fail') mock.failNext({ status: one.status });
    if (one.do === 'wait') clock.now += one.minutes * MINUTE;
    if (one.do === 'close') mock.account.close(id);
    if (one.do === 'ask') mock.account.ask(id);
    if (one.do === 'unrate') mock.account.unrate(id);
    if (one.do === 'delete') mock.account.delete(id);
    if (one.do === 'rate') mock.account.rate(id, one.score);
    if (one.do === 'rate fin') mock.account.rateFin(id, one.score);
    if (one.do === 'tag') mock.account.tag(id, one.name);
    if (one.do === 'untag') mock.account.untag(id, one.name);
    if (one.do === 'pull') {
      const batch = await source.pull(copy.state, signal).catch(() => null);
      if (batch) applyBatch(copy, batch);
    }
  }
}

function open(mock: IntercomMock, clock: { now: number }) {
  return intercom.open({
    fetch: mock.fetch,
    now: () => clock.now,
    config: { region: 'us' },
    secret: mock.account.token,
  });
}

it('any order of edits, pulls, failures and lost cursors ends in Intercom’s state', async () => {
  const histories = fc.array(happening, { minLength: 5, maxLength: 40 });
  const hours = fc.integer({ min: -8, max: 8 });
  await fc.assert(
    fc.asyncProperty(histories, hours, async (all, skew) => {
      const clock = { now: BEGIN };
      const mock = await startIntercom(() => clock.now);
      mock.setSkew(skew * 60 * MINUTE);
      mock.account.setPage(3);
      try {
        const copy = emptyCopy();
        await play(mock, all, clock, copy);
        mock.recover();
        // A pass that lost its cursor goes on at the next turn: three turns are enough for any.
        for (let turn = 0; turn < 3; turn += 1) {
          clock.now += 10 * MINUTE;
          await pullAll(open(mock, clock), copy);
        }
        const theirs = [...mock.account.conversations.values()];
        const rated = theirs.filter(({ fin, rating }) => fin ?? rating?.rating);
        const ours = [...copy.conversations.values()].filter(({ rating }) => rating);
        expect(ours.map(({ id }) => id).sort()).toEqual(rated.map(({ id }) => id).sort());
        for (const held of rated) {
          const one = copy.conversations.get(held.id);
          expect(one?.rating?.score).toBe(held.fin?.rating ?? held.rating?.rating);
          expect(one?.topics?.map(({ title }) => title)).toEqual(held.tags.map((tag) => tag.name));
          expect(one?.endedAt === null).toBe(held.state === 'open');
        }
        for (const id of copy.conversations.keys()) {
          expect(mock.account.conversations.has(id)).toBe(true);
        }
      } finally {
        await mock.close();
      }
    }),
    // The same histories each time: a failure here is one of the change at hand.
    { numRuns: 100, seed: 1 },
  );
}, 60_000);
