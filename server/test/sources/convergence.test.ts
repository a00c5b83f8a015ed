import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChangeItem } from '../../../lib/contract/changes.ts';
import {
  addCounts,
  contribution,
  type DayCounts,
  fromRow,
  isNothing,
  noCounts,
} from '../../../lib/csat/day-counts.ts';
import type { SourceConversation } from '../../../lib/sources/source.ts';
import { forEachDatabase } from '../database-fixture.ts';
import { Follower } from '../workspace/follower.ts';
import { FakePlatform, ratingOf, stated } from './fake-platform.ts';
import {
  conversationsOf,
  PULL_EVERY,
  readAll,
  type SourcePlace,
  sourcePlaces,
} from './source-place.ts';

const HOUR = 60 * 60_000;
/** Around midnight and the end of a month in the time zones that are used. */
const DAY_EDGE = Date.UTC(2026, 9, 31, 22, 0);

type Step =
  | { does: 'put'; at: 0 | 1; conversation: SourceConversation }
  | { does: 'remove'; at: 0 | 1; id: string }
  | { does: 'pull' }
  | { does: 'cut'; after: number }
  | { does: 'open'; at: 0 | 1; id: string }
  | { does: 'own'; id: string }
  | { does: 'erase'; at: 0 | 1; id: string }
  | { does: 'zone'; timeZone: string }
  | { does: 'follow' };

const id = fc.constantFrom('1', '2', '3', '4');
const at = fc.constantFrom(0 as const, 1 as const);
const rating = fc.option(
  fc.oneof(
    fc.constantFrom(1 as const, 3 as const, 5 as const).map((score) => ratingOf(score)),
    fc
      .constantFrom('negative' as const, 'neutral' as const, 'positive' as const)
      .map((sentiment) => ratingOf(null, { sentiment, of: 'teammate' })),
  ),
);
const topics = fc.option(
  fc
    .uniqueArray(fc.constantFrom('a', 'b'), { maxLength: 2 })
    .map((ids) => ids.map((name) => ({ id: name, title: name.toUpperCase() }))),
);
const conversation = fc
  .record({
    id,
    rating,
    topics,
    asked: fc.constantFrom(true, null),
    startedAt: fc.integer({ min: 0, max: 5 }).map((hours) => DAY_EDGE + hours * HOUR),
  })
  .map(({ id: name, ...more }) => stated(name, more));

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 10,
      arbitrary: fc.record({ does: fc.constant('put' as const), at, conversation }),
    },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('remove' as const), at, id }) },
    { weight: 5, arbitrary: fc.record({ does: fc.constant('pull' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({ does: fc.constant('cut' as const), after: fc.constantFrom(1, 2) }),
    },
    { weight: 3, arbitrary: fc.record({ does: fc.constant('open' as const), at, id }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('own' as const), id }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('erase' as const), at, id }) },
    {
      weight: 1,
      arbitrary: fc.record({
        does: fc.constant('zone' as const),
        timeZone: fc.constantFrom('UTC', 'Asia/Tokyo', 'America/Los_Angeles'),
      }),
    },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('follow' as const) }) },
  ),
  { minLength: 3, maxLength: 30, size: 'max' },
);

/** What a source's conversation is once everything is here: what the platform says of it. */
function saidOf(one: SourceConversation) {
  const { rating: given } = one;
  return {
    asked: one.asked,
    score: given?.score ?? null,
    sentiment: given && given.score === null ? given.sentiment : null,
    of: given?.of ?? null,
  };
}

/** Day counts by source, topic and day: as the feed tells them, and as its conversations add up. */
function countsOf(items: readonly ChangeItem[]): {
  told: Map<string, DayCounts>;
  counted: Map<string, DayCounts>;
} {
  const told = new Map<string, DayCounts>();
  const counted = new Map<string, DayCounts>();
  for (const item of items) {
    if (item.kind === 'dayCounts') {
      for (const [day, row] of item.days) {
        const counts = fromRow(row);
        if (!isNothing(counts)) told.set(`${item.source} ${item.topic ?? ''} ${day}`, counts);
      }
    }
    if (item.kind !== 'conversation') continue;
    const { source, topics: ids, countedOn, rating: given, openedAt } = item.conversation;
    const counts = contribution({
      internal: false,
      // Platforms tell of who rated, not of everybody who was asked.
      asked: null,
      opened: openedAt !== null,
      score: given?.score ?? null,
      sentiment: given?.sentiment ?? null,
    });
    for (const topic of ['', ...ids]) {
      const key = `${source} ${topic} ${countedOn}`;
      counted.set(key, addCounts(counted.get(key) ?? noCounts(), counts));
    }
  }
  return { told, counted };
}

interface Played extends SourcePlace {
  platforms: readonly [FakePlatform, FakePlatform];
  erased: Set<string>;
  reader: Follower;
}

const KINDS = ['zendesk', 'chatwoot'] as const;

async function play(place: Played, step: Step): Promise<void> {
  const { workspace, clock, platforms } = place;
  switch (step.does) {
    case 'put':
      return platforms[step.at].put(step.conversation);
    case 'remove':
      return platforms[step.at].remove(step.id);
    case 'pull':
      clock.pass(PULL_EVERY);
      await place.pull();
      return;
    case 'cut': {
      // Stopped in the midst: what is committed stays, the next pull goes on from there.
      clock.pass(PULL_EVERY);
      const stop = new AbortController();
      let batches = 0;
      const cut = async () => {
        batches += 1;
        if (batches > step.after) stop.abort();
      };
      for (const platform of platforms) platform.beforeBatch = cut;
      await place.pull(stop.signal);
      for (const platform of platforms) platform.beforeBatch = async () => undefined;
      return;
    }
    case 'open':
      await workspace.conversation(step.id, { source: KINDS[step.at] }).catch(() => undefined);
      clock.pass(20_000);
      return;
    case 'own':
      await workspace.putConversation(step.id, {});
      return;
    case 'erase':
      await workspace.eraseConversation(step.id, KINDS[step.at]);
      place.erased.add(`${KINDS[step.at]} ${step.id}`);
      return;
    case 'zone': {
      const { version } = await workspace.settings();
      await workspace.putSettings({ timeZone: step.timeZone }, version);
      return;
    }
    case 'follow':
      await place.reader.catchUp(workspace).catch(() => {
        // Another epoch: it begins again.
        place.reader = new Follower();
      });
  }
}

forEachDatabase((_name, open) => {
  const fresh = sourcePlaces(open);

  test('any order of edits, pulls, cuts and look-ups ends in what the platforms say, counted right', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const platforms = [new FakePlatform(), new FakePlatform()] as const;
        const definitions = platforms.map((one, index) => one.definition(KINDS[index]));
        const place: Played = {
          ...(await fresh(definitions)),
          platforms,
          erased: new Set(),
          reader: new Follower(),
        };
        for (const kind of KINDS) {
          await place.workspace.sources.create({ kind, config: {}, secret: 'right-token' });
        }
        for (const step of history) await play(place, step);
        await play(place, { does: 'pull' });
        await play(place, { does: 'follow' });
        await play(place, { does: 'follow' });

        const reader = await readAll(place.workspace);
        expect(place.reader.state()).toEqual(reader.state());
        expect([...reader.faults, ...place.reader.faults]).toEqual([]);
        const said = platforms.flatMap((platform, index) =>
          platform
            .conversations()
            .map((one) => [`${KINDS[index]} ${one.id}`, saidOf(one)] as const)
            .filter(([key]) => !place.erased.has(key)),
        );
        const held = [...conversationsOf(reader)]
          .filter(([key]) => !key.startsWith('fivefaces '))
          .map(([key, { asked, rating: given }]) => {
            const { score = null, sentiment = null, of = null } = given ?? {};
            return [key, { asked, score, sentiment, of }] as const;
          });
        expect(new Map(held)).toEqual(new Map(said));
        const { told, counted } = countsOf(reader.state());
        expect(told).toEqual(counted);
        expect(await place.workspace.storedCounts()).toEqual(await place.workspace.recount());
      }),
      { numRuns: 12 },
    );
  });
});
