import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { writeBackup } from '../../src/backup/write-backup.ts';
import { NO_SECRETS, secretKeeper } from '../../src/sources/credentials.ts';
import { forEachDatabase } from '../database-fixture.ts';
import { FakePlatform, ratingOf, stated } from './fake-platform.ts';
import { KEY, PULL_EVERY, readAll, sourcePlaces } from './source-place.ts';

const ZENDESK = { kind: 'zendesk', config: {}, secret: 'right-token' } as const;

forEachDatabase((_name, open) => {
  const fresh = sourcePlaces(open);

  test('a platform is connected under its account, and everybody is told', async () => {
    const platform = new FakePlatform();
    platform.limits = ['It may not read tags.'];
    const { workspace, clock } = await fresh([platform.definition()]);
    const source = await workspace.sources.create({ ...ZENDESK, config: { area: 'north' } });
    expect(source).toEqual({
      id: 'zendesk',
      kind: 'zendesk',
      name: 'Acme (Fake)',
      place: 'acme.example',
      problem: null,
      config: { area: 'north' },
      createdAt: new Date(clock.now).toISOString(),
      syncedAt: null,
      nextAt: new Date(clock.now).toISOString(),
      conversations: 0,
      ratings: 0,
      notes: ['It may not read tags.'],
    });
    const settings = [...(await readAll(workspace)).things.values()].find(
      ({ kind }) => kind === 'settings',
    );
    expect(settings).toMatchObject({
      sources: [
        { id: 'fivefaces', kind: 'fivefaces', name: 'Acme Support', place: null, problem: null },
        {
          id: 'zendesk',
          kind: 'zendesk',
          name: 'Acme (Fake)',
          place: 'acme.example',
          problem: null,
        },
      ],
    });
  });

  test('what the platform or its choices refuse is refused in their words, and nothing is kept', async () => {
    const platform = new FakePlatform();
    const { workspace } = await fresh([platform.definition()]);
    const refused = (body: object) => workspace.sources.create({ ...ZENDESK, ...body });
    await expect(refused({ secret: 'wrong' })).rejects.toMatchObject({
      code: 'source_refused',
      message: 'Fake does not accept this token. Make a new one under Settings.',
    });
    await expect(refused({ config: { area: 'nowhere' } })).rejects.toMatchObject({
      code: 'source_refused',
      message: 'There is no such area. Choose another one.',
    });
    await expect(refused({ secret: undefined })).rejects.toMatchObject({
      code: 'source_refused',
      message: 'Fake needs: Token.',
    });
    await expect(refused({ config: { secret: 'x' } })).rejects.toMatchObject({
      code: 'invalid_request',
    });
    await expect(refused({ kind: 'hubspot' })).rejects.toMatchObject({ code: 'source_refused' });
    expect(await workspace.sources.list()).toEqual([]);
  });

  test('the same account is connected once; another one gets a number', async () => {
    const platform = new FakePlatform();
    const { workspace } = await fresh([platform.definition()]);
    await workspace.sources.create(ZENDESK);
    await expect(workspace.sources.create(ZENDESK)).rejects.toMatchObject({
      code: 'source_refused',
      message: 'This account is connected already, as "Acme (Fake)".',
    });
    platform.place = 'other.example';
    expect(await workspace.sources.create({ ...ZENDESK, name: 'Other' })).toMatchObject({
      id: 'zendesk-2',
      name: 'Other',
    });
  });

  test('without a key no credential is taken', async () => {
    const platform = new FakePlatform();
    const { workspace } = await fresh([platform.definition()], {
      sources: { secrets: NO_SECRETS },
    });
    await expect(workspace.sources.create(ZENDESK)).rejects.toMatchObject({
      code: 'secrets_not_kept',
      message: expect.stringContaining('FIVEFACES_SECRETS_KEY'),
    });
  });

  test('a new credential must lead to the same account; new choices read everything anew', async () => {
    const platform = new FakePlatform();
    for (const id of ['1', '2', '3']) platform.put(stated(id, { rating: ratingOf(4) }));
    const { workspace, pull, clock } = await fresh([platform.definition()]);
    await workspace.sources.create(ZENDESK);
    await pull();
    platform.token = 'new-token';
    clock.pass(PULL_EVERY);
    await pull();
    await expect(
      workspace.sources.change('zendesk', { secret: 'right-token' }),
    ).rejects.toMatchObject({ code: 'source_refused' });
    expect((await workspace.sources.list())[0]?.problem?.code).toBe('token_wrong');
    const changed = await workspace.sources.change('zendesk', { secret: 'new-token' });
    expect(changed.problem).toBeNull();
    const before = platform.pulls;
    await pull();
    expect(platform.pulls - before).toBe(1);
    await workspace.sources.change('zendesk', { config: { area: 'south' }, name: 'South' });
    await pull();
    expect(platform.pulls - before).toBe(3);
    platform.place = 'other.example';
    await expect(
      workspace.sources.change('zendesk', { secret: 'new-token' }),
    ).rejects.toMatchObject({ code: 'source_refused' });
    expect((await workspace.sources.list())[0]).toMatchObject({
      name: 'South',
      config: { area: 'south' },
      conversations: 3,
    });
    await expect(workspace.sources.change('none', {})).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a changed credential stops whoever pulls with the old one', async () => {
    const platform = new FakePlatform();
    platform.put(stated('1'));
    const { workspace, service } = await fresh([platform.definition()]);
    await workspace.sources.create(ZENDESK);
    const due = await service.takeDueSource();
    await workspace.sources.change('zendesk', { secret: 'right-token' });
    expect(await due?.pull(new AbortController().signal)).toEqual({ kind: 'lost' });
    expect((await workspace.insights({})).overall.conversations).toBe(0);
  });

  test('testing says whom the access leads to, or what is wrong, and lets the next pull begin', async () => {
    const platform = new FakePlatform();
    const { workspace, pull, clock } = await fresh([platform.definition()]);
    await workspace.sources.create(ZENDESK);
    await pull();
    expect(await workspace.sources.test('zendesk')).toEqual({
      ok: true,
      account: 'Acme (Fake)',
      problem: null,
    });
    expect(await pull()).toHaveLength(1);
    platform.token = 'another';
    clock.pass(1);
    expect(await workspace.sources.test('zendesk')).toMatchObject({
      ok: false,
      account: null,
      problem: { code: 'token_wrong' },
    });
    await expect(workspace.sources.test('none')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('disconnecting deletes all that came from it and nothing else; readers begin again', async () => {
    const zendesk = new FakePlatform();
    const chatwoot = new FakePlatform();
    const both = [
      { id: 'a', title: 'A' },
      { id: 'b', title: 'B' },
    ];
    zendesk.put(stated('1', { rating: ratingOf(1), topics: both }));
    chatwoot.put(stated('1', { rating: ratingOf(5), topics: both }));
    const { workspace, service, pull, clock } = await fresh([
      zendesk.definition('zendesk'),
      chatwoot.definition('chatwoot'),
    ]);
    await workspace.putConversation('1', {});
    await workspace.putConversationTopics('1', { topics: [{ id: 'own', title: 'Own' }] });
    const without = await readAll(workspace);
    await workspace.sources.create(ZENDESK);
    await workspace.sources.create({ ...ZENDESK, kind: 'chatwoot' });
    await pull();
    const reader = await readAll(workspace);
    expect(reader.faults).toEqual([]);
    const due = await (async () => {
      clock.pass(PULL_EVERY);
      return service.takeDueSource();
    })();
    await workspace.sources.remove('zendesk');
    await workspace.sources.remove('chatwoot');
    await expect(reader.read(workspace, 10)).rejects.toMatchObject({ code: 'cursor_gone' });
    const nothingLeft = (things: typeof reader) =>
      things.state().map((item) => ({ ...item, n: 0 }));
    expect(nothingLeft(await readAll(workspace))).toEqual(nothingLeft(without));
    expect(await workspace.storedCounts()).toEqual(await workspace.recount());
    expect(await due?.pull(new AbortController().signal)).toEqual({ kind: 'lost' });
    await expect(workspace.sources.remove('zendesk')).rejects.toMatchObject({ code: 'not_found' });
    // Connected again it is all there again.
    await workspace.sources.create(ZENDESK);
    await pull();
    expect((await workspace.insights({ source: 'zendesk' })).overall.faces[0]).toBe(1);
  });

  test('places that ask are told and switched; a platform that fails says so', async () => {
    const platform = new FakePlatform();
    const place = { id: '7', name: 'Website', enabled: true, canSwitch: true, where: null };
    platform.places = [place];
    const { workspace } = await fresh([platform.definition()]);
    await workspace.sources.create(ZENDESK);
    expect(await workspace.sources.askingPlaces('zendesk')).toEqual({ places: [place] });
    expect(await workspace.sources.switchAsking('zendesk', { place: '7', enabled: false })).toEqual(
      { places: [{ ...place, enabled: false }] },
    );
    platform.token = 'another';
    await expect(workspace.sources.askingPlaces('zendesk')).rejects.toMatchObject({
      code: 'source_failed',
      message: 'Fake does not accept this token. Make a new one under Settings.',
    });
  });

  test('the credential is in the database and in a backup only sealed, and opens with its key alone', async () => {
    const secret = 'right-token';
    const platform = new FakePlatform();
    platform.put(stated('1'));
    const { workspace, database, another, pull, clock } = await fresh([platform.definition()]);
    await workspace.sources.create(ZENDESK);
    const packed: Uint8Array[] = [];
    for await (const part of writeBackup(database.db, clock.now)) packed.push(part);
    const lines = gunzipSync(Buffer.concat(packed)).toString();
    expect(lines).toContain('"kind":"zendesk"');
    expect(lines).not.toContain(secret);
    expect(lines).not.toContain(Buffer.from(secret).toString('base64url'));

    const [row] = await database.db
      .selectFrom('sources')
      .selectAll()
      .where('workspace_id', '=', workspace.id)
      .execute();
    // Sealed anew with a newer key while the old one is still there; then the old one can go.
    const newer = randomBytes(32);
    const rotating = another({ secrets: secretKeeper(() => [newer, KEY]) });
    const due = await rotating.takeDueSource();
    expect(await due?.pull(new AbortController().signal)).toEqual({ kind: 'done', changed: 1 });
    const rotated = another({ secrets: secretKeeper(() => [newer]) });
    expect(await rotated.workspace(workspace.id).sources.test('zendesk')).toMatchObject({
      ok: true,
    });
    const [after] = await database.db
      .selectFrom('sources')
      .selectAll()
      .where('workspace_id', '=', workspace.id)
      .execute();
    expect(after?.secret).not.toBe(row?.secret);

    // The server that lost its key says so, and goes on once the credential is entered again.
    clock.pass(PULL_EVERY);
    expect(await pull()).toMatchObject([{ kind: 'failed' }]);
    expect((await workspace.sources.list())[0]?.problem).toMatchObject({ code: 'secret_lost' });
    expect(await workspace.sources.test('zendesk')).toMatchObject({
      ok: false,
      problem: { code: 'secret_lost' },
    });
    await workspace.sources.change('zendesk', { secret });
    expect(await pull()).toMatchObject([{ kind: 'done' }]);
  });
});
