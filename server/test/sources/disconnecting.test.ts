import { expect, test } from 'vitest';
import type { Database } from '../../src/database/schema.ts';
import { deleteSource } from '../../src/sources/disconnecting.ts';
import { forEachDatabase } from '../database-fixture.ts';
import { HOUR, START } from '../workspace/workspace-fixture.ts';
import { FakePlatform, ratingOf, stated } from './fake-platform.ts';
import { readAll, sourcePlaces } from './source-place.ts';

const ZENDESK = { kind: 'zendesk', config: {}, secret: 'right-token' } as const;
const CONVERSATIONS = 60;
/** Less than a day has. */
const BATCH = 15;

/** The same database, whose transactions fail from one on, as after a power cut. */
function failingFrom(db: Database, first: number): Database {
  let begun = 0;
  return new Proxy(db, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name, target);
      if (name !== 'transaction') return typeof found === 'function' ? found.bind(target) : found;
      begun += 1;
      if (begun >= first) throw new Error('the power is gone');
      return () => target.transaction();
    },
  });
}

forEachDatabase((_name, open) => {
  const fresh = sourcePlaces(open);

  test('a source goes some of it at a time; stopped in between, counts are right, and it is read anew or goes', async () => {
    const platform = new FakePlatform();
    platform.pageSize = CONVERSATIONS;
    for (let index = 0; index < CONVERSATIONS; index += 1) {
      const topics = [{ id: `t${index % 3}`, title: `Topic ${index % 3}` }];
      // More of each day than go at once.
      const startedAt = START - (index % 3) * 24 * HOUR;
      platform.put(stated(`z${index}`, { rating: ratingOf(1), topics, startedAt }));
    }
    const { workspace, database, clock, pull } = await fresh([platform.definition()]);
    await workspace.sources.create(ZENDESK);
    await pull();
    const rated = async () => (await workspace.insights({ source: 'zendesk' })).overall.rated;
    const scope = { clock: clock.read, workspace: workspace.id };

    const cut = deleteSource({ ...scope, db: failingFrom(database.db, 3) }, 'zendesk', BATCH);
    await expect(cut).rejects.toThrow('the power is gone');
    expect(await rated()).toBeGreaterThan(0);
    expect(await rated()).toBeLessThan(CONVERSATIONS);
    expect(await workspace.storedCounts()).toEqual(await workspace.recount());
    // Nobody pulls it for a while; whoever then does reads it all.
    expect(await pull()).toEqual([]);
    clock.pass(60 * 60_000);
    expect(await pull()).toMatchObject([{ kind: 'done' }]);
    expect(await rated()).toBe(CONVERSATIONS);
    expect(await workspace.storedCounts()).toEqual(await workspace.recount());

    const another = deleteSource({ ...scope, db: failingFrom(database.db, 4) }, 'zendesk', BATCH);
    await expect(another).rejects.toThrow('the power is gone');
    await workspace.sources.remove('zendesk');
    expect(await workspace.sources.list()).toEqual([]);
    expect(await workspace.storedCounts()).toEqual([]);
    const kinds = (await readAll(workspace)).state().map(({ kind }) => kind);
    expect(kinds).toEqual(['settings']);
  });
});
