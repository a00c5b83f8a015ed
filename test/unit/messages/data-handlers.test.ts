import 'fake-indexeddb/auto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ratedShare, SLOTS } from '../../../lib/csat/day-counts.ts';
import type { ExportPart } from '../../../lib/store/views.ts';
import { type Alone, alone, worked } from '../fixtures/alone.ts';
import { NOON } from '../fixtures/feed.ts';
import { TOKEN, WORKSPACE } from '../fixtures/joined.ts';

beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOON }));
afterAll(() => void vi.useRealTimers());

async function sampled(): Promise<Alone> {
  const given = alone();
  worked(await given.ask('admin-background:begin-sample', null));
  return given;
}

it('what is taken along is all that is kept: every conversation once, and counts that add up', async () => {
  const given = await sampled();
  const ids = new Set<string>();
  let read = 0;
  for (let from: number | null = 0; from !== null; ) {
    const part: ExportPart = worked(await given.ask('admin-background:export-part', { from }));
    for (const { id } of part.conversations) ids.add(id);
    read += part.conversations.length;
    from = part.next;
  }
  const { conversations } = await given.store.usage();
  expect([read, ids.size]).toEqual([conversations, conversations]);
  const facts = worked(await given.ask('admin-background:export-facts', null));
  const all = facts.dayCounts.filter(({ topic }) => topic === null).flatMap(({ days }) => days);
  const rated = all.reduce((sum, [, row]) => {
    const counts = Object.fromEntries(SLOTS.map((slot, index) => [slot, row[index] ?? 0]));
    return sum + ratedShare(counts as never).rated;
  }, 0);
  const view = await given.reader.popup({ period: 'all', now: NOON, open: null });
  expect(rated).toBe(ratedShare(view.overall.counts).rated);
  expect(facts.reviews.length).toBeGreaterThan(0);
  expect(facts.topics.length).toBeGreaterThan(20);
});

it('a teammate takes no conversation and no review along', async () => {
  const given = alone();
  await given.store.join({ ...WORKSPACE, role: 'teammate' });
  await given.tokens.write({ token: TOKEN, workspace: WORKSPACE });
  expect(await given.ask('admin-background:export-part', { from: 0 })).toMatchObject({
    ok: false,
    code: 'for_admins',
  });
  expect(worked(await given.ask('admin-background:export-facts', null)).reviews).toEqual([]);
});

it('without a team the next steps are one’s own, the usual ones first', async () => {
  const given = alone();
  const zendesk = { kind: 'zendesk' as const, config: { subdomain: 'acme' }, secret: 'token' };
  worked(await given.ask('admin-background:connect-source', zendesk));
  const { steps, version } = worked(await given.ask('admin-background:read-next-steps', null));
  expect(steps.map(({ id }) => id)).toContain('add-knowledge');
  const own = [{ id: 'own', label: 'Tell the shop', url: 'https://shop.example.com' }];
  worked(await given.ask('admin-background:save-next-steps', { steps: own, version }));
  const open = { inbox: 'zendesk', place: null, conversation: '1', ticket: null };
  expect((await given.reader.panel({ open, period: 'all', now: NOON })).nextSteps).toEqual(own);
});
