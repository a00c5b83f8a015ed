import { describe, expect, it, vi } from 'vitest';
import type { Outcome, ProtocolMap } from '../../../lib/messages/protocol.ts';
import { answer, type Handlers, receive } from '../../../lib/messages/receive.ts';
import { PAYLOADS } from '../../../lib/messages/schemas.ts';
import type { Sender } from '../../../lib/messages/sender.ts';

const base = 'moz-extension://5f7d/';
const bounds = async () => ({ extension: 'x', base, inboxes: [] });
const popup: Sender = { id: 'x', url: `${base}popup.html` };
const panel: Sender = { id: 'x', url: `${base}panel.html`, frameId: 2, tab: { id: 1 } };
const types = Object.keys(PAYLOADS) as (keyof ProtocolMap)[];

const REVIEW = {
  subject: 'conversation',
  source: 'fivefaces',
  id: 'c1',
  version: 0,
  takenBy: null,
  cause: null,
  nextStep: null,
  note: null,
  done: true,
};

const INSIGHTS = {
  filter: { period: 30, source: null, channel: null, handling: null },
  limit: 10,
  now: 1,
};

function handlers(): { all: Handlers; called: ReturnType<typeof vi.fn> } {
  const called = vi.fn(async (): Promise<Outcome<null>> => ({ ok: true, value: null }));
  return { called, all: Object.fromEntries(types.map((type) => [type, called])) as never };
}

describe('a message', () => {
  it('that fits reaches its handler with what it carries and who sent it', async () => {
    const { all, called } = handlers();
    const data = { enabled: false, version: '"3"' };
    await answer('admin-background:switch-collection', all, data, popup, bounds);
    expect(called).toHaveBeenCalledWith(data, popup);
  });

  it('with a review reaches its handler from the panel in somebody’s page', async () => {
    const { all, called } = handlers();
    await answer('page-background:save-review', all, REVIEW, panel, bounds);
    expect(called).toHaveBeenCalledWith(REVIEW, panel);
  });

  it('without a payload arrives as null, however the browser carries nothing', async () => {
    for (const nothing of [null, undefined]) {
      const { all, called } = handlers();
      await answer('admin-background:leave', all, nothing, popup, bounds);
      expect(called).toHaveBeenCalledWith(null, popup);
    }
  });

  it.each(types.filter((type) => type.startsWith('admin')))(
    '%s from our frame in somebody’s page is refused',
    async (type) => {
      const { all, called } = handlers();
      expect(await answer(type, all, {}, panel, bounds)).toMatchObject({ code: 'sender_refused' });
      expect(called).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['page-background:sync', { wait: 3_600, hurry: true }],
    ['page-background:sync', { wait: 1.5, hurry: true }],
    ['page-background:sync', { wait: 1, hurry: true, loop: true }],
    ['page-background:read-panel', { source: '', conversation: 'c', period: 30, now: 1 }],
    ['page-background:read-panel', { source: 's', conversation: 'c\u0000', period: 30, now: 1 }],
    ['page-background:read-popup', { period: 31, now: 1, open: null }],
    ['page-background:read-popup', { period: 30, now: Number.NaN, open: null }],
    ['page-background:look-up', { text: 'x'.repeat(10_000), now: 1 }],
    ['page-background:look-up', null],
    ['page-background:look-up', ['text']],
    ['page-background:to-review', { topic: null, unreviewedOnly: true, before: null, limit: 1e9 }],
    ['page-background:topic-page', { topic: '', period: 30, now: 1 }],
    ['page-background:look-through', { source: 's', conversation: 'c', times: 100 }],
    ['page-background:save-review', { subject: 'customer', source: null, id: 'c', version: 0 }],
    ['page-background:save-review', { ...REVIEW, version: -1 }],
    ['page-background:save-review', { ...REVIEW, note: 'x'.repeat(10_000) }],
    ['page-background:save-review', { ...REVIEW, edit: 'chosen by the page' }],
    [
      'page-background:save-known-problem',
      { topic: 't', knownProblem: 'x'.repeat(1_001), was: null },
    ],
    [
      'page-background:save-known-problem',
      { topic: 't', knownProblem: null, was: null, title: 'x' },
    ],
    ['admin-background:save-topic-status', { topic: 't', status: 'gone', was: 'open' }],
    [
      'page-background:next-to-review',
      { open: null, topics: Array(21).fill('t'), me: 'p', now: 1 },
    ],
    ['page-background:resolve-review', { edit: 'all', keep: 'mine' }],
    ['admin-background:read-transcript', { source: 'fivefaces', conversation: '' }],
    ['admin-background:read-transcript', { source: 's', conversation: 'c', keep: true }],
    ['admin-background:kind-words', { ...INSIGHTS, search: 'x'.repeat(301) }],
    ['admin-background:kind-words', { ...INSIGHTS, search: '', limit: 1e9 }],
    ['admin-background:topic-insights', { ...INSIGHTS, topic: 't', show: 'everything' }],
    ['admin-background:review-queue', { ...INSIGHTS, topic: null, show: 'all', open: 'c' }],
    ['admin-background:set-retention', { conversations: 0, days: null }],
    ['admin-background:set-retention', { conversations: 1.5, days: null }],
    ['admin-background:set-retention', { days: null }],
    ['admin-background:join', { link: 'https://x/#y', name: '   ' }],
    ['admin-background:leave', { everything: true }],
    ['admin-background:switch-collection', { enabled: 'no', version: '1' }],
    ['admin-background:preview-invite', { link: { toString: 'x' } }],
  ] as [keyof ProtocolMap, unknown][])('%s that does not fit is refused', async (type, data) => {
    const { all, called } = handlers();
    const outcome = await answer(type, all, data, popup, bounds);
    expect(outcome).toMatchObject({ ok: false, code: 'message_invalid' });
    expect(called).not.toHaveBeenCalled();
  });
});

describe('the background', () => {
  it('listens to every message of the protocol from its first turn', () => {
    const listening = { onMessage: vi.fn() };
    receive(listening, handlers().all, bounds, () => ({}) as never);
    expect(listening.onMessage.mock.calls.map(([type]) => type).sort()).toEqual([...types].sort());
  });

  it('answers with words when a handler fails', async () => {
    const failing = vi.fn().mockRejectedValue(new Error('disk'));
    const all = Object.fromEntries(types.map((type) => [type, failing])) as never;
    const listening = { onMessage: vi.fn() };
    const described: Outcome<never> = { ok: false, code: 'storage', message: 'm', remedy: 'r' };
    receive(listening, all, bounds, () => described);
    const [, listener] = listening.onMessage.mock.calls.find(
      ([type]) => type === 'admin-background:leave',
    ) ?? [null, () => null];
    expect(await listener({ data: null, sender: popup })).toEqual(described);
  });
});
