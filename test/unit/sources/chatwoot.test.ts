import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chatwoot } from '../../../lib/sources/chatwoot.ts';
import type { RatingSource } from '../../../lib/sources/source.ts';
import {
  CHATWOOT_ACCOUNT,
  CHATWOOT_ADMIN,
  CHATWOOT_AGENT,
  type ChatwootMock,
  startChatwoot,
} from '../../platforms/chatwoot.ts';
import { Pulled } from './pulled.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const { signal } = new AbortController();

let now = Date.parse('2026-11-03T10:00:00.000Z');
let mock: ChatwootMock;

beforeEach(async () => {
  now = Date.parse('2026-11-03T10:00:00.000Z');
  mock = await startChatwoot(() => now);
});
afterEach(() => mock.close());

function open(about: { secret?: string; aiAgent?: string } = {}): RatingSource {
  const { secret = CHATWOOT_ADMIN, aiAgent } = about;
  const typed = { address: mock.address, ...(aiAgent && { aiAgent }) };
  const config = chatwoot.readConfig(typed);
  return chatwoot.open({ fetch: mock.fetch, now: () => now, config, secret });
}

/** A conversation, resolved and rated, a minute after the one before. */
function rated(rating: number, about: Parameters<ChatwootMock['open']>[0] = {}): number {
  now += MINUTE;
  const id = mock.open(about);
  mock.resolve(id);
  mock.rate(id, rating);
  return id;
}

describe('connecting', () => {
  it('takes the address of any page of the inbox apart', () => {
    const pasted = 'https://desk.example.com/app/accounts/7/inbox/2/conversations/341';
    expect(chatwoot.readConfig({ address: pasted })).toEqual({
      address: 'https://desk.example.com',
      account: '7',
    });
    expect(chatwoot.readConfig({ address: 'desk.example.com', account: ' 7 ' })).toEqual({
      address: 'https://desk.example.com',
      account: '7',
    });
    expect(chatwoot.origins({ address: 'https://desk.example.com', account: '7' })).toEqual([
      'https://desk.example.com',
    ]);
  });

  it.each([
    [{ address: 'https://desk.example.com' }, 'The account number is missing.'],
    [{ address: 'http://desk.example.com/app/accounts/7/' }, 'begin with https'],
    [{ address: 'not an address' }, 'not the address of a Chatwoot'],
    [{}, 'not the address of a Chatwoot'],
  ])('refuses %o in words', (config, words) => {
    const readConfig = () => chatwoot.readConfig(config);
    expect(readConfig).toThrow(expect.objectContaining({ code: 'config_invalid' }));
    expect(readConfig).toThrow(words);
  });

  it('names the account and the place of its inbox', async () => {
    expect(await open().account(signal)).toEqual({
      place: `${mock.origin}/${CHATWOOT_ACCOUNT}`,
      name: `Acme (Chatwoot, ${new URL(mock.origin).host})`,
      limits: [],
    });
  });

  it('says what an agent’s token can’t do', async () => {
    const { limits } = await open({ secret: CHATWOOT_AGENT }).account(signal);
    expect(limits).toEqual([
      expect.stringContaining('only the conversation that is open is read'),
      expect.stringContaining('may not switch'),
    ]);
  });

  it('tells a wrong token from a wrong account', async () => {
    await expect(open({ secret: 'wrong' }).account(signal)).rejects.toMatchObject({
      class: 'auth',
      code: 'token_wrong',
      remedy: expect.stringContaining('Access token'),
    });
    const config = { address: mock.origin, account: '8' };
    const other = chatwoot.open({
      fetch: mock.fetch,
      now: () => now,
      config,
      secret: CHATWOOT_ADMIN,
    });
    await expect(other.account(signal)).rejects.toMatchObject({ code: 'account_wrong' });
    await expect(other.pull(null, signal)).rejects.toMatchObject({ code: 'account_wrong' });
  });
});

describe('pulling', () => {
  it('reads a rating with its comment, labels, inbox, customer and times', async () => {
    const assignee = { id: 12, name: 'Bob' };
    const id = mock.open({ labels: ['billing'], email: 'ann@example.com', assignee });
    const startedAt = now;
    now += 10 * MINUTE;
    mock.resolve(id);
    const endedAt = now;
    now += MINUTE;
    mock.rate(id, 2, 'Slow');
    const pulled = new Pulled(open());
    await pulled.all();
    expect([...pulled.conversations.values()]).toEqual([
      {
        id: String(id),
        ticketId: null,
        channel: 'Website',
        customer: String(id + 5_000),
        email: 'ann@example.com',
        startedAt,
        endedAt,
        asked: true,
        askedAt: null,
        rating: { score: 2, sentiment: 'negative', comment: 'Slow', ratedAt: now, of: 'teammate' },
        finalAt: Date.parse('2026-11-18T00:00:00.000Z'),
        predicted: null,
        topics: [{ id: 'billing', title: 'billing' }],
      },
    ]);
  });

  it('takes what nobody was assigned to as the bot’s only where a bot answers', async () => {
    const byBot = rated(5, { inbox: 2 });
    const byNobody = rated(5, { inbox: 1 });
    const byRobin = rated(5, { assignee: { id: 30, name: 'Robin AI' } });
    const pulled = new Pulled(open({ aiAgent: 'robin ai' }));
    await pulled.all();
    const of = (id: number) => pulled.conversations.get(String(id))?.rating?.of;
    expect([of(byBot), of(byNobody), of(byRobin)]).toEqual(['ai_agent', 'unknown', 'ai_agent']);
  });

  it('reads all pages, new ratings before history, and goes on from any page', async () => {
    now -= 60 * DAY;
    for (let index = 0; index < 260; index += 1) rated((index % 5) + 1);
    now += 60 * DAY;
    const recent = rated(1);
    const pulled = new Pulled(open());
    await pulled.once();
    expect(pulled.conversations.has(String(recent))).toBe(true);
    while (await pulled.once()) {
      // As after a restart: only the state goes on.
      const again = new Pulled(open());
      again.state = pulled.state;
      await again.once();
    }
    expect(pulled.conversations.size).toBe(261);
    expect(pulled.batches).toBeGreaterThan(3);
  });

  it('reads history however rarely it is asked', async () => {
    now -= 60 * DAY;
    for (let index = 0; index < 120; index += 1) rated(3);
    now += 60 * DAY;
    const pulled = new Pulled(open());
    for (let pulls = 0; pulls < 6; pulls += 1) {
      await pulled.once();
      now += 10 * MINUTE;
    }
    expect(pulled.conversations.size).toBe(120);
  });

  it('tells how far the first pull is', async () => {
    now -= 60 * DAY;
    for (let index = 0; index < 120; index += 1) rated(3);
    now += 60 * DAY;
    rated(4);
    const source = open();
    const first = await source.pull(null, signal);
    expect(first.progress).toEqual({ done: 1, total: 121 });
    const second = await source.pull(first.state, signal);
    expect(second.progress?.done).toBeGreaterThan(90);
  });

  it('misses none of more than a page of ratings given in the same second', async () => {
    const ids = Array.from({ length: 70 }, () => mock.open());
    for (const id of ids) mock.resolve(id);
    for (const id of ids) mock.rate(id, 4);
    const pulled = new Pulled(open());
    await pulled.all();
    expect(pulled.conversations.size).toBe(70);
  });

  it('misses none when ratings are removed and added between its pages', async () => {
    const ids = Array.from({ length: 240 }, () => rated(4));
    const pulled = new Pulled(open());
    await pulled.once();
    for (const id of ids.slice(0, 10)) mock.removeRating(id);
    ids.push(rated(1));
    await pulled.all();
    const left = ids.slice(10).map(String);
    expect(left.filter((id) => !pulled.conversations.get(id)?.rating)).toEqual([]);
  });

  it('sees a rating that the customer changed, and a label that was put on later', async () => {
    const id = rated(1);
    const pulled = new Pulled(open());
    await pulled.all();
    now += 13 * DAY;
    expect(mock.rate(id, 5, 'Solved after all')).toBe(true);
    mock.conversations.get(id)?.labels.push('refund');
    await pulled.all();
    expect(pulled.conversations.get(String(id))).toMatchObject({
      rating: { score: 5, comment: 'Solved after all' },
      topics: [{ id: 'refund' }],
    });
  });

  it('sees a rating and a conversation removed', async () => {
    const unrated = rated(1);
    const deleted = rated(2);
    const kept = rated(3);
    const pulled = new Pulled(open());
    await pulled.all();
    mock.removeRating(unrated);
    mock.removeConversation(deleted);
    await pulled.all();
    expect(pulled.scores()).toEqual({ [unrated]: null, [kept]: 3 });
  });

  it('keeps to the newest answer of a conversation that was asked twice', async () => {
    const id = rated(1);
    now += 3 * DAY;
    mock.sendSurvey(id);
    mock.rate(id, 4);
    const seen = new Set<unknown>();
    const source = open();
    let state: string | null = null;
    for (let pulls = 0; pulls < 6; pulls += 1) {
      now += MINUTE;
      const batch = await source.pull(state, signal);
      state = batch.state;
      if (pulls > 2) for (const { rating } of batch.conversations) seen.add(rating?.score);
    }
    expect([...seen]).toEqual([4]);
    expect(await source.readOne({ conversation: String(id), ticket: null }, signal)).toMatchObject({
      conversation: { rating: { score: 4 } },
    });
    const answered = mock.conversations.get(id)?.messages.at(-1);
    if (answered) answered.submitted = null;
    mock.ratings.pop();
    const pulled = new Pulled(source);
    pulled.state = state;
    await pulled.all();
    now += MINUTE;
    await pulled.all();
    expect(pulled.scores()).toEqual({ [id]: 1 });
  });

  it('lets what can’t change any more rest, instead of asking after it', async () => {
    rated(1);
    const pulled = new Pulled(open());
    await pulled.all();
    now += 30 * DAY;
    await pulled.all();
    const before = mock.calls.length;
    await pulled.all();
    expect(pulled.scores()).toEqual({ 101: 1 });
    expect(mock.calls.slice(before).map(({ path }) => path)).not.toContainEqual(
      expect.stringMatching(/conversations\/\d+/),
    );
  });

  it('reads a long window in full the less often the longer it is, and what is new each time', async () => {
    for (let index = 0; index < 500; index += 1) rated(4);
    const pulled = new Pulled(open());
    await pulled.all();
    const before = mock.calls.length;
    const id = rated(2);
    await pulled.all();
    expect(pulled.scores()[id]).toBe(2);
    expect(mock.calls.length - before).toBeLessThan(20);
    expect(pulled.notes).toEqual(new Set());
  });

  it('keeps its place by Chatwoot’s clock when ours is hours off', async () => {
    mock.setSkew(-7 * 60 * MINUTE);
    const pulled = new Pulled(open());
    rated(1);
    await pulled.all();
    rated(2);
    await pulled.all();
    mock.setSkew(7 * 60 * MINUTE);
    const third = rated(3);
    await pulled.all();
    mock.rate(third, 5);
    await pulled.all();
    expect(pulled.scores()).toEqual({ 101: 1, 102: 2, 103: 5 });
  });

  it('leaves a rating that is none from 1 to 5 out, with a note', async () => {
    const odd = rated(4);
    mock.corrupt(odd, 11);
    const pulled = new Pulled(open());
    await pulled.all();
    expect(pulled.conversations.size).toBe(0);
    expect([...pulled.notes]).toEqual(['A rating other than 1 to 5 is left out: 11.']);
    expect(await open().readOne({ conversation: String(odd), ticket: null }, signal)).toEqual({
      kind: 'not_allowed',
    });
  });

  it('starts again from a state that it cannot read', async () => {
    rated(4);
    const pulled = new Pulled(open());
    pulled.state = '{"v":99}';
    await pulled.all();
    expect(pulled.scores()).toEqual({ 101: 4 });
  });

  it('reads nothing but what is open with an agent’s token, and says so', async () => {
    rated(4);
    const pulled = new Pulled(open({ secret: CHATWOOT_AGENT }));
    await pulled.all();
    expect(pulled.conversations.size).toBe(0);
    expect([...pulled.notes]).toEqual([expect.stringContaining('administrators only')]);
  });

  it('goes without labels where conversations are not given by their ids', async () => {
    const id = rated(4, { labels: ['billing'] });
    mock.failNext({ status: 422, path: '/filter', body: { error: 'no such filter' } });
    const pulled = new Pulled(open());
    await pulled.once();
    expect(pulled.conversations.get(String(id))).toMatchObject({
      rating: { score: 4 },
      topics: null,
    });
    expect([...pulled.notes].join()).toContain('labels and inboxes are not known');
  });

  it('keeps its pace below Chatwoot’s limit ahead of time', async () => {
    for (let index = 0; index < 200; index += 1) rated(4);
    const before = mock.calls.length;
    const batch = await open().pull(null, signal);
    const requests = mock.calls.length - before;
    // Chatwoot grants 3,000 a minute and address; this stays below half of it.
    expect(batch.wait).toBeGreaterThanOrEqual((requests / 1_500) * 60_000);
  });

  it.each([
    [
      { status: 429, body: 'Retry later\n' },
      { class: 'rate', retryAfter: 60_000 },
    ],
    [
      { status: 502, body: '<html>' },
      { class: 'server', transient: true },
    ],
    [{ status: 200, body: '<html>Sign in</html>' }, { class: 'contract' }],
    [
      { status: 200, body: [{ id: 1 }] },
      { class: 'contract', code: 'answer_unexpected' },
    ],
    [
      { status: 302, headers: { location: '/app/login' } },
      { class: 'contract', code: 'redirected' },
    ],
  ])('says what a failure is: %o', async (failure, expected) => {
    rated(4);
    const source = open();
    mock.failNext({ ...failure, path: '/csat_survey_responses' });
    await expect(source.pull(null, signal)).rejects.toMatchObject(expected);
    expect((await source.pull(null, signal)).conversations).toHaveLength(1);
  });
});

describe('one conversation', () => {
  const one = (source: RatingSource, id: number | string) =>
    source.readOne({ conversation: String(id), ticket: null }, signal);

  it('is not asked, asked, then rated', async () => {
    const id = mock.open();
    const startedAt = now;
    expect(await one(open(), id)).toMatchObject({
      kind: 'found',
      conversation: { id: String(id), asked: false, askedAt: null, rating: null, startedAt },
    });
    now += MINUTE;
    const askedAt = now;
    mock.resolve(id);
    expect(await one(open(), id)).toMatchObject({
      conversation: { asked: true, askedAt, rating: null, endedAt: now },
    });
    now += MINUTE;
    mock.rate(id, 4, 'Thanks');
    expect(await one(open(), id)).toMatchObject({
      conversation: {
        rating: { score: 4, comment: 'Thanks', ratedAt: now, of: 'unknown' },
        finalAt: Date.parse('2026-11-18T00:00:00.000Z'),
      },
    });
  });

  it('is the same by the list and alone, for an administrator', async () => {
    const assignee = { id: 12, name: 'Bob' };
    const id = rated(3, { labels: ['billing'], email: 'ann@example.com', assignee });
    const pulled = new Pulled(open());
    await pulled.all();
    const listed = pulled.conversations.get(String(id));
    expect(await one(open(), id)).toEqual({
      kind: 'found',
      conversation: { ...listed, askedAt: now },
    });
  });

  it('is read with an agent’s token too', async () => {
    const id = rated(5, { inbox: 2 });
    expect(await one(open({ secret: CHATWOOT_AGENT }), id)).toMatchObject({
      kind: 'found',
      conversation: { rating: { score: 5, of: 'ai_agent' }, channel: 'Help bot' },
    });
  });

  it('finds a survey that many messages came after', async () => {
    const id = mock.open({ messages: 130 });
    mock.resolve(id);
    mock.rate(id, 1);
    const survey = mock.conversations.get(id)?.messages.at(-1);
    const text = { contentType: 'text', createdAt: now, submitted: null } as const;
    for (let index = 1; index <= 150; index += 1) {
      mock.conversations.get(id)?.messages.push({ ...text, id: (survey?.id ?? 0) + index });
    }
    expect(await one(open(), id)).toMatchObject({ conversation: { rating: { score: 1 } } });
  });

  it('is gone only if Chatwoot says so, and unknown if it may not be seen', async () => {
    const id = rated(5);
    expect(await one(open(), 999)).toEqual({ kind: 'not_found' });
    expect(await one(open(), 'cnv_1')).toEqual({ kind: 'not_found' });
    mock.failNext({
      status: 401,
      path: `/conversations/${id}`,
      body: { error: 'You are not authorized to do this action' },
    });
    expect(await one(open({ secret: CHATWOOT_AGENT }), id)).toEqual({ kind: 'not_allowed' });
    await expect(one(open({ secret: 'wrong' }), id)).rejects.toMatchObject({ code: 'token_wrong' });
  });
});

describe('asking for ratings', () => {
  it('is read and switched by inbox', async () => {
    const source = open();
    const enabled = async () =>
      (await source.askingPlaces(signal)).map((place) => [place.name, place.enabled]);
    expect(await source.askingPlaces(signal)).toContainEqual({
      id: '3',
      name: 'E-mail',
      enabled: false,
      canSwitch: true,
      where: `${mock.origin}/app/accounts/${CHATWOOT_ACCOUNT}/settings/inboxes/3`,
    });
    const after = await source.switchAsking('1', false, signal);
    expect(after.find(({ id }) => id === '1')?.enabled).toBe(false);
    expect(await enabled()).toEqual([
      ['Website', false],
      ['Help bot', true],
      ['E-mail', false],
    ]);
    const id = mock.open();
    mock.resolve(id);
    expect(mock.rate(id, 5)).toBe(false);
  });

  it('sends nothing but the switch, so that other settings of the inbox stay', async () => {
    await open().switchAsking('3', true, signal);
    const patch = mock.calls.find(({ method }) => method === 'PATCH');
    expect(patch?.body).toEqual({ csat_survey_enabled: true });
  });

  it('is not switched by an agent, nor where Chatwoot does not keep it', async () => {
    const agent = open({ secret: CHATWOOT_AGENT });
    expect((await agent.askingPlaces(signal)).map(({ canSwitch }) => canSwitch)).toEqual([
      false,
      false,
      false,
    ]);
    await expect(agent.switchAsking('1', false, signal)).rejects.toMatchObject({
      code: 'scope_missing',
      message: expect.stringContaining('Only administrators'),
    });
    mock.failNext({ status: 200, path: '/inboxes/1', body: {} });
    await expect(open().switchAsking('1', false, signal)).rejects.toMatchObject({
      code: 'cannot_switch',
    });
  });
});
