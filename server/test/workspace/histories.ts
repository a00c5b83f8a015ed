import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { addCounts, type DayCounts, isNothing, noCounts } from '../../../lib/csat/day-counts.ts';
import { Refusal } from '../../src/workspace/refusal.ts';
import { fileOf, HOUR, MINUTE, switchCollection, type TestWorkspace } from './workspace-fixture.ts';

/** One thing that happens to a workspace. */
export type Event =
  | { does: 'put'; id: string; visibility?: 'external' | 'internal'; startedAt?: string }
  | { does: 'topics'; id: string; topics: string[] }
  | { does: 'message'; id: string; message: string; role: 'customer' | 'ai_agent' }
  | { does: 'ask'; id: string; stage: 'shown' | 'opened'; rater?: 'team' }
  | { does: 'rate'; id: string; score: 1 | 2 | 3 | 4 | 5; seq: number; rater?: 'team' }
  | { does: 'end'; id: string }
  | { does: 'switch'; on: boolean }
  | { does: 'pass'; minutes: number }
  | { does: 'idle' }
  | { does: 'import'; lines: unknown[] }
  | { does: 'zone'; timeZone: string }
  | { does: 'review'; subject: 'conversation' | 'topic'; id: string; done: boolean }
  | { does: 'erase'; id: string };

const id = fc.constantFrom('a', 'b', 'c', 'd');
const imported = fc.constantFrom('i', 'j', 'k');
const topic = fc.constantFrom('refunds', 'delivery', 'login');
const topicList = fc.uniqueArray(topic, { maxLength: 3 });
const score = fc.constantFrom(1, 2, 3, 4, 5) as fc.Arbitrary<1 | 2 | 3 | 4 | 5>;
const visibility = fc.constantFrom('external' as const, 'internal' as const);
/** Around the ends of months and the two changes to and from daylight saving in Berlin. */
const instant = fc
  .constantFrom('2026-03-29', '2026-10-25', '2026-10-31', '2026-11-01')
  .chain((day) =>
    fc.integer({ min: 0, max: 23 }).map((h) => `${day}T${String(h).padStart(2, '0')}:30:00.000Z`),
  );
const rater = fc.option(fc.constant('team' as const), { nil: undefined, freq: 4 });
const line = fc.record(
  {
    id: imported,
    startedAt: instant,
    visibility,
    asked: fc.boolean(),
    topics: topicList.map((ids) => ids.map((name) => ({ id: name }))),
    rating: fc.record({ score }),
  },
  { requiredKeys: ['id', 'startedAt'] },
);

function optional<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}

/** Histories in which everything that moves a count happens, most of it to the same few things. */
export const histories: fc.Arbitrary<Event[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ does: fc.constant('put' as const), id, visibility }) },
    {
      weight: 2,
      arbitrary: fc.record({ does: fc.constant('put' as const), id, startedAt: instant }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ does: fc.constant('topics' as const), id, topics: topicList }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        does: fc.constant('message' as const),
        id,
        message: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
        role: fc.constantFrom('customer' as const, 'ai_agent' as const),
      }),
    },
    {
      weight: 4,
      arbitrary: fc
        .record({
          does: fc.constant('ask' as const),
          id,
          stage: fc.constantFrom('shown' as const, 'opened' as const),
          rater,
        })
        .map((event) => optional(event) as Event),
    },
    {
      weight: 8,
      arbitrary: fc
        .record({
          does: fc.constant('rate' as const),
          id,
          score,
          seq: fc.integer({ min: 1, max: 6 }),
          rater,
        })
        .map((event) => optional(event) as Event),
    },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('end' as const), id }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('switch' as const), on: fc.boolean() }) },
    {
      weight: 3,
      arbitrary: fc.record({
        does: fc.constant('pass' as const),
        minutes: fc.constantFrom(1, 29, 59, 61),
      }),
    },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('idle' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        does: fc.constant('import' as const),
        lines: fc.array(line, { minLength: 1, maxLength: 5 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.oneof(
        fc.record({
          does: fc.constant('review' as const),
          subject: fc.constant('conversation' as const),
          id: fc.oneof(id, imported),
          done: fc.boolean(),
        }),
        fc.record({
          does: fc.constant('review' as const),
          subject: fc.constant('topic' as const),
          id: topic,
          done: fc.boolean(),
        }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.record({ does: fc.constant('erase' as const), id: fc.oneof(id, imported) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        does: fc.constant('zone' as const),
        timeZone: fc.constantFrom('Europe/Berlin', 'Asia/Tokyo', 'America/Los_Angeles'),
      }),
    },
  ),
  { minLength: 1, maxLength: 40, size: 'max' },
);

/** Lets an event happen. A refusal is an outcome like any other. */
export async function happen(place: TestWorkspace, event: Event): Promise<void> {
  try {
    await happens(place, event);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

async function happens({ workspace, service, clock, widget }: TestWorkspace, event: Event) {
  switch (event.does) {
    case 'put': {
      const { does: _, id, ...body } = event;
      return workspace.putConversation(id, body);
    }
    case 'topics':
      return workspace.putConversationTopics(event.id, {
        topics: event.topics.map((name) => ({ id: name })),
      });
    case 'message':
      return workspace.postMessages(event.id, {
        messages: [{ id: event.message, role: event.role, text: 'Hello', sources: [] }],
      });
    case 'ask':
      return workspace.recordAsked(widget(event.id, event.rater), {
        stage: event.stage,
        door: 'helped',
      });
    case 'rate':
      return workspace.rate(widget(event.id, event.rater), event);
    case 'end':
      return workspace.end(event.id, null);
    case 'switch':
      return switchCollection(workspace, event.on);
    case 'pass':
      return clock.pass(event.minutes * MINUTE);
    case 'idle':
      clock.pass(HOUR);
      return service.endIdleConversations();
    case 'import':
      return workspace.importLines(fileOf(event.lines));
    case 'zone': {
      const { version } = await workspace.settings();
      return workspace.putSettings({ timeZone: event.timeZone }, version);
    }
    case 'review': {
      const { does: _, done, ...subject } = event;
      const { version } = await workspace.review(subject);
      const nothing = { takenBy: null, cause: null, nextStep: null, note: null };
      const caller = { workspace: workspace.id, tokenId: 't', id: 'ada', name: 'Ada' };
      return workspace.putReview(
        subject,
        { ...nothing, edit: randomUUID(), done },
        { ...caller, role: 'teammate' },
        version,
      );
    }
    case 'erase':
      return workspace.eraseConversation(event.id);
  }
}

/** Counts as a person would, from the conversations as the API shows them. */
export async function countedByHand({ workspace }: TestWorkspace) {
  const days = new Map<string, { topic: string | null; day: string; counts: DayCounts }>();
  const { conversations } = await workspace.conversations({ limit: 200 });
  for (const shown of conversations) {
    if (shown.visibility === 'internal') continue;
    const score = shown.rating && !shown.rating.byTeam ? shown.rating.score : null;
    const counts = noCounts();
    counts.conversations = 1;
    if (shown.asked) {
      counts.asked = 1;
      counts.opened = shown.openedAt === null ? 0 : 1;
      counts.answered = score === null ? 0 : 1;
    }
    if (score === 1) counts.score1 = 1;
    if (score === 2) counts.score2 = 1;
    if (score === 3) counts.score3 = 1;
    if (score === 4) counts.score4 = 1;
    if (score === 5) counts.score5 = 1;
    for (const name of [null, ...shown.topics]) {
      const key = JSON.stringify([name, shown.countedOn]);
      const known = days.get(key)?.counts ?? noCounts();
      days.set(key, { topic: name, day: shown.countedOn, counts: addCounts(known, counts) });
    }
  }
  return byTopicAndDay([...days.values()].filter(({ counts }) => !isNothing(counts)));
}

export function byTopicAndDay<T extends { topic: string | null; day: string }>(rows: T[]): T[] {
  const key = ({ topic: name, day }: T) => JSON.stringify([name ?? '', day]);
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
