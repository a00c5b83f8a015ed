import { expect, test } from 'vitest';
import { forEachDatabase } from '../database-fixture.ts';
import { Follower } from './follower.ts';
import { fileOf, switchCollection, testWorkspaces } from './workspace-fixture.ts';

forEachDatabase((_name, open) => {
  const fresh = testWorkspaces(open);

  test('the first sync brings settings, topics and day counts before any conversation', async () => {
    const { workspace, widget } = await fresh();
    for (const id of ['a', 'b', 'c']) {
      await workspace.rate(widget(id), { score: 4, seq: 1 });
      await workspace.putConversationTopics(id, { topics: [{ id: `about ${id}` }] });
    }
    const kinds: string[] = [];
    const progress: string[] = [];
    let cursor: string | null = null;
    for (let more = true; more; ) {
      const page = await workspace.changes({ cursor, limit: 2 });
      kinds.push(...page.items.map(({ kind }) => kind));
      progress.push(`${page.progress.done}/${page.progress.total}`);
      ({ more, to: cursor } = page);
    }
    expect(kinds.slice(0, 8).sort()).toEqual([
      ...Array.from({ length: 4 }, () => 'dayCounts'),
      'settings',
      ...Array.from({ length: 3 }, () => 'topic'),
    ]);
    expect(kinds.slice(8)).toEqual(['conversation', 'conversation', 'conversation']);
    expect(progress[0]).toBe('2/11');
  });

  test('a small workspace arrives in one page, and then there is nothing more', async () => {
    const { workspace, widget } = await fresh();
    await workspace.rate(widget('a'), { score: 4, seq: 1 });
    const first = await workspace.changes({ cursor: null, limit: 1_000 });
    expect(first).toMatchObject({ from: null, more: false });
    const second = await workspace.changes({ cursor: first.to, limit: 1_000 });
    expect(second).toMatchObject({ from: first.to, to: first.to, items: [], more: false });
  });

  test('a thing that changed twice comes once, as it is now', async () => {
    const { workspace, widget } = await fresh();
    const { to } = await workspace.changes({ cursor: null, limit: 10 });
    await workspace.rate(widget('a'), { score: 1, seq: 1 });
    await workspace.rate(widget('a'), { score: 4, seq: 2 });
    await switchCollection(workspace, false);
    const { items, head } = await workspace.changes({ cursor: to, limit: 10 });
    expect(items.map(({ kind }) => kind)).toEqual(['conversation', 'dayCounts', 'settings']);
    expect(items[0]).toMatchObject({ conversation: { rating: { score: 4 } } });
    expect(items.at(-1)).toMatchObject({ n: head, collection: { enabled: false } });
  });

  test('a month without any count left comes as an empty month', async () => {
    const { workspace, widget } = await fresh();
    await workspace.rate(widget('a'), { score: 1, seq: 1 });
    const { to } = await workspace.changes({ cursor: null, limit: 10 });
    await workspace.putConversation('a', { visibility: 'internal' });
    const { items } = await workspace.changes({ cursor: to, limit: 10 });
    expect(items).toMatchObject([
      { kind: 'conversation' },
      { kind: 'dayCounts', topic: null, days: [] },
    ]);
  });

  test('messages of a running conversation take no number', async () => {
    const { workspace, service } = await fresh();
    await workspace.putConversation('a', {});
    const heads = await service.heads([workspace.id]);
    await workspace.postMessages('a', {
      messages: [{ id: 'm', role: 'customer', text: 'Hello', sources: [] }],
    });
    expect(await service.heads([workspace.id])).toEqual(heads);
  });

  test('a first sync that is overtaken by writes still ends complete', async () => {
    const { workspace, widget } = await fresh();
    const lines = Array.from({ length: 40 }, (_, index) => ({
      id: `i${index}`,
      startedAt: '2026-02-01T00:00:00.000Z',
      topics: [{ id: `t${index % 3}` }],
      rating: { score: 1 + (index % 5) },
    }));
    await workspace.importLines(fileOf(lines));
    const slow = new Follower();
    for (let step = 0; step < 20; step += 1) {
      await slow.read(workspace, 4);
      await workspace.rate(widget(`live ${step % 3}`), { score: 3, seq: step + 1 });
      await workspace.putConversationTopics(`i${step}`, { topics: [{ id: `t${step % 4}` }] });
    }
    await slow.catchUp(workspace, 4);
    const newcomer = new Follower();
    await newcomer.catchUp(workspace);
    expect(slow.state()).toEqual(newcomer.state());
    expect(slow.faults).toEqual([]);
  });

  test('a cursor of another epoch, ahead of the head or not ours is gone, and the epoch is told', async () => {
    const { workspace } = await fresh();
    const { epoch, head, to } = await workspace.changes({ cursor: null, limit: 10 });
    const strange = [
      `other.feed.${head}`,
      `${epoch}.feed.${head + 1}`,
      `${epoch}.lead.1.${head + 1}.0.5`,
      `${epoch}.lead.9.1.0.5`,
      `${epoch}.feed.-1`,
      `${epoch}.feed`,
      `${epoch}.conversations.1`,
      'nonsense',
      `${to}.1`,
    ];
    for (const cursor of strange) {
      const gone = { code: 'cursor_gone', extra: { epoch } };
      await expect(workspace.changes({ cursor, limit: 10 })).rejects.toMatchObject(gone);
    }
  });

  test('one workspace sees nothing of another', async () => {
    const one = await fresh();
    const other = await fresh();
    await one.workspace.rate(one.widget('a'), { score: 4, seq: 1 });
    await one.workspace.putConversationTopics('a', { topics: [{ id: 't' }] });
    const { items } = await other.workspace.changes({ cursor: null, limit: 10 });
    expect(items.map(({ kind }) => kind)).toEqual(['settings']);
    expect((await other.workspace.conversations({})).conversations).toEqual([]);
    expect((await other.workspace.topics()).topics).toEqual([]);
    await expect(other.workspace.conversation('a')).rejects.toMatchObject({ code: 'not_found' });
  });
});
