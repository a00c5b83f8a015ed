import { describe, expect, it } from 'vitest';
import { emptyCopy, pullAll } from '../../platforms/source-copy.ts';
import { DAY, failureOf, MINUTE, mock, open, signal, startZendeskForEach } from './open-zendesk.ts';

let now = 0;
startZendeskForEach({
  get: () => now,
  set: (time) => {
    now = time;
  },
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
