import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { Digest } from '../../../lib/contract/digest.ts';
import { forEachDatabase } from '../database-fixture.ts';
import { Follower } from './follower.ts';
import { happen, histories } from './histories.ts';
import { testWorkspaces } from './workspace-fixture.ts';

type Figures = Pick<Digest, 'topics' | 'reviews' | 'months'>;

/** The digest of what a reader holds, added up from its items. */
function digestOf(reader: Follower): Figures {
  const topics = { count: 0, numbers: 0 };
  const reviews = { count: 0, numbers: 0 };
  const months = new Map<string, Digest['months'][number]>();
  const of = (month: string) => {
    const known = months.get(month) ?? {
      month,
      conversations: { count: 0, numbers: 0, scores: 0 },
      dayCounts: { count: 0, numbers: 0, counted: 0 },
    };
    months.set(month, known);
    return known;
  };
  const add = (sum: { count: number; numbers: number }, n: number) => {
    sum.count += 1;
    sum.numbers += n;
  };
  for (const item of reader.things.values()) {
    if (item.kind === 'topic') add(topics, item.n);
    if (item.kind === 'review') add(reviews, item.n);
    if (item.kind === 'dayCounts') {
      const sum = of(item.month).dayCounts;
      add(sum, item.n);
      for (const [, row] of item.days) for (const count of row) sum.counted += count;
    }
    if (item.kind === 'conversation') {
      const { countedOn, rating } = item.conversation;
      const sum = of(countedOn.slice(0, 7)).conversations;
      add(sum, item.n);
      sum.scores += item.n * (rating?.score ?? 0);
    }
  }
  const order = (a: { month: string }, b: { month: string }) => (a.month < b.month ? -1 : 1);
  return { topics, reviews, months: [...months.values()].sort(order) };
}

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
