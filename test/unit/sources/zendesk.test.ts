import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceError } from '../../../lib/sources/errors.ts';
import type { RatingSource } from '../../../lib/sources/source.ts';
import { zendesk } from '../../../lib/sources/zendesk.ts';
import { emptyCopy, pullAll } from '../../platforms/source-copy.ts';
import { startZendesk, type ZendeskMock } from '../../platforms/zendesk.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const BEGIN = Date.UTC(2026, 4, 4, 9, 0, 0);
const signal = new AbortController().signal;

let now = BEGIN;
let mock: ZendeskMock;

beforeEach(async () => {
  now = BEGIN;
  mock = await startZendesk(() => now);
});
afterEach(() => mock.close());

function open(
  config: Record<string, string> = {},
  secret: string | null = 'made-up-token',
): RatingSource {
  const checked = zendesk.readConfig({ subdomain: 'acme', ...config });
  return zendesk.open({ fetch: mock.fetch, now: () => now, secret, config: checked });
}

async function failureOf(action: Promise<unknown>): Promise<SourceError> {
  const error = await action.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SourceError)) throw new Error(`No SourceError: ${String(error)}`);
  return error;
}

function read(id: string, source = open()) {
  return source.readOne({ conversation: id, ticket: null }, signal);
}

async function found(id: string, source = open()) {
  const answer = await read(id, source);
  if (answer.kind !== 'found') throw new Error(`not found: ${answer.kind}`);
  return answer.conversation;
}

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

describe('pulling from Zendesk', () => {
  it('reads older ratings and surveys page by page, with tickets in bulk', async () => {
    const older = Array.from({ length: 120 }, () => mock.account.open());
    const newer = Array.from({ length: 130 }, () => mock.account.open());
    for (const id of older) mock.account.rate(id, 'good');
    for (const id of newer) mock.account.answer({ ticket: id }, 1, 'bad');
    mock.account.open();
    const copy = emptyCopy();
    await pullAll(open(), copy);
    expect(copy.conversations.size).toBe(250);
    expect(copy.conversations.get(older[0] ?? '')?.rating?.sentiment).toBe('positive');
    expect(copy.conversations.get(newer[0] ?? '')?.rating?.sentiment).toBe('negative');
    expect(mock.calls.length).toBeLessThan(20);
    expect(mock.calls.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('finds out by asking which kind of rating the account has', async () => {
    for (const has of [
      { surveys: true, ratings: false },
      { surveys: false, ratings: true },
    ]) {
      mock.account.has = has;
      const id = mock.account.open();
      mock.account.rate(id, 'bad');
      mock.account.answer({ ticket: id }, 5, 'good');
      const copy = emptyCopy();
      await pullAll(open(), copy);
      expect(copy.conversations.get(id)?.rating?.sentiment).toBe(
        has.surveys ? 'positive' : 'negative',
      );
    }
  });

  it('keeps answers about conversations that never became a ticket', async () => {
    mock.account.answer({ conversation: 'ac0de-17' }, 5, 'good', 'Quick');
    const copy = emptyCopy();
    await pullAll(open(), copy);
    expect(copy.conversations.get('ac0de-17')).toMatchObject({
      ticketId: null,
      rating: { sentiment: 'positive', comment: 'Quick' },
    });
  });

  it('asks for surveys by milliseconds and for ratings and tickets by seconds', async () => {
    mock.account.answer({ ticket: mock.account.open() }, 5, 'good');
    const copy = emptyCopy();
    await pullAll(open(), copy);
    now += 60 * MINUTE;
    await pullAll(open(), copy);
    const froms = mock.calls.flatMap(({ query }) => query.get('filter[created_at_start]') ?? []);
    const starts = mock.calls.flatMap(({ query }) => query.get('start_time') ?? []);
    expect(froms.map((from) => from.length)).toEqual([13]);
    expect(starts.map((start) => start.length)).toEqual([10]);
  });

  it('meets an answer that is changed as long as it can be, and once after', async () => {
    const id = mock.account.open();
    mock.account.answer({ ticket: id }, 5, 'good');
    const copy = emptyCopy();
    await pullAll(open(), copy);
    for (const category of ['bad', 'neutral', 'good']) {
      now += 4 * DAY;
      mock.account.answer({ ticket: id }, 1, category);
      now += 20 * MINUTE;
      await pullAll(open(), copy);
      const expected = { bad: 'negative', neutral: 'neutral', good: 'positive' }[category];
      expect(copy.conversations.get(id)?.rating?.sentiment).toBe(expected);
    }
    now += 2 * DAY - 2 * 60 * MINUTE;
    mock.account.answer({ ticket: id }, 1, 'bad', 'At the last moment');
    now += 10 * DAY;
    await pullAll(open(), copy);
    expect(copy.conversations.get(id)?.rating?.comment).toBe('At the last moment');
  });

  it('meets changed tags, removed ratings and deleted tickets', async () => {
    const [tagged = '', removed = '', deleted = ''] = [1, 2, 3].map(() => mock.account.open());
    for (const id of [tagged, removed, deleted]) mock.account.rate(id, 'good');
    const copy = emptyCopy();
    await pullAll(open(), copy);
    now += 2 * MINUTE;
    mock.account.tag(tagged, 'refund');
    mock.account.unrate(removed);
    mock.account.delete(deleted);
    now += 2 * MINUTE;
    await pullAll(open(), copy);
    expect(copy.conversations.get(tagged)?.topics).toEqual([{ id: 'tag-refund', title: 'refund' }]);
    expect(copy.conversations.get(removed)?.rating).toBeNull();
    expect(copy.conversations.has(deleted)).toBe(false);
  });

  it('starts a list again when a cursor has expired, without spinning', async () => {
    for (let index = 0; index < 150; index += 1) mock.account.rate(mock.account.open(), 'bad');
    const copy = emptyCopy();
    let pages = 0;
    await pullAll(open(), copy, () => {
      pages += 1;
      if (pages === 2) mock.account.expireCursors();
    });
    expect(copy.conversations.size).toBe(100);
    await pullAll(open(), copy);
    expect(copy.conversations.size).toBe(150);
  });

  it('starts again from a state that it cannot read', async () => {
    mock.account.rate(mock.account.open(), 'good');
    for (const state of ['', '{"v":0}']) {
      const copy = { ...emptyCopy(), state };
      await pullAll(open(), copy);
      expect(copy.conversations.size).toBe(1);
    }
  });

  it('obeys the limit a minute ahead of time', async () => {
    mock.account.setLimit(40);
    for (let index = 0; index < 900; index += 1) mock.account.rate(mock.account.open(), 'good');
    mock.account.setPage(50);
    const copy = emptyCopy();
    await pullAll(open(), copy, ({ wait }) => {
      now += wait;
    });
    expect(copy.conversations.size).toBe(900);
    expect(mock.replies.map(({ status }) => status)).not.toContain(429);
  });

  it('obeys a 429 that came all the same', async () => {
    mock.failNext({ status: 429, headers: { 'retry-after': '33' } });
    const error = await failureOf(open().pull(null, signal));
    expect(error).toMatchObject({ class: 'rate', retryAfter: 33_000 });
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
