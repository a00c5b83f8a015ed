import { describe, expect, test } from 'vitest';
import { forEachDatabase } from '../database-fixture.ts';
import { HOUR, MINUTE, START, switchCollection, testWorkspaces } from './workspace-fixture.ts';

const instant = (time: number) => new Date(time).toISOString();

forEachDatabase((_name, open) => {
  const fresh = testWorkspaces(open);

  describe("a rating's life", () => {
    test('the last face before it is final counts, once', async () => {
      const { workspace, widget, clock } = await fresh();
      await workspace.putConversation('c', {});
      await workspace.recordAsked(widget('c'), { stage: 'shown', door: 'helped' });
      await workspace.recordAsked(widget('c'), { stage: 'opened', door: 'helped' });
      await workspace.rate(widget('c'), { score: 2, seq: 1 });
      clock.pass(MINUTE);
      await workspace.rate(widget('c'), { score: 4, seq: 2 });
      const { overall } = await workspace.insights({});
      expect(overall).toMatchObject({ conversations: 1, asked: 1, opened: 1, answered: 1 });
      expect(overall).toMatchObject({ rated: 1, positive: 1, faces: [0, 0, 0, 1, 0] });
      const { conversation } = await workspace.conversation('c');
      expect(conversation.rating).toEqual({
        score: 4,
        comment: null,
        ratedAt: instant(START + MINUTE),
        byTeam: false,
        of: 'ai_agent',
      });
    });

    test('it may change until 60 minutes after the end, and not from that instant on', async () => {
      const { workspace, widget, clock } = await fresh();
      await workspace.rate(widget('c'), { score: 2, seq: 1 });
      clock.pass(10 * MINUTE);
      const ended = await workspace.end('c', null);
      expect(ended.endedAt).toBe(instant(START + 10 * MINUTE));
      expect(ended.finalAt).toBe(instant(START + 70 * MINUTE));
      clock.pass(60 * MINUTE - 1);
      await workspace.rate(widget('c'), { score: 5, seq: 2 });
      clock.pass(1);
      await expect(workspace.rate(widget('c'), { score: 1, seq: 3 })).rejects.toMatchObject({
        code: 'rating_final',
      });
      expect((await workspace.insights({})).overall.faces).toEqual([0, 0, 0, 0, 1]);
      expect(await workspace.widgetConversation(widget('c'))).toMatchObject({ final: true });
    });

    test('an hour without a message ends the conversation, whether or not anybody noticed', async () => {
      const { workspace, widget, clock, service } = await fresh();
      await workspace.rate(widget('c'), { score: 2, seq: 1 });
      clock.pass(2 * HOUR - 1);
      expect(await workspace.widgetConversation(widget('c'))).toMatchObject({
        final: false,
        finalAt: instant(START + 2 * HOUR),
      });
      await workspace.rate(widget('c'), { score: 3, seq: 2 });
      clock.pass(1);
      await expect(workspace.rate(widget('c'), { score: 1, seq: 3 })).rejects.toMatchObject({
        code: 'rating_final',
      });
      expect(await service.endIdleConversations()).toBeGreaterThan(0);
      const heads = await service.heads([workspace.id]);
      expect(await service.endIdleConversations()).toBe(0);
      expect(await service.heads([workspace.id])).toEqual(heads);
      const { conversation } = await workspace.conversation('c');
      expect(conversation.endedAt).toBe(instant(START + HOUR));
      expect(conversation.finalAt).toBe(instant(START + 2 * HOUR));
    });

    test('the end takes a time, and once ended another end changes nothing', async () => {
      const { workspace, clock } = await fresh();
      await workspace.putConversation('c', {});
      clock.pass(30 * MINUTE);
      const first = await workspace.end('c', START + 5 * MINUTE);
      expect(first.endedAt).toBe(instant(START + 5 * MINUTE));
      expect(await workspace.end('c', START + 9 * MINUTE)).toEqual(first);
    });

    test('a message before it is final reopens the conversation, after it is refused', async () => {
      const { workspace, clock } = await fresh();
      await workspace.putConversation('c', {});
      await workspace.end('c', null);
      clock.pass(59 * MINUTE);
      const message = { id: 'm1', role: 'customer' as const, text: 'One more thing', sources: [] };
      expect(await workspace.postMessages('c', { messages: [message] })).toEqual({ added: 1 });
      expect((await workspace.conversation('c')).conversation).toMatchObject({
        endedAt: null,
        finalAt: null,
      });
      await workspace.end('c', null);
      clock.pass(60 * MINUTE);
      const late = { ...message, id: 'm2' };
      await expect(workspace.postMessages('c', { messages: [late] })).rejects.toMatchObject({
        code: 'conversation_final',
      });
      // A retry of what is there already is no new message.
      expect(await workspace.postMessages('c', { messages: [message] })).toEqual({ added: 0 });
    });

    test('a message that was written before the end and came in after it does not reopen', async () => {
      const { workspace, clock } = await fresh();
      await workspace.putConversation('c', {});
      clock.pass(MINUTE);
      await workspace.end('c', null);
      clock.pass(MINUTE);
      const at = instant(START + 30_000);
      const message = { id: 'm', role: 'customer' as const, text: 'Thanks', at, sources: [] };
      await workspace.postMessages('c', { messages: [message] });
      expect((await workspace.conversation('c')).conversation.endedAt).toBe(
        instant(START + MINUTE),
      );
    });

    test('the same face again is no change: no number, no new time, counted once', async () => {
      const { workspace, widget, clock, service } = await fresh();
      await workspace.rate(widget('c'), { score: 2, seq: 1, comment: 'Slow' });
      const heads = await service.heads([workspace.id]);
      clock.pass(MINUTE);
      await workspace.rate(widget('c'), { score: 2, seq: 3, comment: 'Slow' });
      expect(await service.heads([workspace.id])).toEqual(heads);
      expect((await workspace.conversation('c')).conversation.rating?.ratedAt).toBe(instant(START));
      // What was sent before that repetition is late, even though nothing changed.
      const answer = await workspace.rate(widget('c'), { score: 5, seq: 2 });
      expect(answer.rating).toEqual({ score: 2, comment: 'Slow', seq: 3 });
    });

    test('a late retry returns the stored rating, even when it is final', async () => {
      const { workspace, widget, clock } = await fresh();
      await workspace.rate(widget('c'), { score: 2, seq: 1 });
      await workspace.rate(widget('c'), { score: 5, seq: 2 });
      const late = await workspace.rate(widget('c'), { score: 2, seq: 1 });
      expect(late.rating).toEqual({ score: 5, comment: null, seq: 2 });
      await workspace.end('c', null);
      clock.pass(HOUR);
      const later = await workspace.rate(widget('c'), { score: 5, seq: 2 });
      expect(later).toMatchObject({ final: true, rating: { score: 5 } });
    });

    test('a comment stays until it is changed or taken away', async () => {
      const { workspace, widget } = await fresh();
      await workspace.rate(widget('c'), { score: 2, seq: 1, comment: 'Mail me: ada@acme.example' });
      await workspace.rate(widget('c'), { score: 3, seq: 2 });
      expect((await workspace.conversation('c')).conversation.rating?.comment).toBe(
        'Mail me: [e-mail]',
      );
      await workspace.rate(widget('c'), { score: 3, seq: 3, comment: null });
      expect((await workspace.conversation('c')).conversation.rating?.comment).toBeNull();
    });

    test('a rating whose asking was lost on the way counts as asked and answered', async () => {
      const { workspace, widget } = await fresh();
      await workspace.rate(widget('new'), { score: 4, seq: 1 });
      const { overall } = await workspace.insights({});
      expect(overall).toMatchObject({ conversations: 1, asked: 1, opened: 1, answered: 1 });
      expect(overall.responseRate).toBe(1);
    });

    test('each stage of asking counts once', async () => {
      const { workspace, widget, clock } = await fresh();
      for (const stage of ['shown', 'shown', 'opened', 'opened'] as const) {
        await workspace.recordAsked(widget('c'), { stage, door: 'helped' });
        clock.pass(MINUTE);
      }
      const { overall } = await workspace.insights({});
      expect(overall).toMatchObject({ asked: 1, opened: 1, answered: 0 });
      const { conversation } = await workspace.conversation('c');
      expect(conversation.askedAt).toBe(instant(START));
      expect(conversation.openedAt).toBe(instant(START + 2 * MINUTE));
      await workspace.end('c', null);
      clock.pass(HOUR);
      await expect(
        workspace.recordAsked(widget('d'), { stage: 'shown', door: 'helped' }),
      ).resolves.toMatchObject({ final: false });
    });

    test('after it is final nobody is asked any more', async () => {
      const { workspace, widget, clock } = await fresh();
      await workspace.putConversation('c', {});
      await workspace.end('c', null);
      clock.pass(HOUR);
      await expect(
        workspace.recordAsked(widget('c'), { stage: 'shown', door: 'helped' }),
      ).rejects.toMatchObject({ code: 'rating_final' });
    });
  });

  describe('collection', () => {
    test('off refuses a first rating and leaves no trace of the attempt', async () => {
      const { workspace, widget } = await fresh();
      await switchCollection(workspace, false);
      await expect(workspace.rate(widget('c'), { score: 5, seq: 1 })).rejects.toMatchObject({
        code: 'collection_off',
      });
      await expect(
        workspace.recordAsked(widget('c'), { stage: 'shown', door: 'helped' }),
      ).rejects.toMatchObject({ code: 'collection_off' });
      expect((await workspace.conversations({})).conversations).toEqual([]);
      expect(await workspace.widgetConversation(widget('c'))).toMatchObject({ collection: false });
    });

    test('off leaves a given rating changeable until it is final', async () => {
      const { workspace, widget } = await fresh();
      await workspace.rate(widget('c'), { score: 2, seq: 1 });
      await switchCollection(workspace, false);
      await workspace.rate(widget('c'), { score: 4, seq: 2 });
      expect((await workspace.insights({})).overall).toMatchObject({ rated: 1, positive: 1 });
    });

    test('a switch names who and when, needs the version, and the same again is no change', async () => {
      const { workspace, clock } = await fresh();
      const { value, version } = await workspace.collection();
      expect(value).toMatchObject({ enabled: true, changedAt: null, changedBy: null });
      clock.pass(MINUTE);
      const off = await workspace.putCollection(false, 'Ada', version);
      expect(off.value).toMatchObject({
        enabled: false,
        changedBy: 'Ada',
        changedAt: instant(START + MINUTE),
      });
      await expect(workspace.putCollection(true, 'Bob', version)).rejects.toMatchObject({
        code: 'version_conflict',
      });
      clock.pass(MINUTE);
      expect(await workspace.putCollection(false, 'Bob', off.version)).toEqual(off);
    });

    test('why nobody was asked: collection was off all along, or the customer left first', async () => {
      const { workspace } = await fresh();
      const answer = { id: 'a', role: 'ai_agent' as const, text: 'Try this', sources: [] };
      await workspace.putConversation('on', {});
      await workspace.postMessages('on', { messages: [answer] });
      await switchCollection(workspace, false);
      await workspace.putConversation('off', {});
      await workspace.postMessages('off', { messages: [answer] });
      await workspace.postMessages('on', { messages: [{ ...answer, id: 'b' }] });
      expect((await workspace.conversation('off')).conversation.notAsked).toBeNull();
      expect((await workspace.end('on', null)).notAsked).toBe('left_first');
      expect((await workspace.end('off', null)).notAsked).toBe('collection_off');
    });
  });

  describe('the team', () => {
    test('an internal conversation works like any other and counts nowhere', async () => {
      const { workspace, widget } = await fresh();
      await workspace.putConversation('c', { visibility: 'internal' });
      await workspace.putConversationTopics('c', { topics: [{ id: 't', title: 'Refunds' }] });
      await workspace.recordAsked(widget('c'), { stage: 'shown', door: 'helped' });
      const answer = await workspace.rate(widget('c'), { score: 5, seq: 1 });
      expect(answer).toMatchObject({ visibility: 'internal', rating: { score: 5 } });
      expect(await workspace.storedCounts()).toEqual([]);
    });

    test('marking a conversation internal later takes it out of all counts, and back in', async () => {
      const { workspace, widget } = await fresh();
      await workspace.rate(widget('c'), { score: 5, seq: 1 });
      await workspace.putConversationTopics('c', { topics: [{ id: 't' }] });
      const counted = await workspace.storedCounts();
      expect(counted.map(({ topic }) => topic)).toEqual([null, 't']);
      await workspace.putConversation('c', { visibility: 'internal' });
      expect(await workspace.storedCounts()).toEqual([]);
      await workspace.putConversation('c', { visibility: 'external' });
      expect(await workspace.storedCounts()).toEqual(counted);
    });

    test("a teammate's try in a customer's conversation is kept and not counted", async () => {
      const { workspace, widget } = await fresh();
      await workspace.putConversation('c', {});
      await workspace.recordAsked(widget('c', 'team'), { stage: 'shown', door: 'helped' });
      await workspace.rate(widget('c', 'team'), { score: 1, seq: 7 });
      const { overall } = await workspace.insights({});
      expect(overall).toMatchObject({ conversations: 1, asked: 0, rated: 0 });
      const { conversation } = await workspace.conversation('c');
      expect(conversation.rating).toMatchObject({ score: 1, byTeam: true });
      expect((await workspace.widgetConversation(widget('c'))).rating).toBeNull();
    });

    test("a customer's rating replaces the team's try, and a later try does not replace it", async () => {
      const { workspace, widget } = await fresh();
      await workspace.rate(widget('c', 'team'), { score: 1, seq: 7, comment: 'Only a test' });
      await workspace.rate(widget('c'), { score: 4, seq: 1 });
      await workspace.rate(widget('c', 'team'), { score: 1, seq: 8 });
      const { conversation } = await workspace.conversation('c');
      expect(conversation.rating).toMatchObject({ score: 4, comment: null, byTeam: false });
      expect((await workspace.insights({})).overall).toMatchObject({ rated: 1, positive: 1 });
    });
  });

  describe('topics and days', () => {
    test('moving a conversation between topics moves its counts', async () => {
      const { workspace, widget } = await fresh();
      await workspace.rate(widget('c'), { score: 4, seq: 1 });
      await workspace.putConversationTopics('c', {
        topics: [{ id: 'a', title: 'Refunds' }, { id: 'b' }],
      });
      await workspace.putConversationTopics('c', {
        topics: [{ id: 'b', title: 'Delivery', category: 'bug' }],
      });
      const { overall, topics } = await workspace.insights({});
      expect(overall.rated).toBe(1);
      expect(topics.map(({ title, figures }) => [title, figures.rated])).toEqual([
        ['Delivery', 1],
        ['Refunds', 0],
      ]);
      expect(await workspace.storedCounts()).toEqual(await workspace.recount());
    });

    test("a title that the team gave is not overwritten by the AI agent's", async () => {
      const { workspace } = await fresh();
      await workspace.putConversation('c', {});
      await workspace.putConversationTopics('c', { topics: [{ id: 'a', title: 'Refunds' }] });
      await workspace.putTopic('a', { title: 'Refund deadline', knownProblem: ' Says 14 days ' });
      await workspace.putConversationTopics('c', { topics: [{ id: 'a', title: 'Refunds' }] });
      expect((await workspace.topics()).topics).toMatchObject([
        { id: 'a', title: 'Refund deadline', knownProblem: 'Says 14 days', status: 'open' },
      ]);
      await expect(workspace.putTopic('none', { status: 'done' })).rejects.toMatchObject({
        code: 'not_found',
      });
    });

    test('a known problem is not written over a line that its writer has not seen', async () => {
      const { workspace } = await fresh();
      await workspace.putConversation('c', {});
      await workspace.putConversationTopics('c', { topics: [{ id: 'a', title: 'Refunds' }] });
      const first = { knownProblem: 'Says 14 days', knownProblemWas: null };
      expect(await workspace.putTopic('a', first)).toMatchObject({ knownProblem: 'Says 14 days' });
      await expect(
        workspace.putTopic('a', { knownProblem: 'Policy is 30', knownProblemWas: null }),
      ).rejects.toMatchObject({
        code: 'version_conflict',
        extra: { current: { id: 'a', knownProblem: 'Says 14 days' } },
      });
      const second = { knownProblem: 'Policy is 30', knownProblemWas: 'Says 14 days' };
      expect(await workspace.putTopic('a', second)).toMatchObject({ knownProblem: 'Policy is 30' });
    });

    test('nor is a status that its writer has not seen', async () => {
      const { workspace } = await fresh();
      await workspace.putConversation('c', {});
      await workspace.putConversationTopics('c', { topics: [{ id: 'a', title: 'Refunds' }] });
      const done = { status: 'done', statusWas: 'open' } as const;
      expect(await workspace.putTopic('a', done)).toMatchObject({ status: 'done' });
      await expect(
        workspace.putTopic('a', { status: 'muted', statusWas: 'open' }),
      ).rejects.toMatchObject({
        code: 'version_conflict',
        extra: { current: { id: 'a', status: 'done' } },
      });
    });

    test("it counts on the day it started in the workspace's zone, all slots together", async () => {
      const { workspace, widget, clock } = await fresh({ timeZone: 'Asia/Tokyo' });
      clock.now = Date.UTC(2026, 10, 30, 15, 30);
      await workspace.putConversation('c', {});
      clock.pass(HOUR);
      await workspace.rate(widget('c'), { score: 4, seq: 1 });
      expect((await workspace.storedCounts()).map(({ day }) => day)).toEqual(['2026-12-01']);
      await workspace.putConversation('c', { startedAt: '2026-11-29T00:00:00.000Z' });
      expect((await workspace.storedCounts()).map(({ day }) => day)).toEqual(['2026-11-29']);
    });

    test('another time zone counts everything anew and begins another epoch', async () => {
      const { workspace, widget, clock } = await fresh();
      clock.now = Date.UTC(2026, 10, 30, 22, 30);
      await workspace.rate(widget('c'), { score: 4, seq: 1 });
      await workspace.putConversationTopics('c', { topics: [{ id: 't' }] });
      const page = await workspace.changes({ cursor: null, limit: 100 });
      const { version } = await workspace.settings();
      await workspace.putSettings({ timeZone: 'Europe/Berlin' }, version);
      expect((await workspace.conversation('c')).conversation.countedOn).toBe('2026-11-30');
      const { version: next } = await workspace.settings();
      await workspace.putSettings({ timeZone: 'Asia/Tokyo' }, next);
      expect((await workspace.conversation('c')).conversation.countedOn).toBe('2026-12-01');
      const stored = await workspace.storedCounts();
      expect(stored.map(({ topic, day }) => [topic, day])).toEqual([
        [null, '2026-12-01'],
        ['t', '2026-12-01'],
      ]);
      expect(stored).toEqual(await workspace.recount());
      const refusal = workspace.changes({ cursor: page.to, limit: 100 });
      await expect(refusal).rejects.toMatchObject({ code: 'cursor_gone' });
    });

    test('a time outside of 1970 to 2199 is refused', async () => {
      const { workspace } = await fresh();
      await expect(
        workspace.putConversation('c', { startedAt: '9999-12-31T23:59:59.999Z' }),
      ).rejects.toMatchObject({ code: 'invalid_request' });
    });
  });
});
