import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ImportLine } from '../../../lib/contract/import.ts';
import { compareScores } from '../../../lib/csat/change.ts';
import { generateDemo } from '../../../lib/sample/generate.ts';

const NOW = Date.parse('2026-11-22T17:30:00.000Z');
const DAY = 86_400_000;
const PLAN = { seed: 20_261, now: NOW, timeZone: 'Europe/Oslo' };
const demo = generateDemo(PLAN);
const counted = demo.conversations.filter((line) => line.visibility === 'external');
const rated = counted.filter((line) => line.rating);

function share(part: number, whole: number): number {
  return part / whole;
}

/** Ratings of a topic from `from` to `to` days ago. */
function figures(topic: string, from: number, to: number) {
  const scores = rated
    .filter((line) => line.topics?.some(({ id }) => id === topic))
    .filter((line) => {
      const age = (NOW - Date.parse(line.startedAt)) / DAY;
      return age < from && age >= to;
    })
    .map((line) => line.rating?.score ?? 0);
  return { rated: scores.length, positive: scores.filter((score) => score >= 4).length };
}

test('the same plan gives the same demo, another seed another one', () => {
  expect(generateDemo(PLAN)).toEqual(demo);
  expect(generateDemo({ ...PLAN, seed: 2 }).conversations).not.toEqual(demo.conversations);
});

test('every line fits the import, in the order of time, within the days asked for', () => {
  for (const line of demo.conversations) v.parse(ImportLine, line);
  const starts = demo.conversations.map((line) => Date.parse(line.startedAt));
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  expect(starts[0]).toBeGreaterThan(NOW - 181 * DAY);
  expect(starts.at(-1)).toBeLessThan(NOW);
  expect(new Set(demo.conversations.map(({ id }) => id)).size).toBe(3_000);
});

describe('it looks like a shop’s support', () => {
  test('about one in ten is rated, most of them well, with both ends strong', () => {
    expect(share(rated.length, counted.length)).toBeGreaterThan(0.08);
    expect(share(rated.length, counted.length)).toBeLessThan(0.15);
    const faces = [1, 2, 3, 4, 5].map(
      (face) => rated.filter((l) => l.rating?.score === face).length,
    );
    const [worst = 0, bad = 0, , good = 0, best = 0] = faces;
    expect(worst).toBeGreaterThan(bad);
    expect(best).toBeGreaterThan(good);
    expect(share(good + best, rated.length)).toBeGreaterThan(0.6);
    expect(share(good + best, rated.length)).toBeLessThan(0.85);
  });

  test('two dozen topics, a few of them frequent, some with a known problem, done or muted', () => {
    expect(demo.topics.length).toBeGreaterThanOrEqual(24);
    const counts = demo.topics.map(
      ({ id }) => demo.conversations.filter((l) => l.topics?.some((t) => t.id === id)).length,
    );
    expect(Math.min(...counts)).toBeGreaterThan(10);
    expect(Math.max(...counts)).toBeGreaterThan(10 * Math.min(...counts));
    expect(demo.topics.filter(({ knownProblem }) => knownProblem).length).toBeGreaterThanOrEqual(3);
    expect(new Set(demo.topics.map(({ status }) => status))).toEqual(
      new Set(['open', 'done', 'muted']),
    );
    expect(demo.conversations.some(({ topics }) => (topics?.length ?? 0) > 1)).toBe(true);
  });

  test('“Refund deadline” has clearly become worse, “Login code” clearly better', () => {
    expect(
      compareScores(figures('refund-deadline', 60, 30), figures('refund-deadline', 30, 0)).kind,
    ).toBe('down');
    expect(compareScores(figures('login-code', 180, 90), figures('login-code', 90, 0)).kind).toBe(
      'up',
    );
  });

  test('the AI agent names 14 days lately and named 30 before', () => {
    const answers = (from: number, to: number) =>
      demo.conversations
        .filter((line) => line.topics?.[0]?.id === 'refund-deadline')
        .filter((line) => {
          const age = (NOW - Date.parse(line.startedAt)) / DAY;
          return age < from && age >= to;
        })
        .map((line) => line.messages?.[1]?.text ?? '');
    expect(answers(30, 0).every((text) => text.includes('14 days'))).toBe(true);
    expect(answers(180, 30).every((text) => text.includes('30 days'))).toBe(true);
  });

  test('customers come back, some are visitors, addresses cannot exist', () => {
    const visits = new Map<string, number>();
    for (const { customer } of counted) {
      if (customer) visits.set(customer, (visits.get(customer) ?? 0) + 1);
    }
    expect([...visits.values()].filter((count) => count > 1).length).toBeGreaterThan(200);
    expect(counted.some(({ customer }) => customer === null)).toBe(true);
    for (const { email } of counted) if (email) expect(email).toMatch(/@example\.com$/);
  });

  test('transcripts have 2 to 12 messages in the order of time and begin with the customer', () => {
    for (const { messages = [], startedAt, endedAt } of demo.conversations) {
      expect(messages.length).toBeGreaterThanOrEqual(2);
      expect(messages.length).toBeLessThanOrEqual(12);
      expect(messages[0]).toMatchObject({ role: 'customer', at: startedAt });
      const times = messages.map(({ at }) => at ?? '');
      expect(times).toEqual(times.toSorted());
      expect((times.at(-1) ?? '') <= (endedAt ?? '')).toBe(true);
    }
  });

  test('people write by day and less on Sundays', () => {
    const starts = demo.conversations.map((line) => new Date(line.startedAt));
    const night = starts.filter((start) => start.getUTCHours() < 4).length;
    const noon = starts.filter((start) => [9, 10, 11, 12].includes(start.getUTCHours())).length;
    expect(noon).toBeGreaterThan(6 * night);
    const on = (weekday: number) => starts.filter((start) => start.getUTCDay() === weekday).length;
    expect(on(1)).toBeGreaterThan(on(0));
  });

  test('asking was off for some days in the past: nobody was asked or rated then', () => {
    const off = counted.filter((line) => {
      const age = (NOW - Date.parse(line.startedAt)) / DAY;
      return age > 70 && age < 73;
    });
    expect(off.length).toBeGreaterThan(10);
    expect(off.every((line) => line.asked === false && !line.rating)).toBe(true);
  });

  test('the model’s scores mostly agree with the customers’ and sometimes clash', () => {
    const side = (score: number) => (score >= 4 ? 1 : score <= 2 ? -1 : 0);
    const both = rated.filter((line) => line.predicted);
    const clashes = both.filter(
      (line) => side(line.predicted?.score ?? 3) * side(line.rating?.score ?? 3) < 0,
    );
    expect(clashes.length).toBeGreaterThan(5);
    expect(share(clashes.length, both.length)).toBeLessThan(0.2);
    expect(both.every((line) => line.predicted?.reason)).toBe(true);
  });
});
