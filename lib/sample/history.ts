import type { ImportLine } from '../contract/import.ts';
import { toInstant } from '../contract/primitives.ts';
import { addDays, type Day, dayOf } from '../csat/calendar.ts';
import type { Score } from '../csat/scale.ts';
import { TOPIC_SCRIPTS } from './catalogue.ts';
import { type Customer, inventCustomers, TEAMMATES } from './people.ts';
import type { Random } from './random.ts';
import { commentOn, predictedFor, SCORE_WEIGHTS } from './score-words.ts';
import type { TopicScript } from './topic-script.ts';
import { writeTranscript } from './transcript.ts';

/** What a made-up history covers. */
export interface HistoryPlan {
  now: number;
  timeZone: string;
  conversations: number;
  days: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The history ends this long before now; the live conversations follow. */
const ENDS_BEFORE_NOW = 10 * HOUR;
/** Collection was off for these days before now. */
const OFF_DAYS = { from: 73, to: 70 };

/** Whether customers were asked nothing on that day of the history. */
export function wasOff(startedAt: number, now: number): boolean {
  const age = now - startedAt;
  return age < OFF_DAYS.from * DAY && age > OFF_DAYS.to * DAY;
}

const CHANNELS = ['Website', 'App', 'E-mail'];
const CHANNEL_WEIGHTS = [62, 26, 12];
/** How busy each hour of the day is, from midnight on. */
const HOUR_WEIGHTS = [
  2, 1, 1, 1, 1, 2, 5, 12, 24, 34, 38, 36, 30, 30, 32, 32, 30, 28, 28, 32, 36, 28, 14, 5,
];
/** How busy each day of the week is, from Sunday on. */
const WEEKDAY_WEIGHTS = [16, 30, 27, 25, 24, 23, 15];
const USUAL_RATED_SHARE = 0.06;

/** The instant at which clocks in `timeZone` show that day and minute; exact but for the hour of a change of clocks. */
function instantOf(day: Day, minute: number, timeZone: string): number {
  const asUtc = Date.parse(`${day}T00:00:00Z`) + minute * 60_000;
  const shown = new Date(asUtc).toLocaleString('sv-SE', { timeZone });
  return asUtc - (Date.parse(`${shown.replace(' ', 'T')}Z`) - asUtc);
}

function startTimes(plan: HistoryPlan, random: Random): number[] {
  const last = plan.now - ENDS_BEFORE_NOW;
  const today = dayOf(plan.now, plan.timeZone);
  const days = Array.from({ length: plan.days }, (_, index) => addDays(today, -index));
  const weights = days.map((day, index) => {
    const weekday = WEEKDAY_WEIGHTS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 0;
    // The shop grows: the oldest days have about two thirds of the newest ones.
    return weekday * (1 - (0.35 * index) / plan.days);
  });
  const starts: number[] = [];
  while (starts.length < plan.conversations) {
    const day = days[random.weighted(weights)] ?? today;
    const minute = random.weighted(HOUR_WEIGHTS) * 60 + random.between(0, 59);
    const start = instantOf(day, minute, plan.timeZone) + random.between(0, 59_999);
    if (start <= last) starts.push(start);
  }
  return starts.sort((a, b) => a - b);
}

function pickTopic(random: Random, startedAt: number, now: number): TopicScript {
  const weights = TOPIC_SCRIPTS.map((script, index) => {
    const changed = script.before && now - startedAt <= script.before.daysAgo * DAY;
    return (changed ? (script.growth ?? 1) : 1) / (index + 1) ** 0.85;
  });
  return TOPIC_SCRIPTS[random.weighted(weights)] ?? random.pick(TOPIC_SCRIPTS);
}

/** The customers of a history: a few come back often, most once or twice. */
function drawCustomer(customers: readonly Customer[], random: Random): Customer | null {
  if (random.chance(0.3)) return null;
  return customers[Math.floor(random.next() ** 2.2 * customers.length)] ?? null;
}

function moodOf(script: TopicScript, startedAt: number, now: number, random: Random): Score {
  const { before } = script;
  const earlier = before && now - startedAt > before.daysAgo * DAY;
  const quality = earlier ? before.quality : script.quality;
  return (random.weighted(SCORE_WEIGHTS[quality]) + 1) as Score;
}

/** Finished conversations, oldest first, as lines of an import. */
export function writeHistory(plan: HistoryPlan, random: Random): ImportLine[] {
  const customers = inventCustomers(random, Math.ceil(plan.conversations * 0.45));
  return startTimes(plan, random).map((startedAt, index) => {
    const id = `demo-${String(index + 1).padStart(5, '0')}`;
    const script = pickTopic(random, startedAt, plan.now);
    const second = random.chance(0.09) ? pickTopic(random, startedAt, plan.now) : script;
    const scripts = second === script ? [script] : [script, second];
    const mood = moodOf(script, startedAt, plan.now, random);
    const internal = random.chance(0.022);
    const off = wasOff(startedAt, plan.now);
    const rates = random.chance(internal ? 0.5 : (script.ratedShare ?? USUAL_RATED_SHARE));
    const leavesFirst = !rates && random.chance(0.12);
    const rated = rates && !off;
    const handedOver = !leavesFirst && random.chance(mood <= 2 ? 0.34 : 0.08);
    const messages = writeTranscript(
      { conversation: id, startedAt, scripts, mood, handedOver, leavesFirst },
      random,
      plan.now,
    );
    const lastAt = Date.parse(messages.at(-1)?.at ?? toInstant(startedAt));
    const endedAt = lastAt + random.between(20, 400) * 1000;
    const handover = messages.find((message) => message.role === 'system')?.at ?? null;
    const person = drawCustomer(customers, random);
    const commented = random.chance(mood <= 3 ? 0.5 : 0.28);
    return {
      id,
      startedAt: toInstant(startedAt),
      endedAt: toInstant(endedAt),
      channel: CHANNELS[random.weighted(CHANNEL_WEIGHTS)] ?? null,
      visibility: internal ? 'internal' : 'external',
      customer: internal
        ? `team.${random.pick(TEAMMATES).toLowerCase()}`
        : (person?.reference ?? null),
      ...(person && !internal && random.chance(0.5) ? { email: person.email } : {}),
      topics: scripts.map(({ topic }) => ({
        id: topic.id,
        title: topic.title,
        category: topic.category ?? 'question',
      })),
      asked: rated || (!off && !leavesFirst),
      askedBy: rated || (!off && !leavesFirst) ? (handedOver ? 'handover' : 'helped') : null,
      handedOverAt: handover,
      rating: rated
        ? {
            score: mood,
            comment: commented ? commentOn(script, mood, random) : null,
            ratedAt: toInstant(lastAt + random.between(5, 1200) * 1000),
          }
        : null,
      predicted: random.chance(0.8) ? predictedFor(mood, random) : null,
      messages,
    };
  });
}
