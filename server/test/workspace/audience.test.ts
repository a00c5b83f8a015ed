import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChangeItem } from '../../../lib/contract/changes.ts';
import type { Conversation } from '../../../lib/contract/conversation.ts';
import {
  addCounts,
  type DayCounts,
  fromRow,
  isNothing,
  noCounts,
} from '../../../lib/csat/day-counts.ts';
import type { SourceRating } from '../../../lib/sources/source.ts';
import { toFigures } from '../../src/workspace/figures.ts';
import { Refusal } from '../../src/workspace/refusal.ts';
import type { WorkspaceReader } from '../../src/workspace/service.ts';
import { forEachDatabase } from '../database-fixture.ts';
import { Follower } from './follower.ts';
import { digestOf } from './held-digest.ts';
import {
  POLICIES,
  platformStep,
  policy,
  policyStep,
  rating,
  type Statement,
  setPolicy,
  state,
  statement,
  stepsOf,
  take,
} from './platform-steps.ts';
import { countByHand, handledBy, mayKnow, NARROWED } from './shown-by-hand.ts';
import { HOUR, START, type TestWorkspace, testWorkspaces } from './workspace-fixture.ts';

/** Histories a database; `FIVEFACES_RUNS` sets another number. */
const RUNS = Number(process.env.FIVEFACES_RUNS ?? 6);
const HANDLINGS = ['ai_only', 'handed_over', 'unknown'] as const;
const itemsOf = <Kind extends ChangeItem['kind']>(reader: Follower, kind: Kind) =>
  [...reader.things.values()].filter(
    (item): item is Extract<ChangeItem, { kind: Kind }> => item.kind === kind,
  );

const conversationsOf = (reader: Follower) =>
  itemsOf(reader, 'conversation').map(({ conversation }) => conversation);

/** The day counts that a reader holds, keyed as by hand. */
function heldCounts(reader: Follower): Map<string, DayCounts> {
  const days = itemsOf(reader, 'dayCounts').flatMap((item) =>
    item.days.map(([day, row]): [string, DayCounts] => [
      `${item.source} ${item.topic ?? ''} ${day}`,
      fromRow(row),
    ]),
  );
  return new Map(days.filter(([, counts]) => !isNothing(counts)).sort());
}

/** The sum of the counts of one topic (`''`: of everything). */
function totalOf(days: Map<string, DayCounts>, topic: string): DayCounts {
  return [...days]
    .filter(([key]) => key.split(' ')[1] === topic)
    .reduce((sum, [, counts]) => addCounts(sum, counts), noCounts());
}

const byId = (a: Conversation, b: Conversation) =>
  `${a.source} ${a.id}` < `${b.source} ${b.id}` ? -1 : 1;

async function listed(
  reader: WorkspaceReader,
  query: Parameters<WorkspaceReader['conversations']>[0] = {},
): Promise<Conversation[]> {
  const { conversations } = await reader.conversations({ limit: 200, ...query });
  return conversations
    .map(({ preview: _, messageCount: __, lastMessageAt: ___, ...one }) => one)
    .sort(byId);
}

async function caughtUp(reader: WorkspaceReader, limit?: number): Promise<Follower> {
  const follower = new Follower();
  await follower.catchUp(reader, limit);
  expect(follower.faults).toEqual([]);
  return follower;
}

/** Reads a page; whose cursor is gone begins again, as a client does. */
async function readOn(follower: Follower, reader: WorkspaceReader, limit: number) {
  try {
    await follower.read(reader, limit);
    return follower;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'cursor_gone') throw error;
    return new Follower();
  }
}

/** Everything that a teammate can read, but for change numbers and times of asking. */
async function allThatIsSeen({ workspace }: TestWorkspace): Promise<unknown> {
  const reader = workspace.seenBy('teammate');
  const follower = await caughtUp(reader);
  const filters = [
    ...(['negative', 'neutral', 'positive', 'to_review'] as const).map((of) => ({ sentiment: of })),
    ...(['yes', 'no'] as const).map((rated) => ({ rated })),
    { state: 'ended' as const },
    {},
  ];
  const days = ['2026-11-03', undefined];
  return {
    feed: follower.state().flatMap((item) => {
      const { n: _, ...rest } = item;
      // It tells the workspace's key for look-ups, which is another in each workspace.
      return item.kind === 'settings' ? [] : [rest];
    }),
    lists: await Promise.all(filters.map((filter) => listed(reader, filter))),
    one: await Promise.all(
      conversationsOf(follower).map(({ source, id }) => reader.conversation(id, { source })),
    ),
    insights: await Promise.all([
      ...days.map((from) => reader.insights(from === undefined ? {} : { from, to: from })),
      ...HANDLINGS.map((handling) => reader.insights({ handling })),
      reader.insights({ source: 'zendesk' }),
      reader.insights({ topic: 'zendesk:refunds' }),
      reader.insights({ channel: 'Email' }),
    ]),
    topics: await reader.topics(),
    counted: (await reader.digest()).months.map(({ month, dayCounts, conversations }) => ({
      month,
      counted: dayCounts.counted,
      conversations: conversations.count,
    })),
  };
}

forEachDatabase((_name, open) => {
  const fresh = testWorkspaces(open);

  test('after any history feed, lists, insights, topics and digest show a teammate the same, and no more than the policy allows', async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf(platformStep), async (steps) => {
        const place = await fresh({ timeZone: 'Europe/Berlin' });
        for (const step of steps) await take(place, step);
        const all = conversationsOf(await caughtUp(place.workspace));
        for (const under of POLICIES) {
          await setPolicy(place, under);
          const reader = place.workspace.seenBy('teammate');
          const follower = await caughtUp(reader, 7);
          const shown = conversationsOf(follower).sort(byId);
          expect(shown).toEqual(all.map((one) => mayKnow(one, under)).sort(byId));
          expect(await listed(reader)).toEqual(shown);
          for (const [query, fits] of NARROWED) {
            expect(await listed(reader, query)).toEqual(shown.filter(fits));
          }
          const days = countByHand(shown);
          expect(heldCounts(follower)).toEqual(days);
          const whole = toFigures(totalOf(days, ''));
          expect((await reader.insights({})).overall).toEqual(whole);
          for (const handling of HANDLINGS) {
            const own = countByHand(shown.filter((one) => handledBy(one) === handling));
            const { overall } = await reader.insights({ handling });
            expect(overall).toEqual(toFigures(totalOf(own, '')));
          }
          for (const source of ['fivefaces', 'zendesk']) {
            const own = new Map([...days].filter(([key]) => key.startsWith(`${source} `)));
            const { overall } = await reader.insights({ source });
            expect(overall).toEqual(toFigures(totalOf(own, '')));
          }
          const { topics } = await reader.topics();
          expect(topics.map(({ id, figures }) => [id, figures])).toEqual(
            topics.map(({ id }) => [id, toFigures(totalOf(days, id))]),
          );
          const { epoch, head: __, serverTime: ___, ...digest } = await reader.digest();
          expect(digest).toEqual(digestOf(follower));
          expect(epoch).toBe((await reader.changes({ cursor: follower.cursor, limit: 1 })).epoch);
        }
      }),
      { numRuns: RUNS },
    );
  }, 240_000);

  test('whoever follows through changes of the policy ends with what a newcomer gets', async () => {
    await fc.assert(
      fc.asyncProperty(
        policy,
        stepsOf(
          fc.oneof({ weight: 5, arbitrary: platformStep }, { weight: 1, arbitrary: policyStep }),
        ),
        fc.integer({ min: 1, max: 7 }),
        async (first, steps, limit) => {
          const place = await fresh({ timeZone: 'Europe/Berlin' });
          const reader = place.workspace.seenBy('teammate');
          await setPolicy(place, first);
          let follower = new Follower();
          for (const step of steps) {
            await take(place, step);
            follower = await readOn(follower, reader, limit);
          }
          follower = await readOn(follower, reader, limit);
          await follower.catchUp(reader, limit);
          const newcomer = await caughtUp(reader);
          expect(follower.faults).toEqual([]);
          expect(follower.state()).toEqual(newcomer.state());
        },
      ),
      { numRuns: RUNS },
    );
  }, 240_000);

  const ofOthers = fc.constantFrom('teammate' as const, 'unknown' as const);
  const ofAnybody = fc.constantFrom('teammate' as const, 'unknown' as const, 'ai_agent' as const);
  test.each([
    ['ai_ratings_only', fc.tuple(rating, rating, ofOthers, statement)],
    // Nor whether there is one, and whether it was asked for.
    ['admins', fc.tuple(rating, fc.option(rating), ofAnybody, statement)],
  ] as const)(
    'under "%s" a teammate sees the same whatever hidden ratings say',
    async (under, hidden) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array<[SourceRating, SourceRating | null, SourceRating['of'], Statement]>(hidden, {
            minLength: 1,
            maxLength: 4,
          }),
          async (drawn) => {
            const seen = [];
            for (const which of [0, 1] as const) {
              const place = await fresh();
              await setPolicy(place, under);
              await place.workspace.rate(place.widget('a'), { score: 5, seq: 1 });
              for (const [index, pair] of drawn.entries()) {
                const id = `s${index}`;
                const given = pair[which] && { ...pair[which], of: pair[2] };
                const asked = under === 'admins' && which === 1 ? given !== null : pair[3].asked;
                await state(place, { ...pair[3], id, asked, rating: given });
              }
              seen.push(await allThatIsSeen(place));
            }
            expect(seen[0]).toEqual(seen[1]);
          },
        ),
        { numRuns: RUNS },
      );
    },
  );

  test('the one conversation of a day tells a teammate nothing of its hidden rating', async () => {
    const place = await fresh();
    await setPolicy(place, 'ai_ratings_only');
    const given = { score: 1, sentiment: 'negative', comment: 'Rude', ratedAt: START } as const;
    await state(place, {
      id: 'p',
      rating: { ...given, of: 'teammate' },
      asked: true,
      topic: 'refunds',
    });
    const reader = place.workspace.seenBy('teammate');
    const { overall } = await reader.insights({ from: '2026-11-03', to: '2026-11-03' });
    expect(overall).toEqual(toFigures({ ...noCounts(), conversations: 1 }));
    const follower = await caughtUp(reader);
    const nothing = { ...noCounts(), conversations: 1 };
    expect([...heldCounts(follower).values()]).toEqual([nothing, nothing]);
    for (const query of [
      { sentiment: 'negative' },
      { sentiment: 'to_review' },
      { rated: 'yes' },
      { rated: 'no' },
    ] as const) {
      expect(await listed(reader, query)).toEqual([]);
    }
    expect(await listed(reader)).toMatchObject([
      { rating: null, ratingHidden: true, asked: null, predicted: { score: 4 } },
    ]);
    const admin = place.workspace.seenBy('admin');
    expect(await listed(admin, { sentiment: 'negative' })).toMatchObject([
      { rating: { score: 1, comment: 'Rude', of: 'teammate' } },
    ]);
  });

  test('what was deleted for its age stays hidden in the counts, and shown where it was shown', async () => {
    const place = await fresh();
    const { workspace, service, clock } = place;
    await setPolicy(place, 'ai_ratings_only');
    const given = { score: 2, sentiment: 'negative', comment: null, ratedAt: START } as const;
    const common = { asked: true, topic: 'refunds' };
    await state(place, { id: 'p', rating: { ...given, of: 'teammate' }, ...common });
    await state(place, { id: 'q', rating: { ...given, of: 'ai_agent' }, ...common });
    const reader = workspace.seenBy('teammate');
    const before = (await reader.insights({})).overall;
    expect(before).toMatchObject({ conversations: 2, rated: 1, asked: 0 });
    const { version } = await workspace.settings();
    await workspace.putSettings({ retentionDays: 1 }, version);
    clock.pass(48 * HOUR);
    await service.applyRetention();
    expect(await listed(reader)).toEqual([]);
    expect((await reader.insights({})).overall).toEqual(before);
    const zoned = await workspace.settings();
    await workspace.putSettings({ timeZone: 'Asia/Tokyo' }, zoned.version);
    expect((await reader.insights({})).overall).toEqual(before);
    expect((await workspace.insights({})).overall).toMatchObject({ conversations: 2, rated: 2 });
  });

  test('in another time zone a hidden rating is hidden on its new day', async () => {
    const place = await fresh({ timeZone: 'UTC' });
    await setPolicy(place, 'ai_ratings_only');
    const given = { score: 2, sentiment: 'negative', comment: null, ratedAt: START } as const;
    await state(place, { id: 'r', rating: { ...given, of: 'teammate' }, asked: true, topic: 't' });
    const { version } = await place.workspace.settings();
    await place.workspace.putSettings({ timeZone: 'Asia/Tokyo' }, version);
    const follower = await caughtUp(place.workspace.seenBy('teammate'));
    const days = countByHand(conversationsOf(follower));
    expect([...days.keys()]).toEqual(['zendesk  2026-11-01', 'zendesk zendesk:t 2026-11-01']);
    expect(heldCounts(follower)).toEqual(days);
  });

  test('a rating that turns out to be for somebody else leaves the counts of who may not see it', async () => {
    const place = await fresh();
    await setPolicy(place, 'ai_ratings_only');
    const given = { score: 4, sentiment: 'positive', comment: null, ratedAt: START } as const;
    const common = { id: 'p', asked: true, topic: 'refunds' };
    const reader = place.workspace.seenBy('teammate');
    const follower = new Follower();
    for (const of of ['ai_agent', 'teammate', 'ai_agent'] as const) {
      await state(place, { ...common, rating: { ...given, of } });
      await follower.catchUp(reader);
      expect(heldCounts(follower)).toEqual(countByHand(conversationsOf(follower)));
      expect((await reader.insights({})).overall.rated).toBe(of === 'ai_agent' ? 1 : 0);
    }
  });

  test('another policy is another epoch for teammates alone, and they are told the new one', async () => {
    const place = await fresh();
    const [teammate, admin] = [place.workspace.seenBy('teammate'), place.workspace.seenBy('admin')];
    await place.workspace.rate(place.widget('a'), { score: 1, seq: 1 });
    const epochs = new Set<string>();
    const boss = new Follower();
    for (const under of [...POLICIES, ...POLICIES]) {
      await setPolicy(place, under);
      const { epoch, to } = await teammate.changes({ cursor: null, limit: 1 });
      epochs.add(epoch);
      await setPolicy(place, under === 'admins' ? 'everyone' : 'admins');
      const next = (await teammate.changes({ cursor: null, limit: 1 })).epoch;
      await expect(teammate.changes({ cursor: to, limit: 1 })).rejects.toMatchObject({
        code: 'cursor_gone',
        extra: { epoch: next },
      });
      // Never begins again.
      await boss.catchUp(admin);
    }
    expect(epochs.size).toBe(3);
    expect(boss.faults).toEqual([]);
    expect(itemsOf(boss, 'settings')).toMatchObject([{ seesRatings: 'everyone' }]);
  });
});
