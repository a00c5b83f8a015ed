import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceError } from '../../../lib/sources/errors.ts';
import { intercom } from '../../../lib/sources/intercom.ts';
import type { RatingSource } from '../../../lib/sources/source.ts';
import { type IntercomMock, startIntercom } from '../../platforms/intercom.ts';
import { emptyCopy, pullAll } from '../../platforms/source-copy.ts';

const MINUTE = 60_000;
const BEGIN = Date.UTC(2026, 4, 4, 9, 0, 0);
const signal = new AbortController().signal;

let now = BEGIN;
let mock: IntercomMock;

beforeEach(async () => {
  now = BEGIN;
  mock = await startIntercom(() => now);
});
afterEach(() => mock.close());

function open(config: Record<string, string> = {}, secret = 'made-up-token'): RatingSource {
  const parts = { fetch: mock.fetch, now: () => now, secret };
  return intercom.open({ ...parts, config: intercom.readConfig(config) });
}

async function failureOf(action: Promise<unknown>): Promise<SourceError> {
  const error = await action.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SourceError)) throw new Error(`No SourceError: ${String(error)}`);
  return error;
}

async function readOne(id: string | null, config: Record<string, string> = {}) {
  return open(config).readOne({ conversation: id, ticket: null }, signal);
}

async function found(id: string, config: Record<string, string> = {}) {
  const read = await readOne(id, config);
  if (read.kind !== 'found') throw new Error(`not found: ${read.kind}`);
  return read.conversation;
}

describe('an Intercom conversation', () => {
  it('is read with its face, remark, customer, channel, tags and times', async () => {
    const id = mock.account.converse({ channel: 'email' });
    mock.account.tag(id, 'Billing');
    mock.account.ask(id);
    now += MINUTE;
    mock.account.rate(id, 2, { remark: 'Too slow' });
    now += MINUTE;
    mock.account.close(id);
    expect(await found(id)).toEqual({
      id,
      ticketId: null,
      channel: 'email',
      customer: `contact-${id}`,
      email: `customer-${id}@example.com`,
      startedAt: BEGIN,
      endedAt: BEGIN + 2 * MINUTE,
      asked: true,
      askedAt: BEGIN,
      rating: {
        score: 2,
        sentiment: 'negative',
        comment: 'Too slow',
        ratedAt: BEGIN + MINUTE,
        of: 'teammate',
      },
      finalAt: null,
      predicted: null,
      topics: [{ id: 'tag-9000', title: 'Billing' }],
    });
  });

  it('says whom the customer rated: Fin, a teammate, an AI agent that answers as one, or unknown', async () => {
    const ids = [1, 2, 3, 4].map(() => mock.account.converse());
    const [fin = '', teammate = '', agent = '', nobody = ''] = ids;
    mock.account.rateFin(fin, 5, 'Quick');
    mock.account.rate(teammate, 4, { teammate: 7 });
    mock.account.rate(agent, 3, { teammate: 42 });
    mock.account.rate(nobody, 1, { teammate: null });
    const read = await Promise.all(ids.map((id) => found(id, { aiAgent: '42' })));
    expect(read.map(({ rating }) => [rating?.score, rating?.of])).toEqual([
      [5, 'ai_agent'],
      [4, 'teammate'],
      [3, 'ai_agent'],
      [1, 'unknown'],
    ]);
    expect(read[0]?.rating?.comment).toBe('Quick');
  });

  it('with Fin’s rating and a teammate’s shows Fin’s, and says so', async () => {
    const id = mock.account.converse();
    mock.account.rate(id, 1);
    mock.account.rateFin(id, 5);
    const copy = emptyCopy();
    await pullAll(open(), copy);
    expect(copy.conversations.get(id)?.rating).toMatchObject({ score: 5, of: 'ai_agent' });
    expect([...copy.notes]).toEqual([expect.stringContaining('Fin’s is shown')]);
  });

  it('with a value that is no face stays unrated, and the value is noted', async () => {
    const id = mock.account.converse();
    mock.account.rate(id, 7);
    const copy = emptyCopy();
    await pullAll(open(), copy);
    expect(copy.conversations.get(id)).toMatchObject({ rating: null, asked: true });
    expect([...copy.notes]).toEqual([expect.stringContaining('other than 1 to 5: 7')]);
  });

  it('that was asked but not rated says so; one never asked leaves it open', async () => {
    const asked = mock.account.converse();
    const silent = mock.account.converse();
    mock.account.ask(asked);
    expect(await found(asked)).toMatchObject({ asked: true, askedAt: BEGIN, rating: null });
    expect(await found(silent)).toMatchObject({ asked: null, rating: null });
  });

  it('is not there only if Intercom says so', async () => {
    expect(await readOne('999999')).toEqual({ kind: 'not_found' });
    const before = mock.calls.length;
    expect(await readOne('not-a-number')).toEqual({ kind: 'not_found' });
    expect(mock.calls.length).toBe(before);
    mock.account.scopes.clear();
    expect(await readOne('999999')).toEqual({ kind: 'not_allowed' });
  });
});

describe('pulling from Intercom', () => {
  it('reads every rated conversation page by page, each request with version and token', async () => {
    const rated = Array.from({ length: 310 }, () => mock.account.converse());
    for (const id of rated) mock.account.rate(id, 5);
    mock.account.converse();
    const copy = emptyCopy();
    const batches = await pullAll(open(), copy);
    expect([...copy.conversations.keys()].sort()).toEqual([...rated].sort());
    expect(batches.slice(0, 3).map(({ progress }) => progress)).toEqual([
      { done: 150, total: 310 },
      { done: 300, total: 310 },
      { done: 310, total: 310 },
    ]);
    for (const { headers, origin } of mock.calls) {
      expect(headers['intercom-version']).toBe('2.16');
      expect(headers.authorization).toBe('Bearer made-up-token');
      expect(origin).toBe('https://api.intercom.io');
    }
  });

  it('goes on from any page with the stored state alone', async () => {
    for (let index = 0; index < 200; index += 1) mock.account.rate(mock.account.converse(), 4);
    const first = await open().pull(null, signal);
    const second = await open().pull(first.state, signal);
    expect(first.more).toBe(true);
    expect(first.conversations.length + second.conversations.length).toBe(200);
  });

  it('starts again from a state that it cannot read', async () => {
    mock.account.rate(mock.account.converse(), 4);
    for (const state of ['', 'nonsense', '{"v":0}']) {
      expect((await open().pull(state, signal)).conversations).toHaveLength(1);
    }
  });

  it('later reads only what changed, and meets edits, tags, removals and deletions', async () => {
    const [edited = '', removed = '', deleted = '', tagged = '', kept = ''] = Array.from(
      { length: 5 },
      () => mock.account.converse(),
    );
    for (const id of [edited, removed, deleted, tagged, kept]) mock.account.rate(id, 5);
    const copy = emptyCopy();
    await pullAll(open(), copy);
    now += 60 * MINUTE;
    await pullAll(open(), copy);
    mock.account.rate(edited, 1);
    mock.account.unrate(removed);
    mock.account.delete(deleted);
    mock.account.tag(tagged, 'Refund');
    now += MINUTE;
    const batches = await pullAll(open(), copy);
    expect(batches.flatMap(({ conversations }) => conversations.map(({ id }) => id))).not.toContain(
      kept,
    );
    expect(copy.conversations.get(edited)?.rating?.score).toBe(1);
    expect(copy.conversations.get(removed)?.rating).toBeNull();
    expect(copy.conversations.has(deleted)).toBe(false);
    expect(copy.conversations.get(tagged)?.topics).toEqual([{ id: 'tag-9000', title: 'Refund' }]);
  });

  it('meets a rating that is given on a page already read while it pages', async () => {
    const ids = Array.from({ length: 301 }, () => {
      now += 1_000;
      const id = mock.account.converse();
      mock.account.rate(id, 5);
      return id;
    });
    const newest = ids.at(-1) ?? '';
    const copy = emptyCopy();
    let edits = 0;
    await pullAll(open(), copy, () => {
      edits += 1;
      now += 1_000;
      if (edits === 1) mock.account.rate(newest, 1);
    });
    now += MINUTE;
    await pullAll(open(), copy);
    expect(copy.conversations.get(newest)?.rating?.score).toBe(1);
    expect(copy.conversations.size).toBe(301);
  });

  it('starts its pass again when a cursor has expired, without spinning', async () => {
    for (let index = 0; index < 200; index += 1) mock.account.rate(mock.account.converse(), 4);
    const copy = emptyCopy();
    const first = await open().pull(null, signal);
    copy.state = first.state;
    mock.account.expireCursors();
    const [refused] = await pullAll(open(), copy);
    expect(refused).toMatchObject({ more: false, conversations: [] });
    await pullAll(open(), copy);
    expect(copy.conversations.size).toBe(200);
  });

  it('does not miss a change because this computer’s clock is wrong', async () => {
    const id = mock.account.converse();
    mock.account.rate(id, 5);
    for (const skew of [-7 * 60 * MINUTE, 7 * 60 * MINUTE]) {
      mock.setSkew(skew);
      const copy = emptyCopy();
      mock.account.rate(id, 5);
      await pullAll(open(), copy);
      now += 30 * MINUTE;
      mock.account.rate(id, 2);
      now += MINUTE;
      await pullAll(open(), copy);
      expect(copy.conversations.get(id)?.rating?.score).toBe(2);
    }
  });

  it('goes on without the list of deleted conversations where the token may not read it', async () => {
    mock.account.listsDeleted = false;
    mock.account.rate(mock.account.converse(), 5);
    const copy = emptyCopy();
    await pullAll(open(), copy);
    expect(copy.conversations.size).toBe(1);
    expect([...copy.notes].join()).toContain('deleted');
  });
});

describe('Intercom’s limits', () => {
  it('are obeyed ahead of time: who waits as told is never refused', async () => {
    mock.account.setLimit(6);
    for (let index = 0; index < 2_000; index += 1) mock.account.rate(mock.account.converse(), 5);
    const copy = emptyCopy();
    let waited = 0;
    await pullAll(open(), copy, ({ wait }) => {
      waited += wait;
      now += wait;
    });
    expect(copy.conversations.size).toBe(2_000);
    expect(waited).toBeGreaterThan(0);
    expect(mock.replies.map(({ status }) => status)).not.toContain(429);
  });

  it.each([
    ['seconds to wait', { 'retry-after': '17' }, 17_000],
    ['when its window ends', { 'x-ratelimit-reset': String((BEGIN + 9_000) / 1_000) }, 9_000],
    ['nothing', {}, 10_000],
  ])('on a 429 that tells %s are kept', async (_told, headers, retryAfter) => {
    mock.failNext({ status: 429, headers });
    const error = await failureOf(open().pull(null, signal));
    expect(error).toMatchObject({ class: 'rate', transient: true, retryAfter });
  });
});

describe('what goes wrong at Intercom is said in its own words', () => {
  it.each([
    ['token_wrong', 'EU', () => open({ region: 'eu' }, 'other-token')],
    ['token_wrong', 'region', () => open({ region: 'eu' })],
  ])('%s names the %s', async (code, words, source) => {
    const error = await failureOf(source().account(signal));
    expect(error).toMatchObject({ class: 'auth', code, transient: false });
    expect(`${error.message} ${error.remedy}`).toContain(words);
  });

  it('names the region a workspace is in, where Intercom leads there from another', async () => {
    const parts = { now: () => now, secret: 'made-up-token', config: { region: 'us' } };
    mock.account.region = 'EU';
    const source = intercom.open({
      ...parts,
      fetch: (address, init) => mock.fetch(address.replace('api.', 'api.eu.'), init),
    });
    const error = await failureOf(source.account(signal));
    expect(error).toMatchObject({ class: 'auth', code: 'account_wrong' });
    expect(error.remedy).toContain('EU');
  });

  it('names the scope that is missing and the plan that lacks the API', async () => {
    mock.account.scopes.clear();
    const scope = await failureOf(open().account(signal));
    expect(scope).toMatchObject({ class: 'auth', code: 'scope_missing' });
    expect(scope.remedy).toContain('Read conversations');
    mock.account.planIncludesApi = false;
    const plan = await failureOf(open().pull(null, signal));
    expect(plan).toMatchObject({ class: 'auth', code: 'plan_lacks_ratings' });
  });

  it.each([
    [{ status: 500, body: {} }, 'server', true],
    [{ status: 503, body: '<h1>down</h1>' }, 'server', true],
    [{ status: 200, body: '<h1>sign in</h1>' }, 'contract', true],
    [{ status: 200, body: { type: 'conversation.list' } }, 'contract', true],
    [{ status: 302, headers: { location: 'https://example.com/' } }, 'contract', false],
  ])('classes %j', async (failure, errorClass, transient) => {
    mock.failNext(failure);
    const error = await failureOf(open().pull(null, signal));
    expect(error).toMatchObject({ class: errorClass, transient });
    expect(error.message).toContain('Intercom');
  });

  it('passes over a conversation that does not fit, with a note that holds no personal data', async () => {
    mock.failNext({
      status: 200,
      body: { conversations: [{ id: '1', created_at: 'soon', email: 'a@example.com' }] },
    });
    const batch = await open().pull(null, signal);
    expect(batch.conversations).toEqual([]);
    expect(batch.notes.join()).toContain('created_at');
    expect(batch.notes.join()).not.toContain('example.com');
  });

  it('an abort is no failure of Intercom', async () => {
    const aborted = AbortSignal.abort(new Error('left'));
    await expect(open().pull(null, aborted)).rejects.toThrow('left');
  });
});

describe('connecting Intercom', () => {
  it('leads to the workspace by the name that its inbox’s address has', async () => {
    expect(await open().account(signal)).toEqual({
      place: 'ab12cd34',
      name: 'Acme (Intercom, US)',
      limits: [],
    });
  });

  it('asks for the host of the chosen region only', () => {
    expect(intercom.origins({ region: 'au' })).toEqual(['https://api.au.intercom.io']);
  });

  it.each([{ region: 'mars' }, { aiAgent: 'Fin' }])('refuses the choice %j', (config) => {
    expect(() => intercom.readConfig(config)).toThrow(SourceError);
  });

  it('has no switch, and says where it is done by hand', async () => {
    const error = await failureOf(open().switchAsking('x', false, signal));
    expect(error.code).toBe('cannot_switch');
    expect(error.remedy).toContain('workflow');
  });
});
