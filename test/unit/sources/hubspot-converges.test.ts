import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hubspot } from '../../../lib/sources/hubspot.ts';
import { packSubmissions, unpackSubmissions } from '../../../lib/sources/hubspot-known.ts';
import { HUBSPOT_TOKEN, type HubspotMock, startHubspot } from '../../platforms/hubspot.ts';
import { Pulled } from './pulled.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SENTIMENTS: Record<string, string> = { '0': 'negative', '1': 'neutral', '2': 'positive' };

const which = fc.nat(1_000);
const value = fc.constantFrom('0', '1', '2');
const to = fc.constantFrom('new ticket', 'a ticket', 'none');

type Step =
  | { kind: 'submitted'; value: string; to: string; which: number; bulk: number }
  | { kind: 'edited'; value: string; which: number }
  | { kind: 'removed'; which: number }
  | { kind: 'bound'; to: string; which: number }
  | { kind: 'ticket_removed'; which: number }
  | { kind: 'time'; minutes: number }
  | { kind: 'pulled_once' }
  | { kind: 'pulled_all' }
  | { kind: 'failed'; after: number };

const bulk = fc.constantFrom(1, 1, 25);
const minutes = fc.constantFrom(0.01, 3, 90);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('submitted' as const), value, to, which, bulk }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('edited' as const), value, which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('removed' as const), which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('bound' as const), to, which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ticket_removed' as const), which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('time' as const), minutes }) },
  { weight: 3, arbitrary: fc.constant<Step>({ kind: 'pulled_once' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'pulled_all' }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('failed' as const), after: fc.nat(20) }) },
);

it('HubSpot: any order of answers, changes, removals and pulls ends in what HubSpot has', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 20 }), async (steps) => {
      let now = Date.parse('2026-11-03T10:00:00.000Z');
      const mock = await startHubspot(() => now);
      try {
        let requestsLeft = Number.POSITIVE_INFINITY;
        const fetch: typeof mock.fetch = async (address, init) => {
          requestsLeft -= 1;
          if (requestsLeft < 0) throw new TypeError('the network is gone');
          return mock.fetch(address, init);
        };
        const parts = { fetch, now: () => now, config: {}, secret: HUBSPOT_TOKEN };
        const pulled = new Pulled(hubspot.open(parts));
        for (const one of steps) {
          now += 1_000;
          if (one.kind === 'time') now += one.minutes * MINUTE;
          else if (one.kind === 'pulled_once') await pulled.once();
          else if (one.kind === 'pulled_all') await pulled.all();
          else if (one.kind === 'failed') {
            // Breaks somewhere in its middle: nothing of it is applied.
            requestsLeft = one.after;
            await pulled.once().catch(() => undefined);
            requestsLeft = Number.POSITIVE_INFINITY;
          } else happens(mock, one);
        }
        // What a running pass had already passed is met by the next one.
        for (const _ of [1, 2]) {
          now += HOUR;
          await pulled.all();
        }
        const rated = Object.entries(pulled.scores()).filter(([, given]) => given !== null);
        expect(Object.fromEntries(rated)).toEqual(statedBy(mock));
      } finally {
        await mock.close();
      }
    }),
    { numRuns: 25 },
  );
});

it('HubSpot: submissions that are looked after fit into a state, ids of any length', () => {
  const many = new Map(
    Array.from({ length: 1_500 }, (_, index) => {
      const id = 980_000_000_000_000_000n + BigInt(index);
      const ticket = index % 5 === 0 ? null : String(id + 7n);
      const own = ticket === null ? `submission-${id}` : `ticket-${ticket}`;
      const conversation = index % 3 === 0 && ticket ? String(id + 9n) : own;
      return [String(id), { ticket, conversation }];
    }),
  );
  const text = packSubmissions(many);
  expect(unpackSubmissions(text)).toEqual(many);
  expect(text.length).toBeLessThan(59_000);
});

function happens(mock: HubspotMock, step: Step): void {
  const submissions = [...mock.submissions.keys()];
  const tickets = [...mock.tickets.keys()];
  const pick = (ids: string[]) =>
    'which' in step ? ids[step.which % Math.max(1, ids.length)] : '';
  const submission = pick(submissions) ?? '';
  const ticket = pick(tickets) ?? null;
  const target = (where: string) =>
    where === 'new ticket' ? mock.addTicket() : where === 'a ticket' ? ticket : null;
  // Some changes come to the search later than others.
  if ('which' in step) mock.setIndexLag(step.which % 2 === 0 ? 0 : 3 * MINUTE);
  if (step.kind === 'submitted') {
    for (let index = 0; index < step.bulk; index += 1) {
      mock.submit({ ticket: target(step.to), value: step.value });
    }
  }
  if (step.kind === 'edited') {
    mock.edit(submission, { hs_value: step.value, hs_response_group: null });
  }
  if (step.kind === 'removed') mock.removeSubmission(submission);
  if (step.kind === 'bound') mock.bind(submission, target(step.to));
  if (step.kind === 'ticket_removed' && ticket) mock.removeTicket(ticket);
}

/** What counts at HubSpot: the newest answer of each ticket, and those that belong to none. */
function statedBy(mock: HubspotMock): Record<string, string> {
  const stated: Record<string, string> = {};
  const times = new Map<string, string>();
  for (const { id, tickets, properties } of mock.submissions.values()) {
    const thread = [...mock.threads.values()].find((one) => one.ticket === tickets[0])?.id;
    const conversation = thread ?? (tickets[0] ? `ticket-${tickets[0]}` : `submission-${id}`);
    const key = `${properties.hs_submission_timestamp} ${id}`;
    if ((times.get(conversation) ?? '') > key) continue;
    times.set(conversation, key);
    stated[conversation] = SENTIMENTS[properties.hs_value ?? ''] ?? '';
  }
  return stated;
}
