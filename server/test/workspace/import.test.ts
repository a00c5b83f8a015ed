import { expect, test } from 'vitest';
import { forEachDatabase } from '../database-fixture.ts';
import { Follower } from './follower.ts';
import { fileOf, MINUTE, testWorkspaces } from './workspace-fixture.ts';

const LINE = {
  id: 'old-1',
  channel: 'email',
  startedAt: '2026-03-01T10:00:00.000Z',
  endedAt: '2026-03-01T10:20:00.000Z',
  customer: 'ada',
  topics: [{ id: 'refunds', title: 'Refunds', category: 'question' }],
  asked: true,
  rating: { score: 2, comment: 'Call +49 170 1234567', ratedAt: '2026-03-01T10:21:00.000Z' },
  predicted: { score: 4, reason: 'Said thanks' },
  messages: [
    { id: 'm1', role: 'customer', text: 'Where is my money?', at: '2026-03-01T10:00:00.000Z' },
    { id: 'm2', role: 'ai_agent', text: 'On its way', at: '2026-03-01T10:01:00.000Z' },
  ],
};

forEachDatabase((_name, open) => {
  const fresh = testWorkspaces(open);

  test('a customer who rates during an import is not kept waiting for its end', async () => {
    const { workspace, widget } = await fresh();
    const total = 4_000;
    const lines = Array.from({ length: total }, (_, index) => ({
      id: `old-${index}`,
      startedAt: '2026-03-01T10:00:00.000Z',
      topics: [{ id: `t${index % 5}` }],
      rating: { score: 1 + (index % 5) },
    }));
    let imported = 0;
    let rated: Promise<number> | null = null;
    await workspace.importLines(fileOf(lines), ({ created }) => {
      imported = created;
      rated ??= workspace.rate(widget('live'), { score: 5, seq: 1 }).then(() => imported);
    });
    expect(imported).toBe(total);
    expect(await rated).toBeLessThan(total);
    expect(await workspace.storedCounts()).toEqual(await workspace.recount());
  });

  test('a line becomes a final conversation with all that it states', async () => {
    const { workspace, widget } = await fresh();
    const report = await workspace.importLines(fileOf([LINE]));
    expect(report).toEqual({
      lines: 1,
      created: 1,
      changed: 0,
      unchanged: 0,
      rejectedCount: 0,
      rejected: [],
    });
    const { conversation, transcript } = await workspace.conversation('old-1');
    expect(conversation).toMatchObject({
      channel: 'email',
      endedAt: LINE.endedAt,
      finalAt: LINE.endedAt,
      countedOn: '2026-03-01',
      asked: true,
      notAsked: null,
      rating: { score: 2, comment: 'Call [phone number]', ratedAt: LINE.rating.ratedAt },
      predicted: LINE.predicted,
      topics: ['refunds'],
    });
    expect(transcript.map(({ text }) => text)).toEqual(['Where is my money?', 'On its way']);
    await expect(workspace.rate(widget('old-1'), { score: 5, seq: 1 })).rejects.toMatchObject({
      code: 'rating_final',
    });
    expect((await workspace.insights({})).overall).toMatchObject({ asked: 1, answered: 1 });
  });

  test('what a line leaves out is unknown, not denied', async () => {
    const { workspace } = await fresh();
    const line = { id: 'x', startedAt: LINE.startedAt, rating: { score: 5 } };
    await workspace.importLines(fileOf([line, { id: 'y', startedAt: LINE.startedAt }]));
    const { conversation } = await workspace.conversation('y');
    expect(conversation).toMatchObject({
      asked: null,
      notAsked: null,
      rating: null,
      finalAt: LINE.startedAt,
    });
    const { overall } = await workspace.insights({});
    expect(overall).toMatchObject({ conversations: 2, rated: 1, asked: 0, responseRate: null });
  });

  test('the same file twice changes nothing: no count, no number', async () => {
    const { workspace, service, clock } = await fresh();
    const file = Array.from({ length: 1_200 }, (_, index) => ({
      ...LINE,
      id: `old-${index}`,
      rating: { score: 1 + (index % 5), comment: `Number ${index}` },
    }));
    expect(await workspace.importLines(fileOf(file))).toMatchObject({ created: 1_200 });
    const [counts, heads] = [await workspace.storedCounts(), await service.heads([workspace.id])];
    clock.pass(MINUTE);
    expect(await workspace.importLines(fileOf(file))).toMatchObject({
      lines: 1_200,
      created: 0,
      changed: 0,
      unchanged: 1_200,
    });
    expect(await workspace.storedCounts()).toEqual(counts);
    expect(await workspace.recount()).toEqual(counts);
    expect(await service.heads([workspace.id])).toEqual(heads);
  });

  test('a corrected line changes the conversation and its counts', async () => {
    const { workspace } = await fresh();
    await workspace.importLines(fileOf([LINE]));
    const corrected = {
      ...LINE,
      rating: { score: 5 },
      topics: [{ id: 'delivery' }],
      messages: LINE.messages.slice(0, 1),
    };
    expect(await workspace.importLines(fileOf([corrected]))).toMatchObject({ changed: 1 });
    expect((await workspace.insights({})).overall).toMatchObject({ rated: 1, positive: 1 });
    expect((await workspace.conversation('old-1')).transcript).toHaveLength(1);
    expect(await workspace.storedCounts()).toEqual(await workspace.recount());
  });

  test('a rating without a face comes in as good or bad and is counted as such', async () => {
    const { workspace } = await fresh();
    const report = await workspace.importLines(
      fileOf([
        { ...LINE, rating: { sentiment: 'negative' } },
        { ...LINE, id: 'old-2', rating: { score: 1, sentiment: 'negative' } },
        { ...LINE, id: 'old-3', rating: { comment: 'hm' } },
      ]),
    );
    expect(report.rejected.map(({ line }) => line)).toEqual([2, 3]);
    expect(report.rejected[0]?.reason).toContain('either a score or a sentiment');
    const { conversation } = await workspace.conversation('old-1');
    expect(conversation.rating).toMatchObject({ score: null, sentiment: 'negative' });
    expect(await workspace.storedCounts()).toEqual(await workspace.recount());
  });

  test('partial lines of one conversation add up, in any order, and again change nothing', async () => {
    const base = { id: 'parts', startedAt: '2026-03-01T10:00:00.000Z', partial: true };
    const topics = {
      ...base,
      startedAt: '2026-03-01T11:30:00.000Z',
      topics: LINE.topics,
      predicted: LINE.predicted,
    };
    const rating = { ...base, customer: 'ada', rating: LINE.rating };
    const messages = { ...base, endedAt: '2026-03-01T10:20:00.000Z', messages: LINE.messages };
    for (const order of [
      [topics, rating, messages],
      [messages, rating, topics],
      [rating, topics, messages],
    ]) {
      const { workspace } = await fresh();
      for (const line of order) await workspace.importLines(fileOf([line]));
      const { conversation, transcript } = await workspace.conversation('parts');
      expect(conversation).toMatchObject({
        startedAt: base.startedAt,
        endedAt: '2026-03-01T11:30:00.000Z',
        customer: 'ada',
        rating: { score: 2 },
        predicted: { score: 4 },
        topics: ['refunds'],
      });
      expect(transcript).toHaveLength(2);
      expect(await workspace.storedCounts()).toEqual(await workspace.recount());
      const again = await workspace.importLines(fileOf(order));
      expect(again).toMatchObject({ created: 0, changed: 0, rejectedCount: 0 });
    }
  });

  test('an id twice in a file: its last line counts, again and again', async () => {
    const { workspace, service } = await fresh();
    const filler = Array.from({ length: 600 }, (_, index) => ({ ...LINE, id: `f-${index}` }));
    const file = [LINE, ...filler, { ...LINE, rating: { score: 5 } }];
    expect(await workspace.importLines(fileOf(file))).toMatchObject({
      lines: 602,
      created: 601,
      unchanged: 1,
    });
    expect((await workspace.conversation('old-1')).conversation.rating?.score).toBe(5);
    const heads = await service.heads([workspace.id]);
    expect(await workspace.importLines(fileOf(file))).toMatchObject({ unchanged: 602 });
    expect(await service.heads([workspace.id])).toEqual(heads);
  });

  test('good lines are kept, and each bad one is listed with its number and reason', async () => {
    const { workspace, widget } = await fresh();
    await workspace.rate(widget('live'), { score: 5, seq: 1 });
    const report = await workspace.importLines(
      fileOf([
        LINE,
        { ...LINE, id: 'b', rating: { score: 6 } },
        { id: 'c' },
        'text',
        { ...LINE, id: 'e', startedAt: '1 March 2026' },
        { ...LINE, id: 'f', startedAt: '9999-12-31T23:59:59.000Z' },
        { ...LINE, id: 'g', stars: 5 },
        new Error('is not valid JSON: ends too early'),
        { ...LINE, id: 'live' },
        { ...LINE, id: 'j' },
      ]),
    );
    expect(report).toMatchObject({ lines: 10, created: 2, rejectedCount: 8 });
    expect(report.rejected.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    expect(report.rejected.map(({ reason }) => reason)).toEqual([
      'rating.score: must be a whole number from 1 to 5',
      'startedAt: is missing',
      'is not a JSON object',
      expect.stringMatching(/^startedAt: /),
      'startedAt must be between the years 1970 and 2199',
      'stars: is not a known field',
      'is not valid JSON: ends too early',
      'a live conversation has this id; an import does not change it',
    ]);
    expect((await workspace.conversation('live')).conversation.rating?.score).toBe(5);
  });

  test('progress is told after each batch, and what a reader follows is complete', async () => {
    const { workspace } = await fresh();
    const follower = new Follower();
    await follower.catchUp(workspace);
    const told: number[] = [];
    const file = Array.from({ length: 1_100 }, (_, index) => ({ ...LINE, id: `p-${index}` }));
    await workspace.importLines(fileOf(file), ({ created }) => told.push(created));
    expect(told).toEqual([500, 1_000, 1_100, 1_100]);
    await follower.catchUp(workspace, 300);
    const newcomer = new Follower();
    await newcomer.catchUp(workspace);
    expect(follower.state()).toEqual(newcomer.state());
    expect(follower.faults).toEqual([]);
  });

  test('texts with half a character, quotes and line breaks are kept as they can be', async () => {
    const { workspace } = await fresh();
    const comment = 'It said "\\no"\n\u2028 – 🙂 \ud800!';
    const line = { ...LINE, id: 'odd "id" \\ \' 🙂', rating: { score: 1, comment } };
    await workspace.importLines(fileOf([line]));
    const { conversation } = await workspace.conversation(line.id);
    expect(conversation.rating?.comment).toBe('It said "\\no"\n\u2028 – 🙂 \ufffd!');
    expect(await workspace.importLines(fileOf([line]))).toMatchObject({ unchanged: 1 });
  });
});
