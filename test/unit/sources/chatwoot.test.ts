import { describe, expect, it } from 'vitest';
import { chatwoot } from '../../../lib/sources/chatwoot.ts';
import type { RatingSource } from '../../../lib/sources/source.ts';
import { CHATWOOT_ACCOUNT, CHATWOOT_ADMIN, CHATWOOT_AGENT } from '../../platforms/chatwoot.ts';
import { MINUTE, mock, open, rated, signal, startChatwootForEach } from './open-chatwoot.ts';
import { Pulled } from './pulled.ts';

let now = 0;
startChatwootForEach({
  get: () => now,
  set: (time) => {
    now = time;
  },
});

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
