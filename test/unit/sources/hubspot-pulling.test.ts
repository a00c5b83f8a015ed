import { describe, expect, it } from 'vitest';
import { hubspot } from '../../../lib/sources/hubspot.ts';
import { HUBSPOT_TOKEN } from '../../platforms/hubspot.ts';
import { requestWindow } from '../../platforms/request-window.ts';
import { MINUTE, mock, open, rated, signal, startHubspotForEach } from './open-hubspot.ts';
import { Pulled } from './pulled.ts';

const HOUR = 60 * MINUTE;

let now = 0;
startHubspotForEach({
  get: () => now,
  set: (time) => {
    now = time;
  },
});

describe('pulling', () => {
  it('reads an answer by its group, without a face, at its thread and ticket', async () => {
    const contact = mock.addContact('ann@example.com');
    const ticket = mock.addTicket({ category: 'BILLING_ISSUE;Refund wanted' });
    const thread = [...mock.threads.keys()][0];
    const startedAt = now;
    now += HOUR;
    mock.submit({ ticket, value: '0', comment: 'No help', contact });
    const pulled = new Pulled(open());
    await pulled.all();
    expect([...pulled.conversations.values()]).toEqual([
      {
        id: thread,
        ticketId: ticket,
        channel: 'chat',
        customer: contact,
        email: 'ann@example.com',
        startedAt,
        endedAt: null,
        asked: true,
        askedAt: null,
        rating: {
          score: null,
          sentiment: 'negative',
          comment: 'No help',
          ratedAt: now,
          of: 'unknown',
        },
        finalAt: null,
        predicted: null,
        topics: [
          { id: 'BILLING_ISSUE', title: 'Billing issue' },
          { id: 'Refund wanted', title: 'Refund wanted' },
        ],
      },
    ]);
  });

  it.each([
    ['0', 'negative'],
    ['1', 'neutral'],
    ['2', 'positive'],
  ])('counts the answer %s as %s', async (value, sentiment) => {
    const { thread } = rated(value);
    const pulled = new Pulled(open());
    await pulled.all();
    expect(pulled.scores()).toEqual({ [thread]: sentiment });
  });

  it('leaves other surveys and unknown answers out, and says how many', async () => {
    const ticket = mock.addTicket();
    mock.submit({ ticket, survey: 'NPS', value: '9' });
    mock.submit({ ticket, survey: 'NPS', value: '3' });
    mock.submit({ survey: 'CES', value: '7' });
    mock.submit({ ticket, value: '4', group: 'DELIGHTED' });
    const pulled = new Pulled(open());
    await pulled.all();
    expect(pulled.conversations.size).toBe(0);
    expect([...pulled.notes].sort()).toEqual([
      '1 submissions of surveys other than CSAT are left out: CES.',
      '2 submissions of surveys other than CSAT are left out: NPS.',
      'A CSAT submission with an unknown response group is left out.',
    ]);
    // Rated or not can't be said of it.
    expect(await open().readOne({ conversation: null, ticket }, signal)).toEqual({
      kind: 'not_allowed',
    });
  });

  it('reads all pages and goes on from any', async () => {
    const all = Array.from({ length: 130 }, (_, index) => rated(String(index % 3)));
    const pulled = new Pulled(open());
    const first = await open().pull(null, signal);
    expect(first.progress).toEqual({ done: 40, total: 130 });
    while (await pulled.once()) {
      // As after a restart: only the state goes on.
      const again = new Pulled(open());
      again.state = pulled.state;
      await again.once();
    }
    expect(Object.keys(pulled.scores()).sort()).toEqual(all.map(({ thread }) => thread).sort());
  });

  it('misses none of many changed in the same moment, nor of more than a search gives', async () => {
    mock.setLastResult(400);
    mock.scopes.delete('tickets');
    for (let index = 0; index < 900; index += 1) {
      if (index % 150 === 0) now += MINUTE;
      mock.submit();
    }
    const pulled = new Pulled(open());
    await pulled.all();
    expect(pulled.conversations.size).toBe(900);
  });

  it('misses none that is changed while it reads', async () => {
    const all = Array.from({ length: 90 }, () => rated('2'));
    const pulled = new Pulled(open());
    await pulled.once();
    now += 1;
    for (const { submission } of all.slice(0, 50)) {
      mock.edit(submission, { hs_value: '0', hs_response_group: 'DETRACTOR' });
    }
    await pulled.all();
    const negative = Object.values(pulled.scores()).filter((one) => one === 'negative');
    expect([pulled.conversations.size, negative.length]).toEqual([90, 50]);
  });

  it('finds what HubSpot’s search came to know minutes late', async () => {
    mock.setIndexLag(5 * MINUTE);
    const late = rated('0');
    mock.setIndexLag(0);
    const early = rated('2');
    const pulled = new Pulled(open());
    await pulled.all();
    expect(Object.keys(pulled.scores())).toEqual([early.thread]);
    now += 6 * MINUTE;
    await pulled.all();
    expect(pulled.scores()).toEqual({ [early.thread]: 'positive', [late.thread]: 'negative' });
  });

  it('shows the newest answer of a ticket, whichever was changed last', async () => {
    const { ticket, thread, submission } = rated('0');
    now += MINUTE;
    mock.submit({ ticket, value: '2' });
    now += MINUTE;
    mock.edit(submission, { hs_content: 'Edited later' });
    const pulled = new Pulled(open());
    await pulled.all();
    expect(pulled.scores()).toEqual({ [thread]: 'positive' });
  });

  it('notices a deleted answer, and shows the one before', async () => {
    const once = rated('0');
    const twice = rated('1');
    now += MINUTE;
    const second = mock.submit({ ticket: twice.ticket, value: '2' });
    const alone = mock.submit({ value: '2' });
    const pulled = new Pulled(open());
    await pulled.all();
    expect(pulled.scores()[`submission-${alone}`]).toBe('positive');
    for (const id of [once.submission, second, alone]) mock.removeSubmission(id);
    now += HOUR;
    await pulled.all();
    expect(pulled.scores()).toEqual({ [once.thread]: null, [twice.thread]: 'neutral' });
  });

  it('follows an answer that comes to a ticket later, or to another one', async () => {
    const alone = mock.submit({ value: '2' });
    const { submission, thread } = rated('0');
    const other = rated('1');
    const pulled = new Pulled(open());
    await pulled.all();
    const ticket = mock.addTicket();
    const found = [...mock.threads.values()].at(-1)?.id ?? '';
    mock.bind(alone, ticket);
    mock.bind(submission, other.ticket);
    now += HOUR;
    await pulled.all();
    expect(pulled.scores()).toEqual({
      [thread]: null,
      [other.thread]: 'neutral',
      [found]: 'positive',
    });
  });

  it('takes a deleted ticket’s conversation away; its answer still counts', async () => {
    const { ticket, submission } = rated('0');
    const pulled = new Pulled(open());
    await pulled.all();
    mock.removeTicket(ticket);
    now += HOUR;
    await pulled.all();
    expect(pulled.scores()).toEqual({ [`submission-${submission}`]: 'negative' });
  });

  it('goes by tickets without the scope for threads, and tells all anew when it comes', async () => {
    mock.scopes.delete('conversations.read');
    const { ticket, thread } = rated('0');
    const pulled = new Pulled(open());
    await pulled.all();
    expect(pulled.scores()).toEqual({ [`ticket-${ticket}`]: 'negative' });
    mock.scopes.add('conversations.read');
    now += 2 * HOUR;
    await pulled.all();
    expect(pulled.scores()).toEqual({ [thread]: 'negative' });
  });

  it('counts ratings without the scope for tickets, and finds their tickets when it comes', async () => {
    mock.scopes.delete('tickets');
    const { thread, submission } = rated('0');
    const pulled = new Pulled(open());
    await pulled.all();
    expect(pulled.scores()).toEqual({ [`submission-${submission}`]: 'negative' });
    expect([...pulled.notes].join()).toContain('may not read tickets');
    mock.scopes.add('tickets');
    now += 2 * HOUR;
    await pulled.all();
    expect(pulled.scores()).toEqual({ [thread]: 'negative' });
  });

  it('stops with words when a scope is taken away, instead of naming all anew', async () => {
    rated('0');
    const pulled = new Pulled(open());
    await pulled.all();
    mock.scopes.delete('conversations.read');
    now += 2 * HOUR;
    await expect(pulled.once()).rejects.toMatchObject({
      code: 'scope_missing',
      remedy: expect.stringContaining('conversations.read'),
    });
  });

  it('never meets a limit of HubSpot when it waits as it says', async () => {
    for (let index = 0; index < 150; index += 1) rated('1');
    const all = requestWindow(190, 10_000, () => now);
    const searches = requestWindow(4, 1_000, () => now);
    let met = 0;
    const counting: typeof mock.fetch = (address, init) => {
      if (!(address.endsWith('/search') ? searches : all).count()) met += 1;
      return mock.fetch(address, init);
    };
    const source = hubspot.open({
      fetch: counting,
      now: () => now,
      config: {},
      secret: HUBSPOT_TOKEN,
    });
    let state: string | null = null;
    for (let more = true; more; ) {
      const batch = await source.pull(state, signal);
      ({ state, more } = batch);
      now += batch.wait;
    }
    expect(met).toBe(0);
  });

  it('waits when the headers say that the limit is almost used up', async () => {
    rated('1');
    mock.setHeaders({
      'x-hubspot-ratelimit-max': '190',
      'x-hubspot-ratelimit-remaining': '3',
      'x-hubspot-ratelimit-interval-milliseconds': '10000',
    });
    expect((await open().pull(null, signal)).wait).toBeGreaterThanOrEqual(9_000);
  });

  it.each([
    [
      { status: 429, body: { category: 'RATE_LIMITS' } },
      { class: 'rate', retryAfter: 10_000 },
    ],
    [
      { status: 429, body: {}, headers: { 'retry-after': '7' } },
      { class: 'rate', retryAfter: 7_000 },
    ],
    [
      { status: 500, body: {} },
      { class: 'server', transient: true },
    ],
    [
      { status: 404, body: {} },
      { class: 'contract', code: 'not_found' },
    ],
    [{ status: 200, body: { results: [{ id: 1 }] } }, { class: 'contract' }],
    [
      { status: 200, body: '<html>' },
      { class: 'contract', code: 'answer_unreadable' },
    ],
  ])('says what a failure is: %o', async (failure, expected) => {
    rated('1');
    const source = open();
    mock.failNext({ ...failure, path: '/search' });
    await expect(source.pull(null, signal)).rejects.toMatchObject(expected);
    expect((await source.pull(null, signal)).conversations).toHaveLength(1);
  });

  it('takes nothing for deleted that could only not be read', async () => {
    const { thread } = rated('1');
    const pulled = new Pulled(open());
    await pulled.all();
    now += HOUR;
    await pulled.once();
    const times = { startedAt: '2026-11-03T10:00:00Z', completedAt: '2026-11-03T10:00:00Z' };
    const errors = [{ category: 'INTERNAL_ERROR', message: 'try again' }];
    mock.failNext({
      status: 207,
      path: '/feedback_submissions/batch/read',
      body: { status: 'COMPLETE', results: [], errors, ...times },
    });
    await pulled.once();
    expect(pulled.scores()).toEqual({ [thread]: 'neutral' });
    expect([...pulled.notes]).toContain('HubSpot could not read all submissions again.');
  });
});
