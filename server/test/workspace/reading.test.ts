import { expect, test } from 'vitest';
import { forEachDatabase } from '../database-fixture.ts';
import { HOUR, MINUTE, testWorkspaces } from './workspace-fixture.ts';

forEachDatabase((_name, open) => {
  const fresh = testWorkspaces(open);

  test('conversations come newest first, page by page, none twice and none left out', async () => {
    const { workspace, clock } = await fresh();
    const ids = Array.from({ length: 23 }, (_, index) => `c~${index}%`);
    for (const [index, id] of ids.entries()) {
      // Several start at the same instant.
      if (index % 3 === 0) clock.pass(MINUTE);
      await workspace.putConversation(id, {});
    }
    const seen: { id: string; startedAt: string }[] = [];
    let before: string | undefined;
    do {
      const query = { limit: 5, ...(before === undefined ? {} : { before }) };
      const page = await workspace.conversations(query);
      seen.push(...page.conversations);
      before = page.next ?? undefined;
    } while (before !== undefined);
    expect(seen.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const times = seen.map(({ startedAt }) => startedAt);
    expect(times).toEqual([...times].sort().reverse());
    await expect(workspace.conversations({ before: 'nonsense' })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  test('lists can be narrowed by topic, sentiment, rating, customer, channel, state and words', async () => {
    const { workspace, widget } = await fresh();
    await workspace.putConversation('a', { customer: 'ada', channel: 'web' });
    await workspace.putConversation('b', { customer: 'bob', channel: 'email' });
    await workspace.putConversation('i', { visibility: 'internal' });
    await workspace.postMessages('a', {
      messages: [{ id: '1', role: 'customer', text: 'My 100% refund_please', sources: [] }],
    });
    await workspace.putConversationTopics('a', { topics: [{ id: 't' }] });
    await workspace.rate(widget('a'), { score: 3, seq: 1 });
    await workspace.rate(widget('i'), { score: 1, seq: 1 });
    await workspace.handOver('b', null);
    await workspace.end('b', null);
    const list = async (query: Parameters<typeof workspace.conversations>[0]) =>
      (await workspace.conversations(query)).conversations.map(({ id }) => id).sort();
    expect(await list({ topic: 't' })).toEqual(['a']);
    expect(await list({ sentiment: 'neutral' })).toEqual(['a']);
    expect(await list({ sentiment: 'negative' })).toEqual(['i']);
    expect(await list({ sentiment: 'to_review' })).toEqual(['a']);
    expect(await list({ rated: 'no' })).toEqual(['b']);
    expect(await list({ customer: 'bob' })).toEqual(['b']);
    expect(await list({ channel: 'web' })).toEqual(['a']);
    expect(await list({ state: 'open' })).toEqual(['a', 'i']);
    expect(await list({ state: 'handed_over' })).toEqual(['b']);
    expect(await list({ visibility: 'internal' })).toEqual(['i']);
    expect(await list({ search: 'REFUND_ 100%' })).toEqual(['a']);
    expect(await list({ search: 'refund% bob' })).toEqual([]);
    const [summary] = (await workspace.conversations({ topic: 't' })).conversations;
    expect(summary).toMatchObject({ preview: 'My 100% refund_please', messageCount: 1 });
  });

  test('a transcript is in the order of its times, whatever order it came in', async () => {
    const { workspace, clock } = await fresh();
    await workspace.putConversation('a', {});
    const at = (minutes: number) => new Date(clock.now - minutes * MINUTE).toISOString();
    const sources = [{ title: 'Refunds', url: 'https://help.acme.example/refunds' }];
    await workspace.postMessages('a', {
      messages: [
        { id: '2', role: 'ai_agent', text: 'second', at: at(2), sources },
        { id: '1', role: 'customer', text: 'first', at: at(3), sources: [] },
        { id: '1', role: 'customer', text: 'again', at: at(1), sources: [] },
      ],
    });
    const { transcript } = await workspace.conversation('a');
    expect(transcript.map(({ text }) => text)).toEqual(['first', 'second']);
    expect(transcript[1]?.sources).toEqual(sources);
  });

  test('insights count the same whether from the day counts or from the conversations', async () => {
    const { workspace, widget, clock } = await fresh();
    for (let index = 0; index < 12; index += 1) {
      const id = `c${index}`;
      await workspace.putConversation(id, { channel: 'web' });
      await workspace.putConversationTopics(id, { topics: [{ id: `t${index % 2}` }] });
      if (index % 3 === 0) await workspace.handOver(id, null);
      await workspace.rate(widget(id), { score: (1 + (index % 5)) as 1 | 2 | 3 | 4 | 5, seq: 1 });
      clock.pass(6 * HOUR);
    }
    const period = { from: '2026-11-04', to: '2026-11-05' };
    const stored = await workspace.insights(period);
    expect(stored.overall.rated).toBeGreaterThan(4);
    expect(await workspace.insights({ ...period, channel: 'web' })).toEqual(stored);
    const alone = await workspace.insights({ handling: 'ai_only' });
    const handed = await workspace.insights({ handling: 'handed_over' });
    expect([alone.overall.rated, handed.overall.rated]).toEqual([8, 4]);
    const topic = await workspace.insights({ topic: 't1' });
    expect(topic.overall.rated).toBe(6);
    expect(topic.topics.map(({ id }) => id)).toEqual(['t1']);
    expect(await workspace.insights({ topic: 't1', channel: 'web' })).toEqual(topic);
  });
});
