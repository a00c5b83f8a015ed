import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { Digest } from '../../../lib/contract/digest.ts';
import { forEachDatabase } from '../database-fixture.ts';
import { Follower } from './follower.ts';
import { digestOf } from './held-digest.ts';
import { happen, histories } from './histories.ts';
import { testWorkspaces } from './workspace-fixture.ts';

forEachDatabase((_name, open) => {
  const fresh = testWorkspaces(open);

  test('after any history the digest is that of what a reader of the feed holds', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const place = await fresh({ timeZone: 'Europe/Berlin' });
        for (const event of history) await happen(place, event);
        const reader = new Follower();
        await reader.catchUp(place.workspace);
        const { epoch, head, serverTime, ...figures } = v.parse(
          Digest,
          await place.workspace.digest(),
        );
        expect(figures).toEqual(digestOf(reader));
        const page = await place.workspace.changes({ cursor: reader.cursor, limit: 1 });
        expect({ epoch, head }).toEqual({ epoch: page.epoch, head: page.head });
        expect(Date.parse(serverTime)).toBe(place.clock.now);
      }),
      { numRuns: 8 },
    );
  });

  test('a digest is told again as long as nothing changes, and is anew with the next change', async () => {
    const { workspace, clock } = await fresh();
    await workspace.putConversation('c1', {});
    const many = await Promise.all(Array.from({ length: 20 }, () => workspace.digest()));
    const first = await workspace.digest();
    expect(new Set(many.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify(first)]),
    );
    clock.pass(1);
    const later = await workspace.digest();
    expect(later).toEqual({ ...first, serverTime: later.serverTime });
    expect(later.serverTime).not.toBe(first.serverTime);
    await workspace.putConversation('c2', {});
    const changed = await workspace.digest();
    expect(changed.head).toBeGreaterThan(first.head);
    expect(changed.months[0]?.conversations.count).toBe(2);
  });
});
