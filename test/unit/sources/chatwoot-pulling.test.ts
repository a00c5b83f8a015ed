import { describe, expect, it } from 'vitest';
import { CHATWOOT_AGENT } from '../../platforms/chatwoot.ts';
import { MINUTE, mock, open, rated, signal, startChatwootForEach } from './open-chatwoot.ts';
import { Pulled } from './pulled.ts';

const DAY = 24 * 60 * MINUTE;

let now = 0;
startChatwootForEach({
  get: () => now,
  set: (time) => {
    now = time;
  },
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
