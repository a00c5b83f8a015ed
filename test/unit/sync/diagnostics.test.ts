import { expect, it } from 'vitest';
import { type DiagnosticsFacts, describeForHelp } from '../../../lib/sync/diagnostics.ts';

const NOW = Date.parse('2026-11-03T12:00:00.000Z');

const REVIEW = {
  subject: 'conversation',
  source: 'fivefaces',
  id: 'conv-private-77',
  version: 3,
  takenBy: { id: 'person-private', name: 'Ada Lovelace' },
  cause: 'other',
  nextStep: 'private-step',
  note: 'call +49 170 5550199 about card 4111 1111 1111 1111',
} as const;

const FACTS: DiagnosticsFacts = {
  version: '0.2.0',
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64; ada-laptop) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
  server: 'https://csat.lovelace-gmbh.example',
  demo: false,
  role: 'admin',
  solo: false,
  sources: [],
  isAllowed: true,
  inboxes: 2,
  policy: {
    isSet: true,
    problems: [
      { field: 'inboxes[1].origin', message: 'Ada Lovelace' },
      { field: 'inboxes[2]', message: 'Ada Lovelace' },
      { field: 'ada_lovelace', message: 'Ada Lovelace' },
    ],
  },
  sync: {
    phase: 'first',
    progress: { done: 40_000, total: 100_000 },
    perSecond: 20_000,
    runningSince: NOW - 3_000,
    nextAttemptAt: NOW + 9_000,
    mode: 'kept',
    locked: false,
    syncedAt: NOW - 60_000,
    clockOffset: 1_500,
    problem: {
      code: 'contract',
      detail: 'ada_lovelace_did_it',
      message: 'Ada Lovelace (ada@lovelace.example) may not do that with token abc123secret.',
      remedy: 'Write to ada@lovelace.example.',
      since: NOW - 120_000,
    },
  },
  attempt: {
    failures: 4,
    nextAttemptAt: NOW + 9_000,
    askedToWait: false,
    clockOffset: 1_500,
    syncedAt: NOW - 60_000,
    problem: null,
    runningSince: NOW - 3_000,
    perSecond: 20_000,
    digestAt: NOW - 3_600_000,
    mended: 1,
    mendedAt: NOW - 7_200_000,
    divergedAt: null,
    pageLimit: 5_000,
    died: 2,
  },
  position: { epoch: 'epoch-private', cursor: 'cursor-private', complete: false },
  usage: {
    mode: 'kept',
    conversations: 40_000,
    retention: { conversations: 200_000, days: 365 },
    keptFrom: '2025-11-03',
    bytes: { used: 12_345_678, quota: 987_654_321 },
  },
  edits: [
    { ...REVIEW, edit: 'edit-private-1', done: true, madeAt: NOW, state: 'waiting' },
    {
      ...REVIEW,
      edit: 'edit-private-2',
      done: true,
      madeAt: NOW,
      state: 'refused',
      message: 'Ada',
    },
  ],
  now: NOW,
};

/** Whatever must not be told, as it stands in the facts. */
const PERSONAL = [
  'ada',
  'lovelace',
  'private',
  'token',
  'abc123',
  '4111',
  '5550199',
  'conv-',
  'laptop',
  'gmbh',
];

it('the diagnostics tell state, versions, counts and times', () => {
  const text = describeForHelp(FACTS);
  for (const told of [
    'Fivefaces: 0.2.0',
    'Browser: Chrome 156 on Linux',
    'Server: https',
    'Policy: set, not followed: inboxes, another',
    'State: error',
    'Problem: contract (another) since 2026-11-03T11:58:00.000Z (120 s ago)',
    'Failures in a row: 4',
    'Next attempt: 2026-11-03T12:00:09.000Z (in 9 s)',
    'Syncs that never ended: 2',
    'Progress: 40000 of 100000',
    'Fetched anew after differing: 1 times',
    'Conversations kept: 40000',
    'Kept at most: 200000 conversations of 365 days, from 2025-11-03 on',
    'Bytes: 12345678 of 987654321',
    'Reviews to be sent: 1',
    'Reviews refused: 1',
  ]) {
    expect(text).toContain(told);
  }
});

it('nothing personal is in them, wherever it stood', () => {
  const text = describeForHelp(FACTS).toLowerCase();
  for (const personal of PERSONAL) expect(text).not.toContain(personal);
});

it.each(['version', 'userAgent', 'role', 'server'] as const)(
  'nothing personal comes through %s either',
  (field) => {
    const text = describeForHelp({ ...FACTS, [field]: 'Ada Lovelace 0.1 private' }).toLowerCase();
    for (const personal of PERSONAL) expect(text).not.toContain(personal);
  },
);

it('codes of our own are told exactly', () => {
  const told = (detail: string) => {
    const problem = { code: 'auth', detail, message: '', remedy: '', since: NOW } as const;
    return describeForHelp({ ...FACTS, sync: { ...FACTS.sync, problem } });
  };
  expect(told('token_revoked')).toContain('auth (token_revoked)');
  expect(told('storage_full')).toContain('auth (storage_full)');
  expect(told('constructor')).toContain('auth (another)');
});

it('before joining, with nothing known, they still say so', () => {
  const text = describeForHelp({
    ...FACTS,
    server: null,
    role: null,
    usage: null,
    userAgent: '',
    edits: [],
    sync: { ...FACTS.sync, problem: null, progress: null },
  });
  expect(text).toContain('Server: none joined');
  expect(text).toContain('Browser: unknown on unknown');
  expect(text).toContain('Conversations kept: unknown');
});

it('tell of each source of this browser how it stands and what it did not understand', () => {
  const problem = {
    code: 'auth',
    detail: 'token_wrong',
    message: 'Ada’s token',
    remedy: 'ask Ada',
    since: NOW - 60_000,
  } as const;
  const counted = { conversations: 12, ratings: 5 };
  const text = describeForHelp({
    ...FACTS,
    server: null,
    solo: true,
    sources: [
      { kind: 'zendesk', complete: true, problem, ...counted, notes: ['An unknown score: meh'] },
      { kind: 'file', complete: false, problem: null, ...counted, notes: [] },
    ],
  });
  expect(text).toContain('Solo: yes');
  expect(text).toContain('Source: zendesk, everything fetched once, 12 conversations, 5 ratings');
  expect(text).toContain('Its problem: auth (token_wrong) since');
  expect(text).toContain('Its note: An unknown score: meh');
  expect(text).toContain('Source: file, not everything fetched yet');
  expect(text).not.toContain('Ada');
});
