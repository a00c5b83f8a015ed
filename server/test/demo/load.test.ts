import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeable, type RatingState, ratingState } from '../../../lib/csat/rating-state.ts';
import { sentiment } from '../../../lib/csat/scale.ts';
import type { OpenDatabase } from '../../src/database/connect.ts';
import { loadDemo } from '../../src/demo/load.ts';
import { createService } from '../../src/workspace/create-service.ts';
import type { Service } from '../../src/workspace/service.ts';
import { openPGlite } from '../database-fixture.ts';

const NOW = Date.parse('2026-11-22T17:30:00.000Z');

let database: OpenDatabase;
let service: Service;
beforeAll(async () => {
  database = await openPGlite();
  service = createService({ db: database.db, clock: () => NOW });
  const progress: number[] = [];
  const report = await load('main', (done) => progress.push(done));
  expect(report).toEqual({ loaded: true, conversations: 3_015 });
  expect(progress.at(-1)).toBe(3_000);
});
afterAll(() => database.close());

function load(id: string, onProgress: (done: number) => void = () => undefined, now = NOW) {
  return loadDemo(service, id, {
    now,
    at: (time) => createService({ db: database.db, clock: () => time }).workspace(id),
    onProgress,
  });
}

async function liveStates(): Promise<Map<string, RatingState>> {
  const states = new Map<string, RatingState>();
  const { conversations } = await service.workspace('main').conversations({ limit: 40 });
  const time = (instant: string | null) => (instant === null ? null : Date.parse(instant));
  for (const one of conversations.filter(({ id }) => id.startsWith('demo-live-'))) {
    const facts = {
      ...one,
      rating: one.rating && {
        score: one.rating.score,
        sentiment: one.rating.sentiment ?? sentiment(one.rating.score ?? 3),
        byTeam: one.rating.byTeam,
      },
      ratingHidden: one.ratingHidden ?? false,
      finalUnknown: one.finalUnknown ?? false,
      askedAt: time(one.askedAt),
      endedAt: time(one.endedAt),
      finalAt: time(one.finalAt),
    };
    states.set(one.id.replace('demo-live-', ''), ratingState(facts, NOW));
  }
  return states;
}

test('every state of a rating is there', async () => {
  const states = await liveStates();
  expect(states.get('may-change-with-a-clash')).toEqual({
    kind: 'rated',
    score: 2,
    sentiment: 'negative',
    change: changeable(NOW + 42 * 60_000, NOW),
  });
  expect(states.get('rated-and-running')).toMatchObject({ change: { kind: 'hour_after_end' } });
  expect(states.get('final-unhappy')).toMatchObject({ score: 1, change: { kind: 'final' } });
  expect(states.get('changed-their-mind')).toMatchObject({ kind: 'rated', score: 5 });
  expect(states.get('awaiting-and-running')).toMatchObject({ kind: 'awaiting' });
  expect(states.get('awaiting-after-the-end')).toMatchObject({ kind: 'awaiting' });
  expect(states.get('not-asked-yet')).toMatchObject({ reason: 'not_asked_yet' });
  expect(states.get('no-answer')).toMatchObject({ kind: 'unrated', reason: 'no_answer' });
  expect(states.get('left-first')).toMatchObject({ kind: 'unrated', reason: 'left_first' });
  expect(states.get('asking-was-off')).toMatchObject({ reason: 'collection_off' });
  expect(states.get('team-test')).toEqual({ kind: 'internal', score: 5 });
  expect(states.get('team-test-running')).toEqual({ kind: 'internal', score: null });
  expect(states.get('rated-by-the-team')).toEqual({ kind: 'internal', score: 3 });
  expect(states.size).toBe(15);
});

test('the stored counts equal a recount, and customers are asked at the end', async () => {
  const workspace = service.workspace('main');
  expect(await workspace.storedCounts()).toEqual(await workspace.recount());
  expect((await workspace.collection()).value.enabled).toBe(true);
});

test('topics have their status and known problem', async () => {
  const { topics } = await service.workspace('main').topics();
  expect(topics.find(({ id }) => id === 'refund-deadline')?.knownProblem).toBe(
    'AI says 14 days, policy is 30. Being fixed.',
  );
  expect(topics.find(({ id }) => id === 'gift-card')?.status).toBe('muted');
});

test('a second load changes nothing, also later', async () => {
  const before = await service.heads(['main']);
  expect(await load('main')).toEqual({ loaded: false, conversations: 0 });
  expect(await load('main', undefined, NOW + 86_400_000)).toMatchObject({ loaded: false });
  expect(await service.heads(['main'])).toEqual(before);
});

test('a workspace with real data is refused', async () => {
  await service.ensureWorkspace('real', { name: 'Real', timeZone: 'UTC', demo: false });
  await expect(load('real')).rejects.toThrow('not a demo workspace');
  expect((await service.workspace('real').conversations({})).conversations).toEqual([]);
});
