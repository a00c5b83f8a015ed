import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { ShownInbox } from '../../components/inboxes/inbox-ports.ts';
import { fixedInboxes, inboxAt, readPastedInbox } from '../../components/inboxes/known-inboxes.ts';
import { suggestPattern } from '../../components/inboxes/suggest-pattern.ts';
import { OptionsApp } from '../../components/options/options-app.tsx';
import type { OptionsPorts } from '../../components/options/options-ports.ts';
import { expectAccessible } from './axe.ts';
import { fakeOptionsPorts, fakeStore, renderSurface } from './fakes.tsx';
import { ownInbox, zendeskInbox } from './set-up-fakes.ts';

const done = { ok: true, value: null } as const;

async function renderInboxes(
  change: Partial<OptionsPorts> = {},
  inboxes: ShownInbox[] = [ownInbox, zendeskInbox],
) {
  const { reader } = fakeStore();
  const ports = fakeOptionsPorts({ followInboxes: (listener) => listener(inboxes), ...change });
  const { screen } = await renderSurface(<OptionsApp ports={ports} />, { reader });
  const section = screen.getByRole('region', { name: 'Where the panel shows' });
  await expect.element(section).toBeVisible();
  return { screen, section };
}

describe('where the panel shows', () => {
  test('each site says what it is, who asked for it, and whether the browser allows it', async () => {
    const requestAccess = vi.fn(async () => false);
    const { section } = await renderInboxes({ requestAccess }, [
      ownInbox,
      { ...zendeskInbox, granted: false },
      { inbox: 'intercom', origin: 'https://app.intercom.com', by: 'policy', granted: true },
    ]);
    await expect.element(section).toMatchTextContent(/csat\.example\.com FivefacesBy your team/);
    await expect
      .element(section)
      .toMatchTextContent(/Added by you · Your browser does not allow it/);
    await expect.element(section).toMatchTextContent(/By your company’s policy/);
    // A policy's inbox is not a person's to forget.
    expect(section.getByRole('button', { name: 'Forget app.intercom.com' }).query()).toBeNull();
    await expectAccessible();
    await section.getByRole('button', { name: /^Allow/ }).click();
    expect(requestAccess).toHaveBeenCalledExactlyOnceWith(['https://acme.zendesk.com']);
    await expect.element(section.getByRole('alert')).toMatchTextContent(/can’t show on acme/);
  });

  test('a pasted address of a known inbox asks for that site only, in the click, and allows it', async () => {
    const calls: string[] = [];
    const { section } = await renderInboxes({
      requestAccess(origins) {
        calls.push(`access ${origins.join(' ')} ${navigator.userActivation.isActive}`);
        return Promise.resolve(true);
      },
      async allowInbox({ inbox, origin, pattern }) {
        calls.push(`allow ${inbox} ${origin} ${pattern}`);
        return done;
      },
    });
    await section
      .getByLabelText('Address of an inbox')
      .fill('https://other.zendesk.com/agent/tickets/7');
    await expect.element(section).toMatchTextContent(/Zendesk at other\.zendesk\.com/);
    await section.getByRole('button', { name: 'Show the panel there' }).click();
    await expect.element(section).toMatchTextContent(/shows on other\.zendesk\.com now/);
    expect(calls).toEqual([
      'access https://other.zendesk.com true',
      'allow zendesk https://other.zendesk.com null',
    ]);
  });

  test('an inbox of a fixed site is one click, and is not offered twice', async () => {
    const allowInbox = vi.fn(async () => done);
    const { section } = await renderInboxes({ allowInbox }, [
      { inbox: 'intercom', origin: 'https://app.intercom.com', granted: true },
    ]);
    expect(section.getByRole('button', { name: 'Intercom app.intercom.com' }).query()).toBeNull();
    await section.getByRole('button', { name: 'Intercom app.eu.intercom.com' }).click();
    expect(allowInbox).toHaveBeenCalledExactlyOnceWith({
      inbox: 'intercom',
      origin: 'https://app.eu.intercom.com',
      pattern: null,
    });
  });

  test('any other is described by a pattern, tried on an address before anything is asked', async () => {
    const requestAccess = vi.fn(async () => true);
    const allowInbox = vi.fn(async () => done);
    const { section } = await renderInboxes({ requestAccess, allowInbox });
    await section
      .getByLabelText('Address of an inbox')
      .fill('https://desk.example.com/inboxes/7/conversation/441');
    await section.getByRole('button', { name: 'Describe it…' }).click();
    const pattern = section.getByLabelText('What they look like');
    await expect
      .element(pattern)
      .toHaveValue('https://desk.example.com/inboxes/*/conversation/{conversation}');
    await expect.element(section.getByText('It fits. Conversation 441')).toBeVisible();
    await expectAccessible();

    await pattern.fill('https://desk.example.com/inboxes/conversation/{conversation}');
    await expect.element(section).toMatchTextContent(/The address has “7” where the pattern has/);
    await userEvent.keyboard('{Enter}');
    expect(requestAccess).not.toHaveBeenCalled();
    await expectAccessible();

    await pattern.fill('https://desk.example.com/inboxes/*/conversation/{conversation}');
    await section.getByRole('button', { name: 'Show the panel on desk.example.com' }).click();
    expect(requestAccess).toHaveBeenCalledExactlyOnceWith(['https://desk.example.com']);
    await expect.poll(() => allowInbox.mock.calls.length).toBe(1);
    expect(allowInbox).toHaveBeenCalledWith({
      inbox: 'pattern',
      origin: 'https://desk.example.com',
      pattern: 'https://desk.example.com/inboxes/*=7/conversation/{conversation}',
    });
  });

  test('a refused permission is told and nothing is kept', async () => {
    const allowInbox = vi.fn(async () => done);
    const { section } = await renderInboxes({ requestAccess: async () => false, allowInbox });
    await section.getByLabelText('Address of an inbox').fill('acme.zendesk.com');
    await section.getByRole('button', { name: 'Show the panel there' }).click();
    await expect.element(section.getByRole('alert')).toMatchTextContent(/Without your permission/);
    expect(allowInbox).not.toHaveBeenCalled();
  });

  test('a site is forgotten, and one where it was hidden is shown again', async () => {
    const forgetInbox = vi.fn(async () => done);
    const showAgain = vi.fn(async () => {});
    const { section } = await renderInboxes({
      forgetInbox,
      hiddenSites: { follow: (listener) => listener([zendeskInbox.origin]), showAgain },
    });
    await expect.element(section).toMatchTextContent(/Hidden there/);
    await section.getByRole('button', { name: 'Show again on acme.zendesk.com' }).click();
    expect(showAgain).toHaveBeenCalledWith('https://acme.zendesk.com');
    await section.getByRole('button', { name: 'Forget acme.zendesk.com' }).click();
    expect(forgetInbox).toHaveBeenCalledExactlyOnceWith({
      inbox: 'zendesk',
      origin: 'https://acme.zendesk.com',
      pattern: null,
    });
  });

  test('a link opens it with the address in the field', async () => {
    const { section } = await renderInboxes({
      link: { connect: null, inbox: 'https://acme.zendesk.com' },
    });
    const field = section.getByLabelText('Address of an inbox');
    await expect.element(field).toHaveValue('https://acme.zendesk.com');
    await expect.element(field).toHaveFocus();
  });
});

describe('a pasted address', () => {
  test.each([
    ['https://acme.zendesk.com/agent/tickets/341', 'zendesk'],
    ['acme.zendesk.com', 'zendesk'],
    ['https://app.eu.intercom.com/a/inbox/abc/inbox', 'intercom'],
    ['https://app-eu1.hubspot.com/live-messages/1/inbox/2', 'hubspot'],
    ['https://app.chatwoot.com/app/accounts/1/dashboard', 'chatwoot'],
    ['https://support.example.com/app/accounts/1/conversations/7', 'chatwoot'],
  ])('%s is an inbox of %s', (text, inbox) => {
    expect(readPastedInbox(text)).toMatchObject({ kind: 'known', inbox: { inbox } });
  });

  test.each([
    ['https://acme.zendesk.com.evil.example/agent/tickets/341', 'pattern'],
    ['https://support.example.com/tickets/7', 'pattern'],
    ['https://myaskai.com/dashboard/topic/7', 'myaskai'],
  ])('%s must be described first, as %s', (text, inbox) => {
    expect(readPastedInbox(text)).toMatchObject({ kind: 'describe', inbox });
  });

  test.each(['', 'what', 'http://desk.example.com/7', 'chrome://settings', 'ftp://a.example'])(
    '"%s" is none',
    (text) => {
      expect(readPastedInbox(text)).toMatchObject({ kind: 'problem' });
    },
  );

  test.each([
    ['https://a.example/conversations/12', 'https://a.example/conversations/{conversation}'],
    ['https://a.example/x/9/chat/12/notes', 'https://a.example/x/*/chat/{conversation}/notes'],
    ['https://a.example/t/a1b2c3d4e5f6g7', 'https://a.example/t/{conversation}'],
    ['https://a.example/inbox', 'https://a.example/inbox'],
    [
      'https://d.example/#/inbox/3/chats/42?tab=1',
      'https://d.example/#/inbox/*/chats/{conversation}',
    ],
    ['https://d.example/app#/inbox?box=3&id=42', 'https://d.example/app#/inbox?id={conversation}'],
    [
      'https://d.example/show.php?page=2&ticket_id=42',
      'https://d.example/show.php?ticket_id={conversation}',
    ],
  ])('of %s the first pattern is %s', (text, pattern) => {
    expect(suggestPattern(text)).toBe(pattern);
  });

  test('a source’s inbox is told by its site or region, and not guessed where several look alike', () => {
    expect(inboxAt('zendesk', ['https://acme.zendesk.com'])?.origin).toBe(
      'https://acme.zendesk.com',
    );
    expect(inboxAt('intercom', ['https://api.au.intercom.io'])?.origin).toBe(
      'https://app.au.intercom.com',
    );
    expect(inboxAt('hubspot', ['https://api.hubapi.com'])).toBeNull();
    expect(inboxAt('chatwoot', ['https://chat.example.com'])?.origin).toBe(
      'https://chat.example.com',
    );
    expect(fixedInboxes().map(({ inbox }) => inbox)).not.toContain('myaskai');
  });
});
