import { describe, expect, it } from 'vitest';
import type { SyncProblem, SyncView } from '../../../lib/store/views.ts';
import { SYNC_STATES, syncStateOf } from '../../../lib/sync/states.ts';

const NOW = 1_000_000_000;

const CALM: SyncView = {
  phase: 'current',
  progress: null,
  perSecond: null,
  runningSince: null,
  nextAttemptAt: 0,
  mode: 'kept',
  locked: false,
  syncedAt: NOW,
  clockOffset: 0,
  problem: null,
};

const CODES: SyncProblem['code'][] = [
  'network',
  'auth',
  'permission',
  'rate',
  'contract',
  'server',
  'storage',
];
const PHASES: SyncView['phase'][] = ['never', 'first', 'current'];
const MODES: SyncView['mode'][] = ['kept', 'memory', 'read_only'];

function problem(code: SyncProblem['code'], detail: string = code): SyncProblem {
  return { code, detail, message: 'What it is.', remedy: 'What to do.', since: NOW };
}

const stateOf = (facts: Partial<SyncView>, ownOffline = false) =>
  syncStateOf({ ...CALM, ...facts }, NOW, ownOffline);

describe('every combination of problem, phase, mode and network', () => {
  const all = [null, ...CODES].flatMap((code) =>
    PHASES.flatMap((phase) =>
      MODES.flatMap((mode) =>
        [true, false].flatMap((offline) =>
          [0, NOW + 5_000].map((nextAttemptAt) => ({ code, phase, mode, offline, nextAttemptAt })),
        ),
      ),
    ),
  );

  it('is one of the seven states, with something to read and a way out', () => {
    for (const { code, phase, mode, offline, nextAttemptAt } of all) {
      const view = { phase, mode, nextAttemptAt, problem: code && problem(code) };
      const shown = stateOf(view, offline);
      expect(Object.keys(SYNC_STATES)).toContain(shown.state);
      expect(shown.title).not.toBe('');
      expect(shown.words).not.toBe('');
      if (shown.state !== 'idle') expect(shown.remedy).not.toBe('');
      // Calm is never shown over a problem, nor work over a copy that may not be written.
      if (code !== null || mode === 'read_only') {
        expect(['idle', 'syncing']).not.toContain(shown.state);
      }
      if (shown.retryAt !== null) expect(shown.retryAt).toBeGreaterThan(NOW);
    }
  });
});

it('a copy that was too long without the server is held up, unless the access was withdrawn', () => {
  const locked = { locked: true, problem: problem('network') };
  expect(stateOf(locked, true)).toMatchObject({ state: 'blocked', title: 'Locked' });
  expect(stateOf({ locked: true, problem: problem('auth') }).state).toBe('needs_sign_in');
});

it.each([
  ['network', 'offline', 'try_now'],
  ['auth', 'needs_sign_in', 'join'],
  ['permission', 'blocked', 'open_options'],
  ['rate', 'waiting', 'none'],
  ['server', 'waiting', 'try_now'],
  ['contract', 'error', 'try_now'],
  ['storage', 'error', 'try_now'],
] as const)('a problem of class %s is %s, with %s to do', (code, state, action) => {
  const shown = stateOf({ problem: problem(code) });
  expect(shown).toMatchObject({ state, action, words: 'What it is.', remedy: 'What to do.' });
});

it.each([
  ['auth', 'forbidden', 'blocked', 'none'],
  ['contract', 'answer_unreadable', 'waiting', 'try_now'],
  ['contract', 'answer_unexpected', 'error', 'update'],
  ['contract', 'copy_diverged', 'error', 'open_options'],
  ['storage', 'storage_full', 'error', 'open_options'],
  ['storage', 'storage_denied', 'blocked', 'none'],
  ['storage', 'store_newer', 'blocked', 'update'],
  ['storage', 'store_blocked', 'blocked', 'reload'],
] as const)('%s with code %s is %s, with %s to do', (code, detail, state, action) => {
  expect(stateOf({ problem: problem(code, detail) })).toMatchObject({ state, action });
});

it('a code that only the server knows is as its class is', () => {
  for (const detail of ['teapot', 'constructor', '__proto__']) {
    expect(stateOf({ problem: problem('server', detail) }).state).toBe('waiting');
  }
});

describe('without a problem', () => {
  it('a copy that was fetched once is up to date, also while the server holds the answer', () => {
    expect(stateOf({}).state).toBe('idle');
    expect(stateOf({ runningSince: NOW - 15_000 }).state).toBe('idle');
  });

  it('a first sync is being fetched, and says so also between two of its messages', () => {
    const first = { phase: 'first', progress: { done: 5, total: 10 } } as const;
    expect(stateOf({ ...first, runningSince: NOW - 1_000 }).state).toBe('syncing');
    expect(stateOf(first).state).toBe('syncing');
    expect(stateOf({ phase: 'never' }).state).toBe('syncing');
  });

  it('a sync that never ended waits for the next one', () => {
    const shown = stateOf({ phase: 'first', runningSince: NOW - 600_000 });
    expect(shown).toMatchObject({ state: 'waiting', action: 'try_now' });
    expect(shown.words).toMatch(/stopped/);
  });

  it('a page that knows itself offline says so', () => {
    expect(stateOf({}, true).state).toBe('offline');
    expect(stateOf({ problem: problem('server') }, true).state).toBe('offline');
    expect(stateOf({ problem: problem('auth') }, true).state).toBe('needs_sign_in');
  });
});

it('says when it is tried again, as long as that is to come', () => {
  const waiting = { problem: problem('server'), nextAttemptAt: NOW + 4_000 };
  expect(stateOf(waiting).retryAt).toBe(NOW + 4_000);
  expect(stateOf({ ...waiting, nextAttemptAt: NOW - 1 }).retryAt).toBeNull();
});

it('a copy that only lives in memory is told beside the state', () => {
  expect(stateOf({ mode: 'memory' })).toMatchObject({ state: 'idle' });
  expect(stateOf({ mode: 'memory' }).note).toMatch(/forgotten/);
});

it('a copy that a newer version wrote asks for an update, whatever else is wrong', () => {
  const shown = stateOf({ mode: 'read_only', problem: problem('network') }, true);
  expect(shown).toMatchObject({ state: 'blocked', action: 'update' });
});
