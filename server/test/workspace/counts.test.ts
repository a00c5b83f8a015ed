import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SLOTS } from '../../../lib/csat/day-counts.ts';
import { forEachDatabase } from '../database-fixture.ts';
import { Follower } from './follower.ts';
import { byTopicAndDay, countedByHand, happen, histories } from './histories.ts';
import { testWorkspaces } from './workspace-fixture.ts';

/** Histories a database; `FIVEFACES_RUNS` sets another number. */
const RUNS = Number(process.env.FIVEFACES_RUNS ?? 25);

forEachDatabase((_name, open) => {
  const fresh = testWorkspaces(open);

  test('after any history the stored counts equal a recount and a count by hand', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const place = await fresh({ timeZone: 'Europe/Berlin' });
        for (const event of history) await happen(place, event);
        const stored = await place.workspace.storedCounts();
        expect(stored).toEqual(await place.workspace.recount());
        expect(byTopicAndDay(stored)).toEqual(await countedByHand(place));
        for (const { counts } of stored) {
          expect(Math.min(...SLOTS.map((slot) => counts[slot]))).toBeGreaterThanOrEqual(0);
          expect(counts.asked).toBeLessThanOrEqual(counts.conversations);
          expect(counts.opened).toBeLessThanOrEqual(counts.asked);
          expect(counts.answered).toBeLessThanOrEqual(counts.asked);
        }
      }),
      { numRuns: RUNS },
    );
  }, 240_000);

  test('whoever follows the changes from the start ends with the same as who comes at the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
        async (history, limits) => {
          const place = await fresh({ timeZone: 'Europe/Berlin' });
          let follower = new Follower();
          for (const [index, event] of history.entries()) {
            await happen(place, event);
            // Another time zone begins another epoch: everybody starts again.
            if (event.does === 'zone') follower = new Follower();
            await follower.read(place.workspace, limits[index % limits.length] ?? 1);
          }
          await follower.catchUp(place.workspace, limits[0] ?? 1);
          const newcomer = new Follower();
          await newcomer.catchUp(place.workspace);
          expect(follower.faults).toEqual([]);
          expect(newcomer.faults).toEqual([]);
          expect(follower.state()).toEqual(newcomer.state());
          expect(follower.cursor).toBe(newcomer.cursor);
        },
      ),
      { numRuns: RUNS },
    );
  }, 240_000);
});
