import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { noCounts } from '../../../lib/csat/day-counts.ts';
import { SourceError } from '../../../lib/sources/errors.ts';
import { openStore } from '../../../lib/store/store.ts';
import { alone, worked } from '../fixtures/alone.ts';
import {
  connected,
  inZendesk,
  MINUTE,
  now,
  panel,
  popup,
  todayIsNoon,
  zendesk,
} from '../fixtures/alone-with-zendesk.ts';
import { NOON } from '../fixtures/feed.ts';
import { TOKEN, WORKSPACE } from '../fixtures/joined.ts';
import { face, told } from '../fixtures/model-platform.ts';

todayIsNoon();

describe('connecting a platform without a team', () => {
  it('checks the access, names the account, and makes this browser a workspace of its own', async () => {
    const given = alone();
    expect((await popup(given)).workspace).toBeNull();
    const source = worked(await given.ask('admin-background:connect-source', zendesk()));
    expect(source).toMatchObject({
      id: 'zendesk',
      place: 'acme.zendesk.com',
      name: 'acme.zendesk.com (Zendesk)',
      problem: null,
    });
    const view = await popup(given);
    expect(view.workspace).toMatchObject({ solo: true, server: '', role: 'admin' });
    expect(view.sources.map(({ id }) => id)).toEqual(['zendesk']);
    // No page ever hears the credential again.
    expect(JSON.stringify([view, source, await given.store.solo.sources()])).not.toContain('token');
  });

  it('with a wrong token, choices that cannot be, or without the permission keeps nothing', async () => {
    const given = alone();
    const wrong = await given.ask('admin-background:connect-source', zendesk('wrong'));
    expect(wrong).toMatchObject({ ok: false, code: 'token_wrong' });
    const bad = await given.ask('admin-background:connect-source', zendesk('token', 'bad host'));
    expect(bad).toMatchObject({ ok: false, code: 'config_invalid' });
    given.forbidden.add('https://acme.zendesk.com');
    const refused = await given.ask('admin-background:connect-source', zendesk());
    expect(refused).toMatchObject({ ok: false, code: 'site_not_allowed' });
    const unknown = await given.ask('admin-background:connect-source', {
      kind: 'hubspot',
      config: {},
    });
    expect(unknown).toMatchObject({ ok: false, code: 'source_unknown' });
    expect(await given.tokens.solo()).toEqual([]);
    expect((await popup(given)).workspace).toBeNull();
  });

  it('takes an account once, and several accounts side by side', async () => {
    const given = await connected();
    const again = await given.ask('admin-background:connect-source', zendesk());
    expect(again).toMatchObject({ ok: false, code: 'source_connected' });
    const other = worked(await given.ask('admin-background:connect-source', zendesk('t', 'other')));
    expect(other).toMatchObject({ id: 'zendesk-2', place: 'other.zendesk.com' });
    expect((await panel(given, '1')).from).toMatchObject({ source: { id: 'zendesk' } });
    expect((await panel(given, '1', 'other.zendesk.com')).from).toMatchObject({
      source: { id: 'zendesk-2' },
    });
    expect((await panel(given, '1', 'third.zendesk.com')).from).toEqual({
      kind: 'elsewhere',
      inbox: 'zendesk',
      platform: 'Zendesk',
    });
  });

  it('tells what the access is good for when it is tested', async () => {
    const given = await connected();
    expect(
      worked(await given.ask('admin-background:test-source', { id: 'zendesk' })),
    ).toMatchObject({
      ok: true,
      account: 'acme.zendesk.com (Zendesk)',
    });
    given.platform.faults.push(new SourceError('auth', { code: 'scope_missing' }));
    expect(
      worked(await given.ask('admin-background:test-source', { id: 'zendesk' })),
    ).toMatchObject({
      ok: false,
      problem: { code: 'scope_missing' },
    });
    expect(await given.ask('admin-background:test-source', { id: 'nothing' })).toMatchObject({
      code: 'not_found',
    });
  });

  it('shows which places ask, and switches them', async () => {
    const given = await connected();
    const asked = { source: 'zendesk', place: '1', enabled: false };
    worked(await given.ask('admin-background:switch-asking', asked));
    const { places } = worked(
      await given.ask('admin-background:read-asking', { source: 'zendesk' }),
    );
    expect(places).toMatchObject([{ name: 'Shop chat', enabled: false }]);
  });
});

describe('the conversation that is open', () => {
  it('is asked for at the platform where it is not listed, and counts nowhere', async () => {
    const given = await connected();
    await given.sync.syncOnce(now);
    given.platform.put(told('7', { ticketId: 'T-7' }));
    const open = { ...inZendesk('7'), conversation: null, ticket: 'T-7' };
    const looked = await given.ask('page-background:look-through', open);
    expect(looked).toEqual({ ok: true, value: { found: true } });
    const view = await given.reader.panel({ open, period: 'all', now: NOON });
    expect(view.conversation).toMatchObject({ id: '7', rating: null });
    expect(view.overall.counts.conversations).toBe(0);
    expect(await given.ask('page-background:look-through', inZendesk('8'))).toEqual({
      ok: true,
      value: { found: false },
    });
    // Elsewhere nobody is asked.
    const { reads } = given.platform;
    await given.ask('page-background:look-through', inZendesk('9', 'third.zendesk.com'));
    expect(given.platform.reads).toBe(reads);
  });
});

describe('reviews without a team', () => {
  it('are kept in this browser at once', async () => {
    const given = await connected();
    given.platform.put(told('1', { rating: face(1) }));
    await given.sync.syncOnce(now);
    const review = {
      subject: 'conversation' as const,
      source: 'zendesk',
      id: '1',
      version: 0,
      takenBy: null,
      cause: 'did_not_know' as const,
      nextStep: null,
      note: 'tell it',
      done: true,
    };
    worked(await given.ask('page-background:save-review', review));
    const view = await panel(given, '1');
    expect(view.review).toMatchObject({ stored: { version: 1, note: 'tell it' }, waiting: null });
  });

  it('so is the known problem of a topic, and the next batch of the platform leaves it', async () => {
    const given = await connected();
    const topics = [{ id: 'refunds', title: 'Refunds' }];
    given.platform.put(told('1', { rating: face(1), topics }));
    await given.sync.syncOnce(now);
    const [topic] = (await panel(given, '1')).topics;
    const change = { topic: topic?.id ?? '', knownProblem: 'Policy is 30 days.', was: null };
    expect(worked(await given.ask('page-background:save-known-problem', change))).toEqual({
      saved: true,
      knownProblem: 'Policy is 30 days.',
    });
    given.platform.put(
      told('2', { rating: face(5), topics: [{ id: 'refunds', title: 'Refund' }] }),
    );
    given.clock.now += MINUTE;
    await given.sync.syncOnce(now);
    expect((await panel(given, '1')).topics).toMatchObject([
      { title: 'Refund', knownProblem: 'Policy is 30 days.' },
    ]);
  });
});

describe('a file', () => {
  const part = { name: 'history.csv', begin: true, end: true };

  it('is a source of its own; one that is read again replaces what it brought', async () => {
    const given = alone();
    const conversations = [told('1', { rating: face(1) }), told('2', { rating: face(5) })];
    const first = { ...part, conversations: conversations.slice(0, 1), end: false };
    expect(worked(await given.ask('admin-background:take-file', first))).toEqual({ taken: 1 });
    const last = { ...part, begin: false, conversations: conversations.slice(1) };
    worked(await given.ask('admin-background:take-file', last));
    expect((await popup(given)).overall.counts).toMatchObject({ score1: 1, score5: 1 });
    const [source] = worked(await given.ask('admin-background:read-sources', null)).sources;
    expect(source).toMatchObject({ id: 'file', kind: 'file', name: 'history.csv', nextAt: null });
    expect(source?.syncedAt).not.toBeNull();

    worked(
      await given.ask('admin-background:take-file', {
        ...part,
        conversations: [told('2', { rating: face(5) }), told('3', { rating: face(4) })],
      }),
    );
    expect((await popup(given)).overall.counts).toEqual({
      ...noCounts(),
      conversations: 2,
      score4: 1,
      score5: 1,
    });
    expect((await popup(given)).sources).toHaveLength(1);
  });

  it('of another name stands beside it; the sync leaves files alone', async () => {
    const given = await connected();
    worked(await given.ask('admin-background:take-file', { ...part, conversations: [told('1')] }));
    const other = { ...part, name: 'other.csv', conversations: [told('1')] };
    worked(await given.ask('admin-background:take-file', other));
    await given.sync.syncOnce(now);
    const sources = (await popup(given)).sources.map(({ id }) => id);
    expect(sources.sort()).toEqual(['file', 'file-2', 'zendesk']);
    expect((await popup(given)).overall.counts.conversations).toBe(2);
    expect((await popup(given)).sync.problem).toBeNull();
  });

  it('whose beginning is missing, or whose lines do not fit, is refused', async () => {
    const given = alone();
    const middle = { ...part, begin: false, conversations: [told('1')] };
    expect(await given.ask('admin-background:take-file', middle)).toMatchObject({
      code: 'file_not_begun',
    });
    const bad = { ...part, conversations: [{ ...told('1'), startedAt: '2026-11-03' as never }] };
    expect(await given.ask('admin-background:take-file', bad)).toMatchObject({
      code: 'message_invalid',
    });
    expect((await popup(given)).workspace).toBeNull();
  });
});

describe('disconnecting', () => {
  it('takes out what came from the source and forgets its credential', async () => {
    const given = await connected();
    given.platform.put(told('1', { rating: face(1) }));
    await given.sync.syncOnce(now);
    const file = { name: 'h.csv', begin: true, end: true };
    const conversations = [told('9', { rating: face(5) })];
    worked(await given.ask('admin-background:take-file', { ...file, conversations }));
    worked(await given.ask('admin-background:disconnect-source', { id: 'zendesk' }));
    expect((await popup(given)).overall.counts).toEqual({
      ...noCounts(),
      conversations: 1,
      score5: 1,
    });
    expect((await given.tokens.solo()).map(({ id }) => id)).toEqual(['file']);
    expect((await panel(given, '1')).from.kind).toBe('elsewhere');
    // With the last one goes everything.
    worked(await given.ask('admin-background:disconnect-source', { id: 'file' }));
    expect((await popup(given)).workspace).toBeNull();
    expect(await given.sync.syncOnce(now)).toMatchObject({ ok: false, code: 'not_joined' });
  });

  it('another secret of the same account keeps what is here', async () => {
    const given = await connected();
    given.platform.put(told('1', { rating: face(1) }));
    await given.sync.syncOnce(now);
    const change = { id: 'zendesk', change: { secret: 'another', name: 'Shop' } };
    expect(worked(await given.ask('admin-background:change-source', change)).name).toBe('Shop');
    await given.sync.syncOnce(now);
    expect((await popup(given)).overall.counts.score1).toBe(1);
    const wrong = { id: 'zendesk', change: { secret: 'wrong' } };
    expect(await given.ask('admin-background:change-source', wrong)).toMatchObject({
      code: 'token_wrong',
    });
    expect((await given.tokens.solo())[0]?.secret).toBe('another');
  });
});

it('leaving erases everything of this browser alone, credentials included', async () => {
  const given = await connected();
  given.platform.put(told('1', { rating: face(1) }));
  await given.sync.syncOnce(now);
  worked(await given.ask('admin-background:leave', null));
  expect(await given.tokens.solo()).toEqual([]);
  expect(await given.store.solo.sources()).toEqual([]);
  const view = await popup(given);
  expect(view.workspace).toBeNull();
  expect(view.overall.counts).toEqual(noCounts());
});

it('a browser that is in a team connects nothing of its own', async () => {
  const given = alone();
  await given.store.join(WORKSPACE);
  await given.tokens.write({ token: TOKEN, workspace: WORKSPACE });
  const file = { name: 'h.csv', begin: true, end: true, conversations: [told('9')] };
  expect(await given.ask('admin-background:take-file', file)).toMatchObject({ code: 'in_a_team' });
  expect(await given.tokens.solo()).toEqual([]);
});

it('alone nothing is locked, however long the platforms were not reached', async () => {
  const given = await connected();
  given.platform.put(told('1', { rating: face(1) }));
  await given.sync.syncOnce(now);
  given.clock.now += 400 * 24 * 60 * MINUTE;
  expect((await popup(given)).sync.locked).toBe(false);
  expect((await panel(given, '1')).conversation).not.toBeNull();
});

it('credentials are in a database of their own, never in the store', async () => {
  const given = alone();
  worked(await given.ask('admin-background:connect-source', zendesk('s3cret')));
  await given.sync.syncOnce(now);
  const { database } = await openStore(`store-${given.name}`).open();
  for (const table of database.tables) {
    expect(JSON.stringify(await table.toArray())).not.toContain('s3cret');
  }
});
