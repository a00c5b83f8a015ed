import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { zendesk } from '../../../lib/sources/zendesk.ts';
import { applyBatch, emptyCopy, pullAll, type SourceCopy } from '../../platforms/source-copy.ts';
import { startZendesk, type ZendeskMock } from '../../platforms/zendesk.ts';

const MINUTE = 60_000;
const BEGIN = Date.UTC(2026, 4, 4, 9, 0, 0);

/** What may happen at Zendesk, or between us and it, in any order. */
type Happening =
  | { do: 'open' | 'pull' | 'pull all' | 'expire cursors' }
  | { do: 'fail'; status: number }
  | { do: 'wait'; minutes: number }
  | { do: 'solve' | 'offer' | 'unrate' | 'delete'; which: number }
  | { do: 'rate'; which: number; score: 'good' | 'bad' }
  | { do: 'answer'; which: number; category: string }
  | { do: 'tag' | 'untag'; which: number; name: string };

const which = fc.nat(3);
function often<T>(weight: number, arbitrary: fc.Arbitrary<T>) {
  return { weight, arbitrary };
}
const happening: fc.Arbitrary<Happening> = fc.oneof(
  often(1, fc.record({ do: fc.constantFrom('open' as const, 'expire cursors') })),
  often(2, fc.record({ do: fc.constant('pull' as const) })),
  often(6, fc.record({ do: fc.constant('pull all' as const) })),
  often(1, fc.record({ do: fc.constant('fail' as const), status: fc.constantFrom(429, 503) })),
  often(4, fc.record({ do: fc.constant('wait' as const), minutes: fc.nat(40) })),
  often(1, fc.record({ do: fc.constantFrom('solve' as const, 'offer', 'delete'), which })),
  often(2, fc.record({ do: fc.constant('unrate' as const), which })),
  often(
    3,
    fc.record({
      do: fc.constant('rate' as const),
      which,
      score: fc.constantFrom('good' as const, 'bad'),
    }),
  ),
  often(
    6,
    fc.record({
      do: fc.constant('answer' as const),
      which,
      category: fc.constantFrom('good', 'neutral', 'bad'),
    }),
  ),
  often(
    2,
    fc.record({
      do: fc.constantFrom('tag' as const, 'untag'),
      which,
      name: fc.constantFrom('billing', 'refund'),
    }),
  ),
);

async function play(mock: ZendeskMock, all: Happening[], clock: { now: number }, copy: SourceCopy) {
  const signal = new AbortController().signal;
  const source = open(mock, clock);
  const ids = Array.from({ length: 3 }, () => mock.account.open());
  for (const one of all) {
    clock.now += 1_000;
    const id = 'which' in one ? (ids[one.which % ids.length] ?? '') : '';
    if (one.do === 'open') ids.push(mock.account.open());
    if (one.do === 'expire cursors') mock.account.expireCursors();
    if (one.do === 'fail') mock.failNext({ status: one.status });
    if (one.do === 'wait') clock.now += one.minutes * MINUTE;
    if (one.do === 'solve') mock.account.solve(id);
    if (one.do === 'offer' && !mock.account.ratings.has(id)) mock.account.offer(id);
    if (one.do === 'unrate') mock.account.unrate(id);
    if (one.do === 'delete') mock.account.delete(id);
    if (one.do === 'rate') mock.account.rate(id, one.score);
    if (one.do === 'answer') mock.account.answer({ ticket: id }, 1, one.category);
    if (one.do === 'tag') mock.account.tag(id, one.name);
    if (one.do === 'untag') mock.account.untag(id, one.name);
    if (one.do === 'pull all') await pullAll(source, copy).catch(() => {});
    if (one.do === 'pull') {
      const batch = await source.pull(copy.state, signal).catch(() => null);
      if (batch) applyBatch(copy, batch);
    }
  }
}

function open(mock: ZendeskMock, clock: { now: number }) {
  return zendesk.open({
    fetch: mock.fetch,
    now: () => clock.now,
    config: { subdomain: 'acme' },
    secret: mock.account.token,
  });
}

/** How each rated ticket counts, and its tags: surveys go before the older kind. */
function theirs(mock: ZendeskMock): Record<string, unknown> {
  const { has, tickets, surveys } = mock.account;
  const counts: Record<string, string> = { good: 'positive', neutral: 'neutral', bad: 'negative' };
  const rated: Record<string, unknown> = {};
  for (const [id, ticket] of tickets) {
    if (ticket.status === 'deleted') continue;
    const survey = [...surveys.values()].find((one) => one.ticket === id);
    const older = has.ratings ? counts[ticket.satisfaction_rating.score] : undefined;
    const sentiment = (has.surveys && survey && counts[survey.category]) || older;
    if (sentiment) rated[id] = { sentiment, tags: ticket.tags, over: ticket.status === 'solved' };
  }
  return rated;
}

function ours(copy: SourceCopy): Record<string, unknown> {
  return Object.fromEntries(
    [...copy.conversations.values()].flatMap(({ id, rating, topics, endedAt }) => {
      const tags = topics?.map(({ title }) => title);
      const sentiment = rating?.sentiment;
      return sentiment ? [[id, { sentiment, tags, over: endedAt !== null }]] : [];
    }),
  );
}

it('any order of edits, pulls, failures and lost cursors ends in Zendesk’s state', async () => {
  const histories = fc.array(happening, { minLength: 5, maxLength: 40 });
  const hours = fc.integer({ min: -8, max: 8 });
  const kinds = fc.constantFrom(
    { surveys: true, ratings: true },
    { surveys: true, ratings: false },
    { surveys: false, ratings: true },
  );
  await fc.assert(
    fc.asyncProperty(histories, hours, kinds, async (all, skew, has) => {
      const clock = { now: BEGIN };
      const mock = await startZendesk(() => clock.now);
      mock.setSkew(skew * 60 * MINUTE);
      mock.account.has = { ...has };
      mock.account.setPage(2);
      try {
        const copy = emptyCopy();
        await play(mock, all, clock, copy);
        mock.recover();
        // Each list that lost its cursor goes on at the next turn: four turns are enough for any.
        for (let turn = 0; turn < 4; turn += 1) {
          clock.now += 20 * MINUTE;
          await pullAll(open(mock, clock), copy);
        }
        expect(ours(copy)).toEqual(theirs(mock));
        for (const id of copy.conversations.keys()) {
          expect(mock.account.tickets.get(id)?.status).not.toBe('deleted');
        }
      } finally {
        await mock.close();
      }
    }),
    // The same histories each time: a failure here is one of the change at hand.
    { numRuns: 100, seed: 3 },
  );
}, 60_000);
