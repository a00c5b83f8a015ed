import { expect, it, vi } from 'vitest';
import type { SyncProblem, SyncView } from '../../../lib/store/views.ts';
import { lookThroughWhenMissing } from '../../../lib/sync/look-through-when-missing.ts';
import { openIn } from '../fixtures/feed.ts';

const open = openIn('c1');

function given({ online = true } = {}) {
  const clock = { now: 1_000_000 };
  const ask = vi.fn(async () => undefined);
  const look = lookThroughWhenMissing(
    ask,
    () => clock.now,
    () => online,
  );
  return { clock, ask, look };
}

function view(facts: { kept?: boolean; joined?: boolean; problem?: SyncProblem['code'] } = {}) {
  const { kept = false, joined = true, problem } = facts;
  const sync = { problem: problem ? { code: problem } : null } as SyncView;
  return { workspace: joined ? {} : null, conversation: kept ? {} : null, sync };
}

it('asks once for the open conversation that is not kept, and again only after half a minute', () => {
  const { clock, ask, look } = given();
  look(open, view());
  look(open, view());
  clock.now += 29_999;
  look(open, view());
  expect(ask.mock.calls).toEqual([[open]]);
  clock.now += 1;
  look(open, view());
  expect(ask).toHaveBeenCalledTimes(2);
});

it('asks at once for another conversation', () => {
  const { ask, look } = given();
  look(open, view());
  look({ ...open, conversation: 'c2' }, view());
  expect(ask.mock.calls).toEqual([[openIn('c1')], [openIn('c2')]]);
});

it.each([
  ['it is kept', view({ kept: true }), true],
  ['no server is joined', view({ joined: false }), true],
  ['the server cannot be reached', view({ problem: 'network' }), true],
  ['the access was withdrawn', view({ problem: 'auth' }), true],
  ['the browser does not let us', view({ problem: 'permission' }), true],
  ['the page has no network', view(), false],
])('asks for nothing when %s', (_name, shown, online) => {
  const { ask, look } = given({ online });
  look(open, shown);
  expect(ask).not.toHaveBeenCalled();
});

it('still asks while the feed has trouble of another kind', () => {
  const { ask, look } = given();
  look(open, view({ problem: 'contract' }));
  expect(ask).toHaveBeenCalledOnce();
});

it('asks again for what a platform does not list, half a minute after it was asked for', () => {
  const { clock, ask, look } = given();
  const looked = (source: string, ago: number) => ({
    ...view(),
    conversation: { source },
    lookedThroughAt: clock.now - ago,
  });
  look(open, looked('zendesk', 29_999));
  // The own server tells of every change by itself.
  look(open, looked('fivefaces', 60_000));
  expect(ask).not.toHaveBeenCalled();
  look(open, looked('zendesk', 30_000));
  expect(ask).toHaveBeenCalledExactlyOnceWith(open);
});
