import { expect, test } from 'vitest';
import { SourceError } from '../../../lib/sources/errors.ts';
import { forEachDatabase } from '../database-fixture.ts';
import { MINUTE } from '../workspace/workspace-fixture.ts';
import { FakePlatform, ratingOf, stated } from './fake-platform.ts';
import { readAll, sourcePlaces } from './source-place.ts';

const ZENDESK = { kind: 'zendesk', config: {}, secret: 'right-token' } as const;
const SOURCE = { source: 'zendesk' };

forEachDatabase((_name, open) => {
  const fresh = sourcePlaces(open);

  test('a rated conversation that no pull brought yet is read there, stored, and not asked for again', async () => {
    const platform = new FakePlatform();
    const { workspace } = await fresh([platform.definition()]);
    await workspace.sources.create(ZENDESK);
    const topics = [{ id: 'a', title: 'A' }];
    platform.put(stated('1', { ticketId: '77', rating: ratingOf(2), topics }));
    const byId = await workspace.conversation('1', SOURCE);
    expect(byId.conversation).toMatchObject({
      id: '1',
      rating: { score: 2 },
      topics: ['zendesk:a'],
    });
    expect(await workspace.conversation('77', { ...SOURCE, ticket: '77' })).toEqual(byId);
    expect(platform.reads).toBe(1);
    expect((await workspace.insights(SOURCE)).overall.faces).toEqual([0, 1, 0, 0, 0]);
    expect((await workspace.topics()).topics).toMatchObject([{ id: 'zendesk:a', title: 'A' }]);
    expect(await workspace.storedCounts()).toEqual(await workspace.recount());
  });

  test('one that no pull would bring is answered and counted nowhere', async () => {
    const platform = new FakePlatform();
    const { workspace } = await fresh([platform.definition()]);
    await workspace.sources.create(ZENDESK);
    platform.put(stated('1', { asked: null }));
    const { conversation } = await workspace.conversation('1', SOURCE);
    expect(conversation).toMatchObject({ source: 'zendesk', id: '1', asked: null, rating: null });
    expect((await workspace.insights({})).overall.conversations).toBe(0);
    expect((await readAll(workspace)).state().map(({ kind }) => kind)).toEqual(['settings']);
  });

  test('a source that cannot list keeps nothing and is never pulled', async () => {
    const platform = new FakePlatform();
    const { workspace, pull } = await fresh([platform.definition('zendesk', false)]);
    expect(await workspace.sources.create(ZENDESK)).toMatchObject({ nextAt: null });
    platform.put(stated('1', { rating: ratingOf(1) }));
    expect((await workspace.conversation('1', SOURCE)).conversation.rating?.score).toBe(1);
    expect((await workspace.insights({})).overall.conversations).toBe(0);
    expect(await pull()).toEqual([]);
  });

  test('"there is none" is said only where the platform said so', async () => {
    const platform = new FakePlatform();
    const { workspace, clock } = await fresh([platform.definition()]);
    await workspace.sources.create(ZENDESK);
    await expect(workspace.conversation('1', SOURCE)).rejects.toMatchObject({ code: 'not_found' });
    platform.put(stated('1', { rating: ratingOf(1) }));
    platform.hidden.add('1');
    clock.pass(MINUTE);
    await expect(workspace.conversation('1', SOURCE)).rejects.toMatchObject({
      code: 'source_failed',
    });
    platform.fault = new SourceError('network', { message: 'Fake cannot be reached.' });
    clock.pass(MINUTE);
    await expect(workspace.conversation('1', SOURCE)).rejects.toMatchObject({
      code: 'source_failed',
      message: expect.stringContaining('Fake cannot be reached.'),
    });
    await expect(workspace.conversation('1', { source: 'none' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('many who open the same conversation cost the platform one request', async () => {
    const platform = new FakePlatform();
    const { workspace, clock } = await fresh([platform.definition()]);
    await workspace.sources.create(ZENDESK);
    platform.put(stated('1', { asked: false }));
    await Promise.all(Array.from({ length: 5 }, () => workspace.conversation('1', SOURCE)));
    expect(platform.reads).toBe(1);
    clock.pass(MINUTE);
    await workspace.conversation('1', SOURCE);
    expect(platform.reads).toBe(2);
  });

  test('who may not see ratings does not see this one either', async () => {
    const platform = new FakePlatform();
    const { workspace } = await fresh([platform.definition()]);
    await workspace.sources.create(ZENDESK);
    const { version } = await workspace.settings();
    await workspace.putSettings({ seesRatings: 'ai_ratings_only' }, version);
    platform.put(stated('1', { rating: ratingOf(1, { of: 'teammate', comment: 'Rude' }) }));
    const seen = await workspace.seenBy('teammate').conversation('1', SOURCE);
    expect(seen.conversation).toMatchObject({ rating: null, ratingHidden: true });
    expect(
      (await workspace.seenBy('admin').conversation('1', SOURCE)).conversation.rating,
    ).not.toBe(null);
  });

  test('a conversation of a platform is reviewed beside one of the same id of our own', async () => {
    const platform = new FakePlatform();
    platform.put(stated('1', { rating: ratingOf(1) }));
    const { workspace, pull } = await fresh([platform.definition()]);
    await workspace.sources.create(ZENDESK);
    await pull();
    await workspace.putConversation('1', {});
    const ada = {
      workspace: workspace.id,
      role: 'admin',
      tokenId: 't',
      id: 'ada',
      name: 'Ada',
    } as const;
    const body = { takenBy: 'ada', cause: null, nextStep: null, note: 'Read it', done: true };
    const edit = '00000000-0000-4000-8000-000000000000';
    const theirs = { subject: 'conversation', id: '1', source: 'zendesk' } as const;
    await workspace.putReview(theirs, { ...body, edit }, ada, '0');
    expect((await workspace.review(theirs)).value).toMatchObject({
      source: 'zendesk',
      note: 'Read it',
    });
    expect((await workspace.review({ subject: 'conversation', id: '1' })).value).toMatchObject({
      source: 'fivefaces',
      version: 0,
    });
    const reviews = (await readAll(workspace)).state().filter(({ kind }) => kind === 'review');
    expect(reviews).toMatchObject([{ review: { source: 'zendesk', id: '1' } }]);
  });
});
