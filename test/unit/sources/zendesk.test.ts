import { describe, expect, it } from 'vitest';
import { SourceError } from '../../../lib/sources/errors.ts';
import { zendesk } from '../../../lib/sources/zendesk.ts';
import { emptyCopy, pullAll } from '../../platforms/source-copy.ts';
import {
  BEGIN,
  DAY,
  failureOf,
  found,
  MINUTE,
  mock,
  open,
  read,
  signal,
  startZendeskForEach,
} from './open-zendesk.ts';

let now = 0;
startZendeskForEach({
  get: () => now,
  set: (time) => {
    now = time;
  },
});

describe('a Zendesk ticket', () => {
  it('is read with its survey’s answer, comment, tags and until when the customer may change it', async () => {
    const id = mock.account.open({ channel: 'chat' });
    mock.account.tag(id, 'billing', 'ai-agent-tags-applied');
    now += MINUTE;
    mock.account.solve(id);
    now += MINUTE;
    mock.account.answer({ ticket: id }, 2, 'bad', 'Nobody helped');
    expect(await found(id)).toEqual({
      id,
      ticketId: id,
      channel: 'chat',
      customer: String(50_000 + Number(id)),
      email: null,
      startedAt: BEGIN,
      endedAt: BEGIN + MINUTE,
      asked: true,
      askedAt: null,
      rating: {
        score: null,
        sentiment: 'negative',
        comment: 'Nobody helped',
        ratedAt: BEGIN + 2 * MINUTE,
        of: 'unknown',
      },
      finalAt: BEGIN + 2 * MINUTE + 14 * DAY,
      predicted: null,
      topics: [{ id: 'tag-billing', title: 'billing' }],
    });
  });

  it('with the older kind of rating is good or bad, and has no face', async () => {
    mock.account.has.surveys = false;
    const good = mock.account.open();
    const bad = mock.account.open();
    const offered = mock.account.open();
    mock.account.rate(good, 'good', 'Thanks');
    mock.account.rate(bad, 'bad');
    mock.account.offer(offered);
    expect((await found(good)).rating).toMatchObject({
      score: null,
      sentiment: 'positive',
      comment: 'Thanks',
    });
    expect((await found(bad)).rating).toMatchObject({ score: null, sentiment: 'negative' });
    expect(await found(offered)).toMatchObject({ asked: true, rating: null });
  });

  it('shows a face only where the scale is known to have five points and counts alike', async () => {
    const source = open();
    const id = mock.account.open();
    mock.account.answer({ ticket: id }, 5, 'good');
    expect((await found(id, source)).rating).toMatchObject({ score: null, sentiment: 'positive' });
    mock.account.tellsOptions = true;
    expect((await found(id, source)).rating).toMatchObject({ score: 5, sentiment: 'positive' });
    mock.account.answer({ ticket: id }, 3, 'neutral');
    expect((await found(id, source)).rating).toMatchObject({ score: 3, sentiment: 'neutral' });
    // Zendesk can count a 3 of 5 as bad: its word goes before the face.
    mock.account.answer({ ticket: id }, 3, 'bad');
    expect((await found(id, source)).rating).toMatchObject({ score: null, sentiment: 'negative' });
  });

  it('with a category that is not known is asked but unrated, and the category is noted', async () => {
    const id = mock.account.open();
    mock.account.answer({ ticket: id }, 4, 'splendid');
    const copy = emptyCopy();
    await pullAll(open(), copy);
    expect(copy.conversations.get(id)).toMatchObject({ rating: null, asked: true });
    expect([...copy.notes].join()).toContain('splendid');
  });

  it('has its topics from a chosen field, by the names that the field’s values have', async () => {
    const id = mock.account.open();
    mock.account.tag(id, 'ignored');
    mock.account.setField(id, 360_001, 'refund_asked');
    const topics = { topics: 'field', topicField: '360001' };
    expect((await found(id, open(topics))).topics).toEqual([
      { id: 'field-refund_asked', title: 'Refund asked' },
    ]);
    mock.account.setField(id, 360_001, null);
    expect((await found(id, open(topics))).topics).toEqual([]);
  });

  it('leaves out the tags that the team names as no topics', async () => {
    const id = mock.account.open();
    mock.account.tag(id, 'vip', 'billing', 'Closed_By_Merge');
    const { topics } = await found(id, open({ ignoredTags: 'VIP, closed_by_merge' }));
    expect(topics?.map(({ title }) => title)).toEqual(['billing']);
  });

  it('tells the AI agent’s ratings apart where the team says who it is', async () => {
    const bot = mock.account.open({ assignee: 99 });
    const person = mock.account.open({ assignee: 71 });
    for (const id of [bot, person]) mock.account.answer({ ticket: id }, 5, 'good');
    const source = open({ aiAgent: '99' });
    expect((await found(bot, source)).rating?.of).toBe('ai_agent');
    expect((await found(person, source)).rating?.of).toBe('teammate');
    expect((await found(bot)).rating?.of).toBe('unknown');
  });

  it('is not there only if Zendesk says so', async () => {
    expect(await read('424242')).toEqual({ kind: 'not_found' });
    const before = mock.calls.length;
    expect(await read('new')).toEqual({ kind: 'not_found' });
    expect(mock.calls.length).toBe(before);
  });

  it('takes no answer about another ticket for its own', async () => {
    const id = mock.account.open();
    const other = mock.account.open();
    mock.account.answer({ ticket: other }, 1, 'bad');
    const parts = { now: () => now, secret: 'made-up-token', config: { subdomain: 'acme' } };
    const source = zendesk.open({
      ...parts,
      // A filter that Zendesk would pass over.
      fetch: (address, init) => mock.fetch(address.replace(/filter[^&]*&/, ''), init),
    });
    expect((await found(id, source)).rating).toBeNull();
  });
});

describe('without an admin’s access', () => {
  it('Zendesk is read one ticket at a time, and says so', async () => {
    mock.account.role = 'agent';
    const account = await open().account(signal);
    expect(account.limits.join()).toContain('Only the ticket that is open');
    const batch = await open().pull(null, signal);
    expect(batch).toMatchObject({ conversations: [], more: false });
    expect(batch.notes.join()).toContain('only the ticket that is open');
    const id = mock.account.open();
    mock.account.rate(id, 'bad', 'No');
    expect((await found(id)).rating).toMatchObject({ sentiment: 'negative', comment: 'No' });
  });

  it('a ticket that tells nothing is not called unrated', async () => {
    mock.account.role = 'agent';
    const id = mock.account.open();
    mock.account.answer({ ticket: id }, 5, 'good');
    expect(await read(id)).toEqual({ kind: 'not_allowed' });
  });

  it('lists are read as soon as they are open', async () => {
    mock.account.role = 'agent';
    mock.account.rate(mock.account.open(), 'good');
    const copy = emptyCopy();
    await pullAll(open(), copy);
    mock.account.role = 'admin';
    await pullAll(open(), copy);
    expect(copy.conversations.size).toBe(1);
  });
});

describe('with the signed-in session', () => {
  it('Zendesk is only read, with the browser’s cookies and without a token', async () => {
    mock.account.signedIn = true;
    const sent: RequestInit[] = [];
    const source = zendesk.open({
      now: () => now,
      secret: null,
      config: { subdomain: 'acme' },
      fetch: (address, init) => {
        sent.push(init ?? {});
        return mock.fetch(address, init);
      },
    });
    const id = mock.account.open();
    mock.account.rate(id, 'good');
    expect((await source.account(signal)).place).toBe('acme.zendesk.com');
    expect((await found(id, source)).rating?.sentiment).toBe('positive');
    await pullAll(source, emptyCopy());
    for (const init of sent) {
      expect(init).toMatchObject({ method: 'GET', credentials: 'include' });
      expect(new Headers(init.headers).has('authorization')).toBe(false);
    }
  });

  it('says where to sign in when nobody is', async () => {
    const error = await failureOf(open({}, null).account(signal));
    expect(error).toMatchObject({ class: 'auth', code: 'token_wrong' });
    expect(error.remedy).toContain('Open acme.zendesk.com, sign in');
  });
});

describe('what goes wrong at Zendesk is said in its own words', () => {
  it('a wrong token', async () => {
    const error = await failureOf(open({}, 'other').account(signal));
    expect(error).toMatchObject({ class: 'auth', code: 'token_wrong', transient: false });
    expect(error.message).toContain('acme.zendesk.com');
  });

  it('a plan without ratings, seen with an admin’s access', async () => {
    mock.account.has = { surveys: false, ratings: false };
    const error = await failureOf(open().account(signal));
    expect(error).toMatchObject({ class: 'auth', code: 'plan_lacks_ratings' });
    expect(error.remedy).toContain('Professional');
  });

  it('an account that does not exist', async () => {
    const error = await failureOf(open({ subdomain: 'acne' }).account(signal));
    expect(error).toMatchObject({ class: 'contract', code: 'not_found' });
  });

  it.each([
    [{ status: 503, body: '<h1>maintenance</h1>' }, 'server'],
    [{ status: 200, body: { tickets: 1 } }, 'contract'],
  ])('an answer like %j', async (failure, errorClass) => {
    mock.failNext(failure);
    const error = await failureOf(open().pull(null, signal));
    expect(error).toMatchObject({ class: errorClass, transient: true });
  });
});

describe('connecting Zendesk', () => {
  it.each(['acme', 'ACME.zendesk.com', 'https://acme.zendesk.com/agent/tickets/7'])(
    'takes the account as %s',
    (subdomain) => {
      const config = zendesk.readConfig({ subdomain });
      expect(config).toMatchObject({ subdomain: 'acme', topics: 'tags' });
      expect(zendesk.origins(config)).toEqual(['https://acme.zendesk.com']);
    },
  );

  it.each([
    { subdomain: '' },
    { subdomain: 'acme.zendesk.com.example.org' },
    { subdomain: 'https://example.org/acme.zendesk.com' },
    { subdomain: 'acme', topics: 'field' },
    { subdomain: 'acme', topics: 'words' },
    { subdomain: 'acme', aiAgent: 'Bot' },
  ])('refuses %j', (config) => {
    expect(() => zendesk.readConfig(config)).toThrow(SourceError);
  });

  it('tells whether customers are asked where Zendesk says it, and where to change it', async () => {
    expect(await open().askingPlaces(signal)).toEqual([
      {
        id: 'acme.zendesk.com',
        name: 'acme.zendesk.com',
        enabled: null,
        canSwitch: false,
        where: 'https://acme.zendesk.com/admin/objects-rules/rules/automations',
      },
    ]);
    mock.account.has.surveys = false;
    expect((await open().askingPlaces(signal))[0]?.enabled).toBe(true);
    expect((await failureOf(open().switchAsking('x', true, signal))).code).toBe('cannot_switch');
  });
});
