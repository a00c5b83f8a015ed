import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCells } from '../../../components/insights/count-cells.ts';
import { trendPoints } from '../../../components/insights/trend-points.ts';
import type { ChangeItem } from '../../../lib/contract/changes.ts';
import type { Conversation } from '../../../lib/contract/conversation.ts';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type { DayCounts } from '../../../lib/csat/day-counts.ts';
import type { Score } from '../../../lib/csat/scale.ts';
import type { SpanChoice } from '../../../lib/csat/span.ts';
import { countByDay } from '../../../lib/sample/sample-counts.ts';
import type { Handling } from '../../../lib/store/insights-views.ts';
import { createStoreReader } from '../../../lib/store/reader.ts';
import { page } from '../fixtures/feed.ts';
import { newStore, WORKSPACE } from '../fixtures/joined.ts';

/** Somewhere in the middle of a day in each of the zones. */
const NOW = Date.parse('2026-11-03T12:00:00Z');
const DAY = 86_400_000;
const ZONES = ['UTC', 'America/Los_Angeles', 'Asia/Tokyo', 'Pacific/Kiritimati', 'Europe/Berlin'];
const TOPICS = ['refund', 'login', 'parcel'];
const NAMES = ['fivefaces', 'zendesk'];

/** What a test makes up of a conversation. */
interface Fact {
  startedAt: number;
  source: string;
  channel: string | null;
  internal: boolean;
  byTeam: boolean;
  handedOver: boolean;
  asked: boolean;
  score: Score | null;
  of: 'ai_agent' | 'teammate' | 'unknown';
  topics: string[];
}

interface Question {
  zone: string;
  period: SpanChoice;
  compare: 'none' | 'before' | 'year';
  source: string | null;
  channel: string | null;
  handling: Handling | null;
}

/** The counts that are compared: the other slots follow from them. */
interface Recount {
  conversations: number;
  asked: number;
  answered: number;
  faces: number[];
}

/* The recount: plain code of its own, by dates and not by days, with nothing of lib/csat. */

const clocks = new Map(
  ZONES.map((zone) => [
    zone,
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }),
  ]),
);
const dateIn = (time: number, zone: string) => clocks.get(zone)?.format(time) ?? '';

/** First and last date of the question's period, counted back from today on the calendar. */
function datesOf({ zone, period }: Pick<Question, 'zone' | 'period'>): [string, string] {
  if (typeof period === 'object') return [period.from, period.to];
  const today = dateIn(NOW, zone);
  if (period === 'all' || period === 'auto') return ['0000-01-01', '9999-12-31'];
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1, day - period + 1));
  return [first.toISOString().slice(0, 10), today];
}

function datesBefore(question: Question): [string, string] | null {
  if (question.compare === 'none' || question.period === 'all') return null;
  const [from, to] = datesOf(question).map((date) => new Date(`${date}T00:00:00Z`));
  if (!from || !to) return null;
  const days = Math.round((to.getTime() - from.getTime()) / DAY) + 1;
  for (const date of [from, to]) {
    if (question.compare === 'year') date.setUTCFullYear(date.getUTCFullYear() - 1);
    else date.setUTCDate(date.getUTCDate() - days);
  }
  return [from.toISOString().slice(0, 10), to.toISOString().slice(0, 10)];
}

/** A platform tells who answered only by whom was rated: what is not known stays so. */
function answeredBy({ source, handedOver, score, of }: Fact): Handling | null {
  if (handedOver || (score !== null && of === 'teammate')) return 'handed_over';
  return source === 'fivefaces' || (score !== null && of === 'ai_agent') ? 'ai_only' : null;
}

function recount(
  facts: readonly Fact[],
  { zone, source, channel, handling }: Question,
  [from, to]: [string, string],
  topic: string | null,
): Recount {
  const sum: Recount = { conversations: 0, asked: 0, answered: 0, faces: [0, 0, 0, 0, 0] };
  for (const fact of facts) {
    const date = dateIn(fact.startedAt, zone);
    const answered = answeredBy(fact);
    if (fact.internal || date < from || date > to) continue;
    if (source !== null && fact.source !== source) continue;
    if (channel !== null && fact.channel !== channel) continue;
    if (handling !== null && answered !== handling) continue;
    if (topic !== null && !fact.topics.includes(topic)) continue;
    const score = fact.byTeam ? null : fact.score;
    sum.conversations += 1;
    if (fact.asked && fact.source === 'fivefaces') {
      sum.asked += 1;
      if (score !== null) sum.answered += 1;
    }
    if (score !== null) sum.faces[score - 1] = (sum.faces[score - 1] ?? 0) + 1;
  }
  return sum;
}

const asRecount = ({ conversations, asked, answered, ...rest }: DayCounts): Recount => ({
  conversations,
  asked,
  answered,
  faces: [rest.score1, rest.score2, rest.score3, rest.score4, rest.score5],
});

/* What the store is given: the feed of a server with these conversations. */

function wireOf(fact: Fact, index: number, zone: string): Conversation {
  const own = fact.source === 'fivefaces';
  const at = toInstant(fact.startedAt);
  return {
    source: fact.source,
    id: `c${index}`,
    ticketId: null,
    channel: fact.channel,
    visibility: fact.internal ? 'internal' : 'external',
    customer: null,
    emailHash: null,
    startedAt: at,
    endedAt: null,
    finalAt: null,
    handedOverAt: fact.handedOver ? at : null,
    countedOn: dateIn(fact.startedAt, zone),
    asked: own ? fact.asked : null,
    askedAt: null,
    askedBy: null,
    openedAt: null,
    notAsked: null,
    rating:
      fact.score === null
        ? null
        : { score: fact.score, comment: null, ratedAt: at, byTeam: fact.byTeam, of: fact.of },
    predicted: null,
    topics: fact.topics,
  };
}

async function readerWith(facts: readonly Fact[], zone: string) {
  const conversations = facts.map((fact, index) => wireOf(fact, index, zone));
  const items: ChangeItem[] = [
    {
      n: 1,
      kind: 'settings',
      workspace: { id: 'main', name: 'Acme', demo: false, timeZone: zone },
      collection: { enabled: true, changedAt: null, changedBy: null },
      nextSteps: [],
      emailLookup: null,
      sources: NAMES.map((id) => ({ id, kind: id, name: id, place: null, problem: null })),
      seesRatings: 'everyone',
    } as ChangeItem,
    ...TOPICS.map((id) => ({
      n: 1,
      kind: 'topic' as const,
      topic: { id, title: id, category: null, status: 'open' as const, knownProblem: null },
    })),
    ...NAMES.flatMap((name) =>
      countByDay(conversations.filter(({ source }) => source === name)).map((item) => ({
        ...item,
        n: 1,
      })),
    ),
    ...conversations.map((conversation) => ({ n: 2, kind: 'conversation' as const, conversation })),
  ];
  const store = newStore();
  await store.join({ ...WORKSPACE, timeZone: zone });
  await store.apply(page(null, 'a', items));
  return createStoreReader(store);
}

const fact: fc.Arbitrary<Fact> = fc.record({
  startedAt: fc.oneof(
    fc.integer({ min: NOW - 70 * DAY, max: NOW }),
    fc.integer({ min: NOW - 800 * DAY, max: NOW }),
    // Around midnight somewhere, at the edges of the periods.
    fc
      .tuple(fc.constantFrom(0, 29, 30, 59, 60, 365), fc.integer({ min: -14, max: 14 }))
      .map(([days, hours]) => NOW - days * DAY - hours * 3_600_000)
      .map((time) => Math.min(time, NOW)),
  ),
  source: fc.constantFrom(...NAMES),
  channel: fc.constantFrom('web', 'e-mail', null),
  internal: fc.boolean(),
  byTeam: fc.boolean(),
  handedOver: fc.boolean(),
  asked: fc.boolean(),
  score: fc.constantFrom<Score | null>(1, 2, 3, 4, 5, null),
  of: fc.constantFrom('ai_agent', 'teammate', 'unknown'),
  topics: fc.subarray(TOPICS),
});

const question: fc.Arbitrary<Question> = fc.record({
  zone: fc.constantFrom(...ZONES),
  period: fc.constantFrom<SpanChoice>(30, 90, 365, 'all', { from: '2026-09-30', to: '2026-10-31' }),
  compare: fc.constantFrom('none', 'before', 'year'),
  source: fc.constantFrom(null, ...NAMES),
  channel: fc.constantFrom(null, 'web', 'e-mail'),
  handling: fc.constantFrom<Handling | null>(null, 'ai_only', 'handed_over'),
});

describe('the figures of Insights', () => {
  it('equal a recount of the conversations by independent code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fact, { maxLength: 80 }), question, async (facts, asked) => {
        const reader = await readerWith(facts, asked.zone);
        const { period, compare, source, channel, handling } = asked;
        const view = await reader.insights({ period, compare, source, now: NOW });
        const kept = await reader.countKept(
          { span: view.span, compared: view.compared, source, channel, handling, now: NOW },
          new AbortController().signal,
        );
        const everybody = { ...asked, channel: null, handling: null };
        for (const [shown, of] of [
          [view, everybody],
          [kept, asked],
        ] as const) {
          const before = datesBefore(of);
          const expected = (topic: string | null) => ({
            now: recount(facts, of, datesOf(of), topic),
            before: before && recount(facts, of, before, topic),
          });
          const figures = (counted: { counts: DayCounts; before: DayCounts | null }) => ({
            now: asRecount(counted.counts),
            before: counted.before && asRecount(counted.before),
          });
          expect(figures(shown)).toEqual(expected(null));
          for (const topic of TOPICS) {
            const row = shown.topics.find(({ id }) => id === topic);
            const none = { conversations: 0, asked: 0, answered: 0, faces: [0, 0, 0, 0, 0] };
            expect(row ? figures(row) : { now: none, before: before && none }).toEqual(
              expected(topic),
            );
          }
          // The trend, at each step, has all of it and nothing twice.
          for (const step of ['day', 'week', 'month'] as const) {
            const points = trendPoints(shown.days, view.span, step, view.today);
            const sum = points.reduce((rated, { counts }) => rated + counts.conversations, 0);
            expect(sum).toBe(expected(null).now.conversations);
            for (const point of points) {
              expect(asRecount(point.counts)).toEqual(
                recount(facts, of, [point.from, point.to], null),
              );
            }
          }
        }
        const unknown = facts.filter((one) => answeredBy(one) === null);
        expect(kept.handlingUnknown).toBe(
          recount(unknown, everybody, datesOf(asked), null).conversations,
        );
        const { now } = { now: recount(facts, everybody, datesOf(everybody), null) };
        const [one = 0, two = 0, three = 0, four = 0, five = 0] = now.faces;
        const rated = one + two + three + four + five;
        expect(countCells(view.counts, true).slice(0, 6)).toEqual([
          now.conversations,
          now.asked,
          now.answered,
          rated,
          four + five,
          one + two + three,
        ]);
      }),
      { numRuns: 60 },
    );
  });
});
