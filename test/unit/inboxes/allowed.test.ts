import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { allowInbox, forgetInbox, setInboxesOf } from '../../../lib/inboxes/allowed.ts';
import {
  type AllowedInbox,
  allowedInboxes,
  readPanelState,
  savePanelState,
} from '../../../lib/settings/settings.ts';

const zendesk = { inbox: 'zendesk', origin: 'https://acme.zendesk.com' };
const intercom = { inbox: 'intercom', origin: 'https://app.intercom.com' };
const own = { inbox: 'fivefaces', origin: 'https://csat.example.com' };
const desk = (path: string): AllowedInbox => ({
  inbox: 'pattern',
  origin: 'https://desk.example.com',
  pattern: `https://desk.example.com/${path}/{conversation}`,
});

const scripts = { reconcile: vi.fn(async () => {}), reconcileAndInject: vi.fn(async () => {}) };
const remove = vi.fn(async () => true);

beforeEach(() => {
  fakeBrowser.reset();
  vi.clearAllMocks();
  Object.assign(fakeBrowser.permissions, { remove });
});

describe('allowed inboxes', () => {
  it('are shown in open pages at once, also where the panel was hidden', async () => {
    const hidden = { expanded: false, pinned: true, hidden: true };
    await savePanelState(zendesk.origin, hidden);
    expect(await allowInbox(zendesk, scripts)).toBe(true);
    expect(await allowedInboxes.getValue()).toEqual([{ ...zendesk, by: 'person' }]);
    expect(await readPanelState(zendesk.origin)).toEqual({ ...hidden, hidden: false });
    expect(scripts.reconcileAndInject).toHaveBeenCalledOnce();
  });

  it.each([
    { inbox: 'of a later version', origin: 'https://x.example' },
    { inbox: 'zendesk', origin: 'https://acme.zendesk.com.evil.example' },
    { inbox: 'pattern', origin: 'https://desk.example.com' },
    { inbox: 'pattern', origin: 'https://desk.example.com', pattern: 'https://x.example/{ticket}' },
  ])('are none of these: %o', async (inbox) => {
    expect(await allowInbox(inbox, scripts)).toBe(false);
    expect(await allowedInboxes.getValue()).toEqual([]);
  });

  it('are kept once each, however often and at the same time they are allowed', async () => {
    const all = [zendesk, desk('a'), desk('b'), zendesk, desk('a')];
    await Promise.all(all.map((inbox) => allowInbox(inbox, scripts)));
    const kept = (await allowedInboxes.getValue()).map(({ inbox, pattern }) => pattern ?? inbox);
    expect(kept.sort()).toEqual([desk('a').pattern, desk('b').pattern, 'zendesk'].sort());
  });

  it('of a team go with it; what a person or a policy allowed stays', async () => {
    await setInboxesOf('policy', [intercom], scripts);
    await setInboxesOf('team', [own, zendesk], scripts);
    await allowInbox(zendesk, scripts);
    await setInboxesOf('team', [], scripts);
    expect(await allowedInboxes.getValue()).toEqual([
      { ...intercom, by: 'policy' },
      { ...zendesk, by: 'person' },
    ]);
    await forgetInbox(intercom, scripts, []);
    expect(await allowedInboxes.getValue()).toContainEqual({ ...intercom, by: 'policy' });
    expect(remove).not.toHaveBeenCalled();
  });

  it('that an earlier version kept are the team’s', async () => {
    await allowedInboxes.setValue([own]);
    await setInboxesOf('team', [], scripts);
    expect(await allowedInboxes.getValue()).toEqual([]);
  });

  it('give their permission back when forgotten, unless something else is at that site', async () => {
    await allowInbox(desk('a'), scripts);
    await allowInbox(desk('b'), scripts);
    await allowInbox(zendesk, scripts);
    await forgetInbox(desk('a'), scripts, []);
    expect(remove).not.toHaveBeenCalled();
    await forgetInbox(desk('b'), scripts, []);
    expect(remove).toHaveBeenCalledExactlyOnceWith({ origins: ['https://desk.example.com/*'] });
    await forgetInbox(zendesk, scripts, ['https://acme.zendesk.com']);
    expect(remove).toHaveBeenCalledOnce();
    expect(await allowedInboxes.getValue()).toEqual([]);
  });
});
