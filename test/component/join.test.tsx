import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { JoinPorts } from '../../components/join/join-ports.ts';
import { WelcomeApp } from '../../components/welcome/welcome-app.tsx';
import { writeInviteLink } from '../../lib/contract/invite-link.ts';
import { expectAccessible } from './axe.ts';
import { fakePorts, fakeStore, fakeWelcomePorts, renderSurface } from './fakes.tsx';
import { notJoined } from './views.ts';

const LINK = 'https://csat.example.com/join#abcdefghijklmnopqrstuvwx';

async function renderWelcome(change: Partial<JoinPorts> = {}) {
  const store = fakeStore({ popup: notJoined });
  const { screen } = await renderSurface(<WelcomeApp ports={fakeWelcomePorts(change)} />, {
    reader: store.reader,
  });
  await expect.element(screen.getByLabelText('Invite link')).toBeVisible();
  return { screen, ...store };
}

describe('joining by an invite link', () => {
  test('asks for access in the click itself, shows where the invite leads, and joins', async () => {
    const calls: string[] = [];
    const { screen } = await renderWelcome({
      requestAccess(origins) {
        calls.push(`access ${origins.join()} ${navigator.userActivation.isActive}`);
        return Promise.resolve(true);
      },
      previewInvite(link) {
        calls.push(`preview ${link}`);
        return fakePorts().previewInvite(link);
      },
      join(link, name) {
        calls.push(`join ${name}`);
        return fakePorts().join(link, name);
      },
    });
    await expectAccessible();
    await screen.getByLabelText('Invite link').fill(`  ${LINK}\n`);
    await screen.getByRole('button', { name: 'Continue' }).click();
    await expect.element(screen.getByText('csat.example.com')).toBeVisible();
    await expect.element(screen.getByText('Acme Support')).toBeVisible();
    await expect.element(screen.getByText('Teammate', { exact: true })).toBeVisible();
    await expect.element(screen.getByLabelText('Your name')).toHaveFocus();
    await expectAccessible();
    await userEvent.keyboard('Tom{Enter}');
    await expect.element(screen.getByText('You joined Acme Support')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Open inbox' })).toBeVisible();
    await expectAccessible();
    expect(calls).toEqual(['access https://csat.example.com true', `preview ${LINK}`, 'join Tom']);
  });

  test('an invite with inboxes asks once for the server and for them, and names them all', async () => {
    const inboxes = [
      { inbox: 'zendesk', origin: 'https://acme.zendesk.com', pattern: null },
      { inbox: 'intercom', origin: 'https://app.intercom.com', pattern: null },
    ];
    const link = writeInviteLink('https://csat.example.com', 'abcdefghijklmnopqrstuvwx', inboxes);
    const requestAccess = vi
      .fn<JoinPorts['requestAccess']>(async () => true)
      .mockResolvedValueOnce(false);
    const { screen } = await renderWelcome({
      requestAccess,
      previewInvite: async () => ({
        ok: true,
        value: {
          server: 'https://csat.example.com',
          workspace: { name: 'Acme Support', demo: false },
          role: 'teammate',
          inboxes,
        },
      }),
    });
    await screen.getByLabelText('Invite link').fill(link);
    await screen.getByRole('button', { name: 'Continue' }).click();
    await expect
      .element(screen.getByRole('alert'))
      .toMatchTextContent(
        /csat\.example\.com, nor show the panel on acme\.zendesk\.com and app\.intercom\.com/,
      );
    await screen.getByRole('button', { name: 'Continue' }).click();
    await expect.element(screen.getByText('acme.zendesk.com, app.intercom.com')).toBeVisible();
    await expectAccessible();
    expect(requestAccess.mock.calls).toEqual([
      [['https://csat.example.com', 'https://acme.zendesk.com', 'https://app.intercom.com']],
      [['https://csat.example.com', 'https://acme.zendesk.com', 'https://app.intercom.com']],
    ]);
  });

  test.each([
    ['', /Paste the invite link/],
    ['what is this', /not a link.*invite link looks like/],
    ['ftp://csat.example.com/join#abcdefghijklmnopqrstuvwx', /not a link/],
    ['http://csat.example.com/join#abcdefghijklmnopqrstuvwx', /not secure.*https/],
    ['http://127.0.0.1:4100/join', /not an invite: the code after # is missing/],
    ['https://csat.example.com/join', /not an invite.*missing or cut off/],
    ['https://csat.example.com/join#abc', /missing or cut off/],
  ])('"%s" is refused in words, and nothing is asked of the browser', async (text, words) => {
    const requestAccess = vi.fn(async () => true);
    const { screen } = await renderWelcome({ requestAccess });
    await screen.getByLabelText('Invite link').fill(text);
    await screen.getByRole('button', { name: 'Continue' }).click();
    await expect.element(screen.getByRole('alert')).toMatchTextContent(words);
    expect(requestAccess).not.toHaveBeenCalled();
  });

  test('plain http is fine on this very computer', async () => {
    const requestAccess = vi.fn(async () => true);
    const { screen } = await renderWelcome({ requestAccess });
    await screen
      .getByLabelText('Invite link')
      .fill('http://127.0.0.1:4100/join#abcdefghijklmnopqrstuvwx');
    await screen.getByRole('button', { name: 'Continue' }).click();
    await expect.element(screen.getByLabelText('Your name')).toBeVisible();
    expect(requestAccess).toHaveBeenCalledWith(['http://127.0.0.1:4100']);
  });

  test('a refused permission is explained and can be given after all', async () => {
    const requestAccess = vi.fn(async () => true).mockResolvedValueOnce(false);
    const { screen } = await renderWelcome({ requestAccess });
    await screen.getByLabelText('Invite link').fill(LINK);
    await screen.getByRole('button', { name: 'Continue' }).click();
    await expect
      .element(screen.getByRole('alert'))
      .toMatchTextContent("Without your permission Fivefaces can't reach csat.example.com.");
    await expectAccessible();
    await screen.getByRole('button', { name: 'Continue' }).click();
    await expect.element(screen.getByLabelText('Your name')).toBeVisible();
  });

  test('what the server or the network refuses is said with its remedy', async () => {
    const { screen } = await renderWelcome({
      previewInvite: async () => ({
        ok: false,
        code: 'invite_invalid',
        message: 'This invite has expired',
        remedy: 'Ask your admin for a new one.',
      }),
    });
    await screen.getByLabelText('Invite link').fill(LINK);
    await screen.getByRole('button', { name: 'Continue' }).click();
    await expect
      .element(screen.getByRole('alert'))
      .toMatchTextContent('This invite has expiredAsk your admin for a new one.');
    await expect.element(screen.getByLabelText('Invite link')).toHaveValue(LINK);
  });

  test('a name is needed, and another link can be taken', async () => {
    const join = vi.fn<JoinPorts['join']>();
    const { screen } = await renderWelcome({ join });
    await screen.getByLabelText('Invite link').fill(LINK);
    await screen.getByRole('button', { name: 'Continue' }).click();
    await screen.getByRole('button', { name: 'Join' }).click();
    await expect
      .element(screen.getByRole('alert'))
      .toMatchTextContent('Say how your team calls you.');
    expect(join).not.toHaveBeenCalled();
    await screen.getByRole('button', { name: 'Use another link' }).click();
    await expect.element(screen.getByLabelText('Invite link')).toHaveValue(LINK);
  });

  test('who has joined already is never shown the form, not even while the store is read', async () => {
    const { reader } = fakeStore({ popup: () => new Promise(() => {}) });
    const { screen } = await renderSurface(<WelcomeApp ports={fakeWelcomePorts()} />, { reader });
    await expect.element(screen.getByRole('status', { name: 'Loading' })).toBeInTheDocument();
    expect(screen.getByLabelText('Invite link').query()).toBeNull();
    await expectAccessible();
  });
});
