import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPolicy, policyReport } from '../../../lib/settings/apply-policy.ts';
import { NO_POLICY, readPolicy } from '../../../lib/settings/managed.ts';
import { allowedInboxes, readPanelState } from '../../../lib/settings/settings.ts';
import { SourceError } from '../../../lib/sources/errors.ts';
import schema from '../../../public/managed-schema.json' with { type: 'json' };

const CODE = 'ABCDEFGHJKLMNPQRSTUV';
const SERVER = 'https://csat.example.com';
const INVITE = `${SERVER}/join#${CODE}`;
const ZENDESK = { inbox: 'zendesk', origin: 'https://acme.zendesk.com', pattern: null };

const FULL = {
  server: `${SERVER}/`,
  enrolment: CODE,
  personName: 'Ada',
  inboxes: [
    { inbox: 'zendesk', origin: 'https://acme.zendesk.com/agent' },
    { inbox: 'pattern', origin: 'https://d.example', pattern: 'https://d.example/{conversation}' },
  ],
  panelStart: 'hidden',
  daysKept: 90,
  daysOffline: 7,
  seesRatings: 'ai_ratings_only',
};

describe('a policy is read field by field', () => {
  it('as a whole', () => {
    expect(readPolicy(FULL)).toEqual({
      problems: [],
      policy: {
        isSet: true,
        server: SERVER,
        invite: INVITE,
        personName: 'Ada',
        inboxes: [ZENDESK, FULL.inboxes[1]],
        panelStart: 'hidden',
        daysKept: 90,
        daysOffline: 7,
        seesRatings: 'ai_ratings_only',
      },
    });
  });

  it('every field of the schema that Chrome gets is known here, and no other', () => {
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(FULL).sort());
  });

  it('the enrolment may be the whole link', () => {
    expect(readPolicy({ enrolment: INVITE }).policy).toMatchObject({
      server: SERVER,
      invite: INVITE,
    });
  });

  it.each([
    ['server', { server: 'http://secret.example' }, 'must be an address'],
    ['enrolment', { enrolment: CODE }, 'needs "server" beside it'],
    ['enrolment', { server: SERVER, enrolment: 'short' }, 'must be the code'],
    ['enrolment', { server: 'https://secret.example', enrolment: INVITE }, 'another server'],
    ['inboxes', { inboxes: 'all' }, 'must be a list'],
    [
      'inboxes[0].origin',
      { inboxes: [{ inbox: 'zendesk', origin: 'secret' }] },
      'must be an address',
    ],
    [
      'inboxes[0]',
      { inboxes: [{ inbox: 'pattern', origin: 'https://d.example' }] },
      'needs a pattern',
    ],
    ['panelStart', { panelStart: 'open' }, 'must be tab or hidden'],
    ['daysKept', { daysKept: 0 }, 'must be 1 or more'],
    ['daysOffline', { daysOffline: '7' }, 'must be a number'],
    ['colour', { colour: 'red' }, 'is not a known field'],
  ])('%s: what does not fit is left out and told, without its value', (field, values, message) => {
    const { policy, problems } = readPolicy({ ...values, personName: 'Ada' });
    expect(problems).toEqual([{ field, message: expect.stringContaining(message) }]);
    expect(policy.personName).toBe('Ada');
    expect(JSON.stringify(problems)).not.toMatch(/ABCDEF|secret/);
  });

  it.each([[undefined], [null], ['text'], [[]], [{}]])('%j is none', (values) => {
    expect(readPolicy(values)).toEqual({ policy: NO_POLICY, problems: [] });
  });
});

describe('a policy is applied', () => {
  beforeEach(() => fakeBrowser.reset());

  function browserWith(policy: unknown) {
    const state = {
      policy,
      workspace: null as { server: string; solo: boolean } | null,
      joins: [] as [link: string, name: string][],
      failure: null as Error | null,
      denied: [] as string[],
      limits: null as unknown,
    };
    const actions = createPolicy({
      read: async () => {
        if (state.policy === undefined) throw new Error('Managed storage manifest not found');
        return state.policy;
      },
      workspace: async () => state.workspace,
      join: async (link, name) => {
        if (state.failure) throw state.failure;
        state.joins.push([link, name]);
        state.workspace = { server: SERVER, solo: false };
      },
      isAllowed: async (origin) => !state.denied.includes(origin),
      setLimits: async (limits) => {
        state.limits = limits;
      },
      setInboxes: async (inboxes) => {
        const others = (await allowedInboxes.getValue()).filter(({ by }) => by !== 'policy');
        await allowedInboxes.setValue([
          ...others,
          ...inboxes.map((one) => ({ ...one, by: 'policy' as const })),
        ]);
      },
      now: () => 1,
    });
    return { state, ...actions };
  }
  const problems = async () =>
    (await policyReport.getValue())?.problems.map(({ field, message }) => `${field} ${message}`);

  it('a browser joins by itself, shows the inboxes and keeps the limits', async () => {
    const { state, apply } = browserWith(FULL);
    expect(await apply()).toBe('done');
    expect(state.joins).toEqual([[INVITE, 'Ada']]);
    expect(await allowedInboxes.getValue()).toMatchObject([
      { ...ZENDESK, by: 'policy' },
      { inbox: 'pattern', by: 'policy' },
    ]);
    expect(state.limits).toEqual({ daysKept: 90, daysOffline: 7 });
    expect(await readPanelState('https://acme.zendesk.com')).toMatchObject({ hidden: true });
    expect(await problems()).toEqual([]);
    await apply();
    expect(state.joins).toHaveLength(1);
  });

  it('without a name each browser has a mark of its own', async () => {
    const { state, apply } = browserWith({ enrolment: INVITE });
    await apply();
    expect(state.joins[0]?.[1]).toMatch(/^By policy \([A-Z2-9]{5}\)$/);
  });

  it('without a policy nothing is touched', async () => {
    for (const none of [undefined, {}]) {
      const { state, apply } = browserWith(none);
      expect(await apply()).toBe('done');
      expect(state).toMatchObject({ joins: [], limits: null });
      expect(await policyReport.getValue()).toBeNull();
    }
  });

  it('a policy that was taken away takes its inboxes and limits with it, not the team', async () => {
    const { state, apply } = browserWith(FULL);
    await allowedInboxes.setValue([{ ...ZENDESK, by: 'person' }]);
    await apply();
    state.policy = {};
    await apply();
    expect(await allowedInboxes.getValue()).toEqual([{ ...ZENDESK, by: 'person' }]);
    expect(state.limits).toEqual({ daysKept: null, daysOffline: null });
    expect(await readPanelState('https://acme.zendesk.com')).toMatchObject({ hidden: false });
    expect(state.workspace).not.toBeNull();
  });

  it('who left or was sent away is not brought back by the same code, but by a new one', async () => {
    const { state, apply, left } = browserWith({ server: SERVER, enrolment: CODE });
    await apply();
    state.workspace = null;
    await left();
    await apply();
    expect(state.joins).toHaveLength(1);
    expect(await problems()).toEqual([expect.stringContaining('A new code joins again')]);
    state.policy = { server: SERVER, enrolment: `${CODE}2` };
    await apply();
    expect(state.joins).toHaveLength(2);
  });

  it('a browser that lost its storage joins again', async () => {
    const { state, apply } = browserWith({ enrolment: INVITE });
    await apply();
    state.workspace = null;
    await apply();
    expect(state.joins).toHaveLength(2);
    expect(state.joins[1]).toEqual(state.joins[0]);
  });

  it.each([
    [{ server: 'https://other.example', solo: false }, 'another server is joined'],
    [{ server: '', solo: true }, 'works alone'],
  ])('%j is left as it is', async (workspace, words) => {
    const { state, apply } = browserWith({ enrolment: INVITE });
    state.workspace = workspace;
    await apply();
    expect(state.joins).toEqual([]);
    expect(await problems()).toEqual([expect.stringContaining(words)]);
  });

  it('a failure that may pass is tried again, another waits for a new policy', async () => {
    const { state, apply } = browserWith({ enrolment: INVITE });
    state.failure = new SourceError('network');
    expect(await apply()).toBe('retry');
    state.failure = new SourceError('contract', { code: 'invite_invalid', transient: false });
    expect(await apply()).toBe('done');
    expect(await problems()).toEqual([expect.stringContaining('enrolment did not work')]);
    state.failure = null;
    await apply();
    expect(state.joins).toHaveLength(1);
  });

  it('sites that the browser keeps from us wait, and are told', async () => {
    const { state, apply } = browserWith(FULL);
    state.denied = [SERVER, ZENDESK.origin];
    await apply();
    expect(state.joins).toEqual([]);
    expect(await problems()).toEqual([
      expect.stringContaining('enrolment waits'),
      expect.stringContaining('inboxes[0] waits'),
    ]);
  });
});
