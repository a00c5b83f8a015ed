import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { SourceError } from '../../../lib/sources/errors.ts';
import type { WaitingEdit } from '../../../lib/store/edit-views.ts';
import { type Given, MEMBERSHIP, made, newOutbox, shown } from '../fixtures/review-outbox.ts';

describe('a conflict', () => {
  async function inConflict(): Promise<Given & { edit: WaitingEdit }> {
    const given = await newOutbox();
    given.server.other('c1', 'theirs');
    await given.outbox.save(made({ note: 'mine' }));
    const [edit] = await given.store.waitingEdits();
    if (!edit) throw new Error('nothing waits');
    return { ...given, edit };
  }

  it('shows both versions, and holds later edits of that review only', async () => {
    const given = await inConflict();
    expect(given.edit).toMatchObject({
      state: 'conflict',
      note: 'mine',
      theirs: { note: 'theirs' },
    });
    await given.outbox.save(made({ note: 'later' }));
    await given.outbox.save(made({ id: 'c2', note: 'other review' }));
    expect(given.server.taken).toEqual(['c1 theirs', 'c2 other review']);
    expect((await shown(given)).map(({ state }) => state)).toEqual(['conflict', 'waiting']);
  });

  it('settled for mine is saved on top of theirs, and what waited follows', async () => {
    const given = await inConflict();
    await given.outbox.save(made({ note: 'later' }));
    await given.outbox.resolve(given.edit.edit, 'mine');
    expect(given.server.taken).toEqual(['c1 theirs', 'c1 mine', 'c1 later']);
    expect(await shown(given)).toEqual([]);
  });

  it('settled for theirs saves nothing', async () => {
    const given = await inConflict();
    await given.outbox.resolve(given.edit.edit, 'theirs');
    expect(given.server.taken).toEqual(['c1 theirs']);
    expect(await shown(given)).toEqual([]);
    expect(given.copy.record?.edits).toEqual([]);
  });

  it('is none if both say the same', async () => {
    const given = await newOutbox();
    given.server.other('c1', 'same');
    await given.outbox.save(made({ note: 'same', cause: null }));
    expect(await shown(given)).toEqual([]);
    expect(given.server.taken).toEqual(['c1 same']);
  });
});

describe('a refusal', () => {
  it.each([
    new SourceError('contract', { code: 'not_found', transient: false, message: 'No such.' }),
    new SourceError('auth', { code: 'forbidden', transient: false, message: 'No such.' }),
    new SourceError('contract', { code: 'invalid_request', transient: false, message: 'No such.' }),
    new SourceError('contract', {
      code: 'version_conflict',
      transient: false,
      message: 'No such.',
    }),
  ])('$code says why, lets others pass, and is kept until a person gives it up', async (error) => {
    const given = await newOutbox();
    given.server.faults = [error];
    await given.outbox.save(made({ note: 'a' }));
    await given.outbox.save(made({ note: 'b', id: 'c2' }));
    expect(given.server.taken).toEqual(['c2 b']);
    const [refused] = await given.store.waitingEdits();
    expect(refused).toMatchObject({ state: 'refused', message: 'No such.' });
    await given.outbox.flush(MEMBERSHIP, true);
    expect(await shown(given)).toHaveLength(1);
    await given.outbox.resolve(refused?.edit ?? '', 'theirs');
    expect(await shown(given)).toEqual([]);
  });

  it('of the access is left to the sync: nothing is given up', async () => {
    const given = await newOutbox();
    given.server.faults = [new SourceError('auth', { code: 'token_revoked' })];
    await given.outbox.save(made({ note: 'a' }));
    expect(await shown(given)).toEqual([{ note: 'a', state: 'waiting', version: 0 }]);
  });

  it('by a page that is no answer of the server leaves the edit waiting', async () => {
    const given = await newOutbox();
    given.server.faults = [new SourceError('contract', { code: 'answer_unreadable' })];
    await given.outbox.save(made({ note: 'a' }));
    expect((await shown(given))[0]?.state).toBe('waiting');
  });
});
